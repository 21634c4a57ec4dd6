import type { Clock } from '../core/clock.ts';

/** What an operation knows of the call that it answers. */
export interface Call<World> {
  readonly account: string;
  readonly region: string;
  readonly clock: Clock;
  /** The state of that account and region, shared by all services. */
  readonly world: World;
}

/**
 * One operation: the decoded input (AWS's own member names, as the SDK's types have them) in, the output's members
 * out. Throws `AwsError` for everything that AWS would refuse. Synchronous: each call is atomic.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- inputs are decoded by AWS's schema; each operation names its own type
export type Operation<World> = (input: any, call: Call<World>) => object;

/** An AWS error as it goes over the wire: `code` is the wire code (`PriorityInUse`, `InvalidGroup.Duplicate`). */
export class AwsError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.name = 'AwsError';
    this.code = code;
    this.status = status;
  }
}
