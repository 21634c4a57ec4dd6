import type { EvenkeelError } from '../core/errors.ts';
import type { Change } from '../core/plan.ts';

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
