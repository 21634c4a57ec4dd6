import type { CallRecord } from '../../aws/calls.ts';
import type { Clock } from '../../core/clock.ts';

/** Events come minutes late, and hardly an hour. */
const KEPT_MS = 3_600_000;
const MOST = 50_000;

/** The ids that AWS gave to what we wrote: by them, what comes back as an event is known as ours. */
export class OwnRequests {
  readonly #clock: Clock;
  /** With the time until which each is kept, the eldest first. */
  readonly #ids = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  note({ kind, requestId }: Pick<CallRecord, 'kind' | 'requestId'>): void {
    if (kind !== 'write' || requestId === undefined) return;
    const now = this.#clock.now();
    for (const [id, until] of this.#ids) {
      if (until > now && this.#ids.size < MOST) break;
      this.#ids.delete(id);
    }
    this.#ids.set(requestId, now + KEPT_MS);
  }

  has(requestId: string | undefined): boolean {
    return requestId !== undefined && this.#ids.has(requestId);
  }
}
