import { plain } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { ResourceType } from '../../core/resource.ts';
import { expand } from './expand.ts';
import { targetFields } from './fields.ts';
import { pair } from './pair.ts';
import type { TargetState } from './state.ts';

export const targetType: ResourceType<TargetState> = {
  name: 'target',
  parent: 'target-group',
  membership: true,
  fields: targetFields,
  pair,
  expand,
  foundAs: ({ state }) => (plain(state.id).startsWith('i-') ? { type: 'instance', id: plain(state.id) } : undefined),
  leaves: belongsToOthers,
  goesWithParent: () => true,
  taggable: false,
};

/** Targets of a group that no Service lists, and those that ECS or Auto Scaling registered. */
function belongsToOthers(
  ...[{ state }, , about]: Parameters<NonNullable<ResourceType<TargetState>['leaves']>>
): boolean {
  const { container, parent, inventory } = about;
  const before = readOwnership(container.tags)?.targets;
  if (parent.targets !== 'listed' && before !== 'listed') return true;
  const instance = inventory.instances?.find(({ id }) => id === state.id);
  if (instance !== undefined) return 'aws:autoscaling:groupName' in instance.tags;
  // Addresses in a group that is ECS's by now may be those of its tasks.
  return parent.targets === 'delegated' && !plain(state.id).startsWith('i-');
}
