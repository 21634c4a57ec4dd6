import type { Plan } from '../core/plan.ts';
import type { Snapshot } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';

/** An earlier look of the same process, and what came of it. */
export interface Earlier {
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  /** What AWS has answered that it made since: where a list does not show it, the list lags. */
  readonly made: ReadonlySet<ResourceId>;
  /** The targets that this run deregisters because they are no longer found. */
  readonly leaving?: ReadonlySet<string>;
}

/** What stood when it was last looked at, or was made since. */
export function standingBefore(earlier: Earlier | undefined): ReadonlySet<ResourceId> {
  return new Set([...(earlier === undefined ? [] : standingIn(earlier.plan)), ...(earlier?.made ?? [])]);
}

/** What a plan has found to stand. */
export function standingIn({ changes }: Plan): ReadonlySet<ResourceId> {
  return new Set(changes.flatMap(({ id, live }) => (live === undefined ? [] : [id])));
}
