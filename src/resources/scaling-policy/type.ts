import { readOwnership } from '../../core/ownership.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { AutoScalingGroupState } from '../auto-scaling-group/state.ts';
import { pairBy, sameIn } from '../pairing.ts';
import { scalingPolicyFields } from './fields.ts';
import type { ScalingPolicyState } from './state.ts';

export const scalingPolicyType: ResourceType<ScalingPolicyState> = {
  name: 'scaling-policy',
  parent: 'auto-scaling-group',
  fields: scalingPolicyFields,
  pair: (wanted, live) => pairBy([sameIn(({ name }) => name)], wanted, live),
  // Who never spoke of policies has none taken away.
  leaves: (_, __, { container, parent }) =>
    (parent.state as AutoScalingGroupState).scalingPolicies === undefined &&
    readOwnership(container.tags)?.once('scalingPolicies') !== true,
  // A metric of a target group exists only once something forwards to the group.
  afterUsersOf: 'target-group',
  goesWithParent: () => true,
  repeatable: true,
  taggable: false,
};
