import { isEmulator } from './emulator.ts';
import type { Rate } from './bucket.ts';
import type { CallKind, Service } from './operations.ts';

/** A budget for each service's reads and writes; `none` for an endpoint that has no limits, such as an emulator. */
export type RequestLimits = 'none' | Readonly<Record<Service, Readonly<Record<CallKind, Rate>>>>;

/**
 * AWS publishes these of ELBv2 (reads 40 at once and 10 a second, most writes 20 and 3), the reads of EC2 (100 and 20) and
 * GetResources of the tagging API (15 a second). Other writes are limited action by action and by account, so these start where
 * most accounts stand and the bucket finds out the rest.
 */
export const awsRequestLimits = {
  elbv2: { read: { burst: 40, perSecond: 10 }, write: { burst: 20, perSecond: 3 } },
  ec2: { read: { burst: 100, perSecond: 20 }, write: { burst: 50, perSecond: 5 } },
  ecs: { read: { burst: 100, perSecond: 20 }, write: { burst: 50, perSecond: 5 } },
  autoScaling: { read: { burst: 100, perSecond: 20 }, write: { burst: 50, perSecond: 5 } },
  applicationAutoScaling: { read: { burst: 50, perSecond: 5 }, write: { burst: 50, perSecond: 5 } },
  acm: { read: { burst: 8, perSecond: 8 }, write: { burst: 5, perSecond: 5 } },
  tagging: { read: { burst: 15, perSecond: 15 }, write: { burst: 5, perSecond: 5 } },
  sts: { read: { burst: 100, perSecond: 20 }, write: { burst: 10, perSecond: 5 } },
  cloudTrail: { read: { burst: 2, perSecond: 2 }, write: { burst: 2, perSecond: 2 } },
  sqs: { read: { burst: 100, perSecond: 20 }, write: { burst: 100, perSecond: 20 } },
  s3: { read: { burst: 100, perSecond: 20 }, write: { burst: 100, perSecond: 20 } },
} satisfies RequestLimits;

/** An emulator on this machine has no account whose budget others share. */
export function requestLimitsOf(endpoint: string | undefined): RequestLimits {
  return isEmulator(endpoint) ? 'none' : awsRequestLimits;
}
