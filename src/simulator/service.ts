import type { Clock } from '../core/clock.ts';
import type { Identity } from './identity.ts';

/** What an operation knows of the call that it answers. */
export interface Call<World> {
  readonly account: string;
  readonly region: string;
  /** Who calls; absent: nobody who showed a key. */
  readonly identity?: Identity;
  /** Where the caller reached the simulator. */
  readonly endpoint?: string;
  readonly clock: Clock;
  /** The state of that account and region, shared by all services. */
  readonly world: World;
}

/**
 * One operation: the decoded input (AWS's own member names, as the SDK's types have them) in, the output's members
 * out, or `Waiting`. Throws `AwsError` for everything that AWS would refuse. Synchronous: each call is atomic.
 */
// oxlint-disable-next-line typescript/no-explicit-any -- inputs are decoded by AWS's schema; each operation names its own type
export type Operation<World> = (input: any, call: Call<World>) => object;

interface WaitingFor {
  /** How long the caller waits, from the call on. */
  readonly patienceMs: number;
  /** When there may be something by the passing of time alone. */
  readonly nextAt: number;
  /** What is answered when the caller's patience is over. */
  readonly atLast: object;
}

/** What an operation gives in place of an answer while there is none yet. It is asked again. */
export class Waiting {
  readonly patienceMs: number;
  readonly nextAt: number;
  readonly atLast: object;

  constructor({ patienceMs, nextAt, atLast }: WaitingFor) {
    this.patienceMs = patienceMs;
    this.nextAt = nextAt;
    this.atLast = atLast;
  }
}

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
