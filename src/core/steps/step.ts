import type { Action } from '../plan.ts';
import type { ResourceId } from '../value.ts';

/**
 * What is done at one go. The actions of changes; `replace` makes the successor only. `arrange` puts siblings in their places
 * before any of them is touched; `gather` does nothing but wait for what many others wait for; `detach` ends an update with what could only go once others had moved over; `empty` and
 * `retire` take away what the predecessor of a replaced one holds others with, and then itself.
 */
export type StepKind = Exclude<Action, 'blocked' | 'noop'> | 'arrange' | 'gather' | 'detach' | 'empty' | 'retire';

/** One call, or a few that belong together. Plain data. */
export interface Step {
  readonly name: string;
  readonly kind: StepKind;
  /** The changes that it carries out, or a part of them: several where one call makes or removes siblings, none to `gather`. */
  readonly changes: readonly ResourceId[];
  /** Names of the steps that must have been done before. */
  readonly needs: readonly string[];
  /** What AWS calls the objects that go and that no change names. */
  readonly takes?: readonly string[];
}

/** Whether it comes between the steps that a change is known by. */
export function isBetween({ kind }: Pick<Step, 'kind'>): boolean {
  return kind === 'arrange' || kind === 'gather' || kind === 'detach' || kind === 'empty';
}
