import type { Clock } from '../../core/clock.ts';
import { Bucket, type Tally } from './bucket.ts';
import { type CallClass, documented } from './documented.ts';

export interface LimitOptions {
  /** `aws`: the request limits that AWS documents. Without it there are none. */
  readonly limits?: 'aws';
  /** How many reads of the ELB API a second somebody else makes in each account and region. Needs limits. */
  readonly neighbour?: number;
}

/** A call as far as its limit depends on it. */
export interface LimitedCall {
  readonly account: string;
  readonly region: string;
  /** The service's name in a credential scope. */
  readonly service: string;
  readonly action: string;
  readonly input: object;
  readonly userAgent: string;
}

/** How one bucket stands. */
export interface BucketReport extends Tally {
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly class: string;
  /** Of EC2, which has a bucket for each. */
  readonly action?: string;
  readonly capacity: number;
  readonly refill: number;
  readonly tokens: number;
  readonly neighbour?: Tally;
}

interface Known {
  readonly bucket: Bucket;
  readonly place: Pick<BucketReport, 'account' | 'region' | 'service' | 'class' | 'action'>;
}

/** Whose bucket the neighbour draws on. */
const neighbourly = { service: 'elasticloadbalancing', action: 'DescribeLoadBalancers' };

/** How often each account may call in each region. */
export class RequestLimits {
  readonly #clock: Clock;
  readonly #options: LimitOptions;
  readonly #known = new Map<string, Known>();
  #since: number;

  constructor(clock: Clock, options: LimitOptions) {
    if (options.neighbour !== undefined && options.limits === undefined)
      throw new TypeError('a neighbour needs limits to share');
    this.#clock = clock;
    this.#options = options;
    this.#since = clock.now();
  }

  /** Whether the call is let through; asking counts as the call. */
  admits(call: LimitedCall): boolean {
    return this.#bucketFor(call)?.take(this.#clock.now()) ?? true;
  }

  /** What the neighbour's calls have come to until now. */
  neighbour(account: string, region: string): Tally {
    const bucket = this.#bucketFor({ account, region, ...neighbourly, input: {}, userAgent: '' });
    bucket?.settle(this.#clock.now());
    return { ...(bucket?.neighbour ?? { served: 0, refused: 0 }) };
  }

  /** The buckets that were drawn on. */
  report(): BucketReport[] {
    return [...this.#known.values()].map(({ bucket, place }) => {
      const tokens = bucket.settle(this.#clock.now());
      const { served, refused } = bucket.neighbour;
      const shared = served + refused > 0 ? { neighbour: { served, refused } } : {};
      return { ...place, ...bucket.size, tokens, ...bucket.callers, ...shared };
    });
  }

  /** All buckets full, nothing counted. */
  clear(): void {
    this.#known.clear();
    this.#since = this.#clock.now();
  }

  #bucketFor(call: LimitedCall): Bucket | undefined {
    const { account, region, service, action } = call;
    const found = this.#options.limits === undefined ? undefined : classOf(call);
    if (found === undefined) return undefined;
    const { name, each, capacity, refill } = found;
    const place = { account, region, service, class: name, ...(each ? { action } : {}) };
    const key = Object.values(place).join('/');
    const known = this.#known.get(key) ?? { place, bucket: this.#fresh({ capacity, refill }, service, found) };
    this.#known.set(key, known);
    return known.bucket;
  }

  #fresh(size: { readonly capacity: number; readonly refill: number }, service: string, found: CallClass): Bucket {
    const isShared = service === neighbourly.service && found === classOf({ ...neighbourly, input: {}, userAgent: '' });
    return new Bucket(size, this.#since, isShared ? this.#options.neighbour : undefined);
  }
}

function classOf(call: Omit<LimitedCall, 'account' | 'region'>): CallClass | undefined {
  return documented[call.service]?.classes.find(({ actions, only }) => {
    if (!actions.test(call.action)) return false;
    if (only === 'from the console') return /\bconsole\.[\w.]*amazonaws\.com\b/.test(call.userAgent);
    return only === undefined || isForEverything(call.input);
  });
}

/** Neither filtered nor paged, nor for something that is named. */
function isForEverything(input: object): boolean {
  return Object.entries(input).every(
    ([name, value]) =>
      !/^(?:Filters|MaxResults|NextToken|.*Ids|.*Names)$/.test(name) || (Array.isArray(value) && value.length === 0),
  );
}
