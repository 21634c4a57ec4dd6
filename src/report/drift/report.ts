import { driftOf, type Drift } from '../../core/drift.ts';
import type { Change, Plan } from '../../core/plan.ts';
import type { Problem } from '../../core/problem.ts';
import type { ResourceId } from '../../core/value.ts';

/** What a page or a Markdown text about drift is made from. */
export interface DriftReport {
  /** When it was made, in milliseconds since the epoch. */
  readonly at: number;
  readonly looks: readonly DriftLook[];
  /** What is wrong with the folder. */
  readonly problems: readonly Problem[];
  /** The commit of the folder, where it is one. */
  readonly revision?: string;
}

/** One look at one account and region. */
export interface DriftLook {
  readonly plan: Plan;
  /** Its name, where there may be several. */
  readonly place?: string;
  /** When each resource that is not as it should be was first found so. */
  readonly since?: ReadonlyMap<ResourceId, number>;
  /** What could not be read, and stands in the plan as it was last seen. */
  readonly unseen?: readonly Change[];
  /** What else has to be said of it, a sentence each. */
  readonly notes?: readonly string[];
}

/** What a look came to. Where something was told as it was last seen, nobody can say how it is now. */
export function driftIn({ plan, unseen = [] }: DriftLook, problems: number): Drift {
  const drift = driftOf(plan, problems);
  if (unseen.length === 0) return drift;
  const reported = new Set([...drift.drifted, ...drift.unreadable].map(({ id }) => id));
  return {
    ...drift,
    verdict: 'unknown',
    unreadable: [...drift.unreadable, ...unseen.filter(({ id }) => !reported.has(id))],
  };
}
