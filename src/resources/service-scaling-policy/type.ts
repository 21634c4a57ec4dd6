import type { ResourceType } from '../../core/resource.ts';
import { pairBy, sameIn } from '../pairing.ts';
import { serviceScalingPolicyFields } from './fields.ts';
import type { ServiceScalingPolicyState } from './state.ts';

export const serviceScalingPolicyType: ResourceType<ServiceScalingPolicyState> = {
  name: 'service-scaling-policy',
  parent: 'scalable-target',
  fields: serviceScalingPolicyFields,
  pair: (wanted, live) => pairBy([sameIn(({ name }) => name)], wanted, live),
  goesWithParent: () => true,
  // Requests are counted of a group that a load balancer sends to, and the service itself comes after those who do.
  afterUsersOf: 'target-group',
  repeatable: true,
  taggable: false,
};
