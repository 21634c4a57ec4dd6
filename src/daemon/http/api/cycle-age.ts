import type { Clock } from '../../../core/clock.ts';
import type { DaemonStatus } from '../../status.ts';
import type { Store } from '../../store.ts';

/** Since when no cycle of a place has come to its end: by a clock that nobody sets, for the time of day may jump. */
export class CycleAge {
  readonly #steady: Clock;
  readonly #ends = new Map<string, { readonly number: number; readonly at: number }>();

  constructor(store: Store, steady: Clock) {
    this.#steady = steady;
    this.#look(store.status);
    store.subscribe(({ status }) => this.#look(status));
  }

  /** Undefined before the first. */
  sinceLastCycleMs(place: string): number | undefined {
    const last = this.#ends.get(place);
    return last === undefined ? undefined : this.#steady.now() - last.at;
  }

  #look({ places }: DaemonStatus): void {
    for (const { name, cycle } of places) {
      if (cycle === undefined || this.#ends.get(name)?.number === cycle.number) continue;
      this.#ends.set(name, { number: cycle.number, at: this.#steady.now() });
    }
  }
}
