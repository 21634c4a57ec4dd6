import { ACMClient } from '@aws-sdk/client-acm';
import { REGION } from '../support.ts';

/** Not among the other clients: its package is loaded where somebody asks for it only. */
export function acmOn(endpoint: string): ACMClient {
  return new ACMClient({
    endpoint,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
}
