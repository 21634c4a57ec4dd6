import type { ResourceType, Snapshot, Wanted } from '../resource.ts';
import { indexStanding, type Standing } from '../standing.ts';
import type { ResourceId } from '../value.ts';

/** All that the steps of a plan depend on besides the plan. */
export interface StepContext {
  readonly wanted: ReadonlyMap<ResourceId, Wanted>;
  readonly standing: Standing;
  readonly types: ReadonlyMap<string, ResourceType>;
}

/** Whose it is that something stands is no part of it. */
export function stepContextOf(
  wanted: readonly Wanted[],
  snapshot: Snapshot,
  types: ReadonlyMap<string, ResourceType>,
): StepContext {
  const byId = new Map(wanted.map((one) => [one.id, one]));
  return { wanted: byId, standing: indexStanding(snapshot, types, ''), types };
}
