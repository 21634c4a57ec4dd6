/** How many calls were let through, and how many were not. */
export interface Tally {
  served: number;
  refused: number;
}

export interface BucketSize {
  readonly capacity: number;
  /** Tokens a second. */
  readonly refill: number;
}

/** A token bucket. It has no timer: what came back since it was last asked is counted when it is asked again. */
export class Bucket {
  readonly size: BucketSize;
  readonly callers: Tally = { served: 0, refused: 0 };
  /** Somebody else in the account, who calls evenly and never waits. */
  readonly neighbour: Tally = { served: 0, refused: 0 };
  readonly #since: number;
  /** How often a second the neighbour calls. */
  readonly #rate: number;
  #tokens: number;
  #at: number;

  constructor(size: BucketSize, since: number, rate = 0) {
    this.size = size;
    this.#tokens = size.capacity;
    this.#since = since;
    this.#at = since;
    this.#rate = rate;
  }

  /** Whether a caller gets a token. */
  take(now: number): boolean {
    this.settle(now);
    return this.#draw(now, this.callers);
  }

  /** Lets the neighbour have made the calls that were due until now, each at its time. Gives what is left. */
  settle(now: number): number {
    const { served, refused } = this.neighbour;
    for (let call = served + refused + 1; this.#rate > 0; call += 1) {
      const due = this.#since + (call * 1000) / this.#rate;
      if (due > now) break;
      this.#draw(due, this.neighbour);
    }
    this.#fill(now);
    return this.#tokens;
  }

  #draw(now: number, tally: Tally): boolean {
    this.#fill(now);
    // Fractions of tokens add up to a hair less than the whole ones that they are.
    const given = this.#tokens >= 1 - 1e-9;
    if (given) this.#tokens -= 1;
    tally[given ? 'served' : 'refused'] += 1;
    return given;
  }

  #fill(now: number): void {
    const passed = Math.max(0, now - this.#at) / 1000;
    this.#tokens = Math.min(this.size.capacity, this.#tokens + passed * this.size.refill);
    this.#at = Math.max(this.#at, now);
  }
}
