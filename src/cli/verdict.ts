import { isWrite, type Plan } from '../core/plan.ts';

/** What a plan comes to: the exit codes and the words at the end are both taken from this. */
export interface Verdict {
  /** Something is to be written. */
  readonly changes: boolean;
  /** Something stands in the way that a person must see to. */
  readonly errors: boolean;
}

/** Left as it is because somebody chose so: no error. */
const chosen = new Set(['prune-withheld', 'drift-warn']);

export function verdictOf({ changes }: Plan): Verdict {
  return {
    changes: changes.some(isWrite),
    errors: changes.some(({ blocked }) => blocked !== undefined && !chosen.has(blocked.reason)),
  };
}
