import type { Hint } from '../../aws/events/hint.ts';
import type { By } from '../../core/author.ts';
import { driftOf } from '../../core/drift.ts';
import { isAsWhole, type Change, type Diff, type Plan } from '../../core/plan.ts';

/** Who is asked of a change, or of one field of it. */
export type Ask = (change: Change, diff?: Diff) => By;

/** The plan with who made AWS differ, where it drifted: field by field, or for the whole of what is missing or one too many. */
export function withAuthors(plan: Plan, ask: Ask): Plan {
  const drifted = new Set(driftOf(plan).drifted.map(({ id }) => id));
  if (drifted.size === 0) return plan;
  return { ...plan, changes: plan.changes.map((change) => (drifted.has(change.id) ? asked(change, ask) : change)) };
}

function asked(change: Change, ask: Ask): Change {
  if (isAsWhole(change)) return { ...change, by: ask(change) };
  return { ...change, diffs: change.diffs.map((diff) => ({ ...diff, by: ask(change, diff) })) };
}

/** Who made a call; of one that was made by nobody who is named, why that is not known. */
export function authorOf({ by, call, at }: Hint): By {
  return by === undefined ? { unknown: `the event of ${call} names no caller` } : { ...by, call, at };
}
