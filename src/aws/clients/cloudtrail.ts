import { CloudTrailClient, LookupEventsCommand } from '@aws-sdk/client-cloudtrail';
import type { CloudTrailOperation } from '../operations.ts';

export { CloudTrailClient as Client };

export const commands = {
  lookupEvents: LookupEventsCommand,
} satisfies Record<CloudTrailOperation, unknown>;
