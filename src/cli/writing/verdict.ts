import { isWrite } from '../../core/plan.ts';
import type { Cycle } from '../../engine/cycle.ts';

/** What a plan comes to: the exit codes and the words at the end are both taken from this. */
export interface Verdict {
  /** Something is to be written. */
  readonly changes: boolean;
  /** Something stands in the way that a person must see to. */
  readonly errors: boolean;
}

/** Left as it is because somebody chose so: no error. */
const chosen = new Set(['prune-withheld', 'drift-warn', 'adopted-first']);

/** Who asks for deletions is told that some are withheld, or that nobody knows what there is to delete. */
export function verdictOf({ plan, snapshot }: Cycle, { deletes }: { readonly deletes: boolean }): Verdict {
  const reasons = plan.changes.flatMap(({ blocked }) => blocked?.reason ?? []);
  const isWithheld = deletes && (reasons.includes('prune-withheld') || snapshot.unreadable.length > 0);
  return {
    changes: plan.changes.some(isWrite),
    errors: isWithheld || reasons.some((reason) => !chosen.has(reason)),
  };
}
