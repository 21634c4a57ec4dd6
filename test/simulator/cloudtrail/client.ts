import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { REGION } from '../support.ts';

/** Not among the other clients: its package is loaded where somebody asks for it only. */
export function cloudTrailOn(endpoint: string, accessKeyId = 'test', region = REGION): CloudTrailClient {
  return new CloudTrailClient({
    endpoint,
    region,
    credentials: { accessKeyId, secretAccessKey: 'secret' },
    maxAttempts: 1,
  });
}
