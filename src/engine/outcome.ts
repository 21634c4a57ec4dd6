import type { EvenkeelError } from '../core/errors.ts';
import { isMaking, type Change } from '../core/plan.ts';
import type { ResourceId } from '../core/value.ts';

/** What became of one change. */
export interface Outcome {
  readonly change: Change;
  readonly status: 'done' | 'failed' | 'skipped' | 'interrupted';
  readonly error?: EvenkeelError;
  /** The change that had to come first and failed. */
  readonly because?: string;
}

/** What is happening, for whoever watches. */
export type Progress =
  | { readonly kind: 'started'; readonly change: Change }
  | { readonly kind: 'waiting'; readonly change: Change; readonly since: number; readonly error: EvenkeelError }
  | { readonly kind: 'finished'; readonly outcome: Outcome };

/** What AWS has answered that it made. */
export function madeBy(outcomes: Iterable<Outcome>): Set<ResourceId> {
  const made = new Set<ResourceId>();
  for (const { change, status } of outcomes) {
    if (status === 'done' && (isMaking(change.action) || change.action === 'replace')) made.add(change.id);
  }
  return made;
}
