import type { Fields } from '../../core/fields.ts';
import { groupBy } from '../../core/group-by.ts';
import { plain } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, ResourceType, Wanted } from '../../core/resource.ts';
import type { ResourceId, Text } from '../../core/value.ts';
import { expand } from './expand.ts';

/** One target in one target group. */
export interface TargetState {
  /** The group's ARN. */
  readonly group: Text;
  /** An instance's id, an address, or the ARN of a function or a load balancer. */
  readonly id: Text;
  /** A function has none. */
  readonly port?: number;
  /** `all` for an address outside the VPC. */
  readonly zone?: string;
  /** The listener behind which a load balancer serves as a target: without it AWS refuses to register it. */
  readonly listener?: Text;
}

/** Nothing of a target can be changed: what differs is another target. */
const targetFields: Fields<TargetState> = {
  group: { onChange: 'replace', path: '' },
  id: { onChange: 'replace', path: '' },
  port: { onChange: 'replace', path: '' },
  zone: { onChange: 'replace', path: '', same: () => true },
  listener: { onChange: 'replace', path: '', unset: 'same' },
};

export const targetType: ResourceType<TargetState> = {
  name: 'target',
  parent: 'target-group',
  membership: true,
  fields: targetFields,
  pair,
  expand,
  foundAs: ({ state }) => (plain(state.id).startsWith('i-') ? { type: 'instance', id: plain(state.id) } : undefined),
  spares: belongsToOthers,
  goesWithParent: () => true,
  batched: true,
  taggable: false,
};

/** Targets of a group that no Service lists, and those that ECS or Auto Scaling registered. */
function belongsToOthers(
  ...[{ state }, , about]: Parameters<NonNullable<ResourceType<TargetState>['spares']>>
): boolean {
  const { container, parent, inventory } = about;
  const before = readOwnership(container.tags)?.targets;
  if (parent.targets !== 'listed' && before !== 'listed') return true;
  const instance = inventory.instances?.find(({ id }) => id === state.id);
  if (instance !== undefined) return 'aws:autoscaling:groupName' in instance.tags;
  // Addresses in a group that is ECS's by now may be those of its tasks.
  return parent.targets === 'delegated' && !plain(state.id).startsWith('i-');
}

/**
 * A target is its id and its port; where the manifest says in which zone, that too. Several Services may ask for the same
 * one: it is registered once, and all of them have it.
 */
function pair(
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
