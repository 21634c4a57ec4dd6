import type { Change } from '../core/plan.ts';
import type { ResourceId } from '../core/value.ts';
import type { Outcome } from './outcome.ts';

/** What became of each change, in whichever round it was last tried. */
export class Tries {
  readonly #last = new Map<ResourceId, Outcome>();
  readonly #timesDone = new Map<ResourceId, number>();

  add(outcomes: readonly Outcome[]): void {
    for (const outcome of outcomes) {
      const { change, status } = outcome;
      this.#last.set(change.id, outcome);
      if (status === 'done') this.#timesDone.set(change.id, this.timesDone(change) + 1);
    }
  }

  outcomes(): Outcome[] {
    return [...this.#last.values()];
  }

  areDone(): boolean {
    return this.outcomes().every(({ status }) => status === 'done');
  }

  isDone({ id }: Change): boolean {
    return this.#last.get(id)?.status === 'done';
  }

  /** In how many rounds AWS took it. */
  timesDone({ id }: Change): number {
    return this.#timesDone.get(id) ?? 0;
  }

  /** An answer that was lost leaves a failure behind although the change was made: what a look finds still open has the last word. */
  settle(still: readonly Change[]): void {
    const open = new Set(still.map(({ id }) => id));
    for (const [id, { change, status }] of this.#last) {
      if (status !== 'done' && !open.has(id)) this.#last.set(id, { change, status: 'done' });
    }
  }

  /** Whether trying again can't help: it failed for good, or waits for what did. */
  isHopeless({ id }: Change): boolean {
    const outcome = this.#last.get(id);
    if (outcome?.status === 'failed') return outcome.error?.retry === 'never';
    const because = outcome?.status === 'skipped' ? this.#last.get(outcome.because ?? '') : undefined;
    return because !== undefined && because !== outcome && this.isHopeless(because.change);
  }
}
