import { TokenBucket } from '../bucket.ts';
import type { Clock } from '../../core/clock.ts';
import type { RequestLimits } from '../request-limits.ts';
import { services, type Service } from '../operations.ts';

/**
 * The share of AWS's documented read rates that looking around may use. AWS counts for the whole account and region: what is
 * left serves the console, other tools, and whatever a person asks of us.
 */
export class ReadBudget {
  readonly #buckets: ReadonlyMap<Service, TokenBucket>;

  constructor(limits: Exclude<RequestLimits, 'none'>, share: number, clock: Clock) {
    this.#buckets = new Map(
      (Object.keys(services) as Service[]).map((service) => {
        const { burst, perSecond } = limits[service].read;
        return [service, new TokenBucket({ burst: Math.max(1, burst * share), perSecond: perSecond * share }, clock)];
      }),
    );
  }

  /** Resolves when looking around may read once. */
  take(service: Service, signal?: AbortSignal): Promise<void> {
    return this.#bucketOf(service).take(signal);
  }

  /** Reads that did not wait count as well, so that looking around makes room for them afterwards. */
  spend(service: Service): void {
    this.#bucketOf(service).spend();
  }

  /** How many reads could be made without waiting. */
  available(service: Service): number {
    return this.#bucketOf(service).available;
  }

  /** How long it takes until so many reads are made up for. */
  waitMs(service: Service, reads: number): number {
    return (reads / this.#bucketOf(service).perSecond) * 1_000;
  }

  /** AWS refused a read for its rate: others read too, and looking around is what can wait. */
  throttled(service: Service): void {
    this.#bucketOf(service).throttled();
  }

  #bucketOf(service: Service): TokenBucket {
    return this.#buckets.get(service)!;
  }
}
