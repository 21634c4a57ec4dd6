import type { EvenkeelError } from '../../core/errors.ts';
import { isWrite, type Change, type Plan } from '../../core/plan.ts';
import type { ResourceId } from '../../core/value.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { backoff, type Random } from './backoff.ts';

interface Failure {
  readonly error: EvenkeelError;
  readonly failures: number;
  readonly until: number;
}

/** Changes that failed, each with a back-off of its own: nobody else waits for them. */
export class HeldBack {
  readonly #random: Random;
  #failed = new Map<ResourceId, Failure>();

  constructor(random: Random) {
    this.#random = random;
  }

  /** Somebody has seen to something: all are tried again now. */
  release(): void {
    for (const [id, failure] of this.#failed) this.#failed.set(id, { ...failure, until: 0 });
  }

  /** Parts a plan into what may be tried now, and what became of the rest the last time. */
  sift(plan: Plan, now: number): { readonly plan: Plan; readonly outcomes: readonly Outcome[] } {
    const writes = plan.changes.filter(isWrite);
    const open = new Set(writes.map(({ id }) => id));
    for (const id of this.#failed.keys()) if (!open.has(id)) this.#failed.delete(id);
    const outcomes = new Map<ResourceId, Outcome>();
    // The plan's order has those first that others wait for.
    for (const change of writes) {
      const failure = this.#failed.get(change.id);
      const because = change.after.find((id) => outcomes.has(id));
      if (failure !== undefined && failure.until > now)
        outcomes.set(change.id, { change, status: 'failed', error: failure.error });
      else if (because !== undefined) outcomes.set(change.id, { change, status: 'skipped', because });
    }
    const changes = plan.changes.filter(({ id }) => !outcomes.has(id));
    return { plan: outcomes.size === 0 ? plan : { ...plan, changes }, outcomes: [...outcomes.values()] };
  }

  /** Remembers what failed, and forgets what did not. */
  learn(outcomes: readonly Outcome[], now: number): void {
    for (const { change, status, error } of outcomes) {
      if (status === 'done') this.#failed.delete(change.id);
      if (status === 'failed' && error !== undefined) this.#failed.set(change.id, this.#next(change, error, now));
    }
  }

  /** How long until the first of them may be tried again; undefined where there is none. */
  nextAfter(now: number): number | undefined {
    const due = [...this.#failed.values()].map(({ until }) => until - now);
    return due.length === 0 ? undefined : Math.max(0, Math.min(...due));
  }

  #next({ id }: Change, error: EvenkeelError, now: number): Failure {
    const failures = (this.#failed.get(id)?.failures ?? 0) + 1;
    return { error, failures, until: now + backoff(failures, this.#random) };
  }
}
