import type { Clock } from '../core/clock.ts';

/** A budget: so many calls a second once `burst` has been spent. */
export interface Rate {
  readonly perSecond: number;
  readonly burst: number;
}

/** A throttled bucket never runs slower than this share of its rate, so that it keeps finding out. */
const FLOOR = 1 / 16;
/** Calls in flight together are throttled together: within this time they count as one refusal. */
const SAME_REFUSAL_MS = 1_000;
/** From standstill to the full rate. */
const RECOVERY_MS = 60_000;

/**
 * A token bucket, first come first served. It halves its rate when AWS throttles and wins it back over time, because
 * the account's budget is shared with others whom we cannot see.
 */
export class TokenBucket {
  readonly #rate: Rate;
  readonly #clock: Clock;
  #share = 1;
  #tokens: number;
  #filledAt: number;
  #throttledAt = Number.NEGATIVE_INFINITY;
  #queue: Promise<void> = Promise.resolve();

  constructor(rate: Rate, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
    this.#tokens = rate.burst;
    this.#filledAt = clock.now();
  }

  /** Calls a second at present. */
  get perSecond(): number {
    this.#fill();
    return this.#rate.perSecond * this.#share;
  }

  /** Calls that could be made at once. */
  get available(): number {
    this.#fill();
    return Math.max(0, Math.floor(this.#tokens));
  }

  /** Takes without waiting for a turn, into debt if need be: at most as much as there is of a burst. */
  spend(): void {
    this.#fill();
    this.#tokens = Math.max(-this.#rate.burst, this.#tokens - 1);
  }

  /** Resolves when it is the caller's turn; rejects with the signal's reason, having taken nothing. */
  take(signal?: AbortSignal): Promise<void> {
    const turn = this.#queue.then(() => this.#takeNext(signal));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  /** AWS refused a call for its rate: its bucket is empty, whatever ours says. */
  throttled(): void {
    this.#fill();
    this.#tokens = Math.min(this.#tokens, 0);
    const now = this.#clock.now();
    if (now - this.#throttledAt < SAME_REFUSAL_MS) return;
    this.#throttledAt = now;
    this.#share = Math.max(this.#share / 2, FLOOR);
  }

  async #takeNext(signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    for (this.#fill(); this.#tokens < 1; this.#fill()) {
      const wait = Math.ceil(((1 - this.#tokens) / (this.#rate.perSecond * this.#share)) * 1_000);
      await this.#clock.sleep(wait, signal);
    }
    this.#tokens -= 1;
  }

  #fill(): void {
    const now = this.#clock.now();
    const passed = now - this.#filledAt;
    this.#filledAt = now;
    this.#tokens = Math.min(this.#rate.burst, this.#tokens + (passed / 1_000) * this.#rate.perSecond * this.#share);
    this.#share = Math.min(1, this.#share + passed / RECOVERY_MS);
  }
}
