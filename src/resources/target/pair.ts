import type { Live, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { pairBy, sameIn } from '../pairing.ts';
import type { TargetState } from './state.ts';

/** A target is its id and its port; where the manifest says in which zone, that too. */
export function pair(
  wanted: readonly Wanted<TargetState>[],
  live: readonly Live<TargetState>[],
): Map<ResourceId, Live<TargetState>> {
  const place = {
    ...sameIn<TargetState>(({ id, port }) => JSON.stringify([id, port])),
    also: (one: TargetState, other: TargetState) => one.zone === undefined || one.zone === other.zone,
  };
  return pairBy([place], wanted, live);
}
