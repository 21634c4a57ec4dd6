import { groupBy } from '../../core/group-by.ts';
import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import type { TargetState } from './state.ts';

/**
 * A target is its id and its port; where the manifest says in which zone, that too. Several Services may ask for the same
 * one: it is registered once, and all of them have it.
 */
export function pair(
  wanted: readonly Wanted<TargetState>[],
  live: readonly Live<TargetState>[],
): Map<ResourceId, Live<TargetState>> {
  const byPlace = groupBy(live, ({ state }) => placeOf(state));
  return new Map(
    wanted.flatMap(({ id, state }): [ResourceId, Live<TargetState>][] => {
      const there = byPlace.get(placeOf(state)) ?? [];
      const found = there.find((one) => state.zone === undefined || state.zone === one.state.zone);
      return found === undefined ? [] : [[id, found]];
    }),
  );
}

function placeOf({ id, port }: TargetState): string {
  return JSON.stringify([id, port]);
}
