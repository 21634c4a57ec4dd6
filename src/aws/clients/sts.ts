import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { StsOperation } from '../operations.ts';

export { STSClient as Client };

export const commands = {
  getCallerIdentity: GetCallerIdentityCommand,
} satisfies Record<StsOperation, unknown>;
