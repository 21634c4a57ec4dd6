import type { ResourceType } from '../../core/resource.ts';
import { checkChange } from './change.ts';
import { loadBalancerFields, NAME_LIMIT } from './fields.ts';
import { checkPlacement, warnOfPlacement } from './placement.ts';
import type { LoadBalancerState } from './state.ts';

export const loadBalancerType: ResourceType<LoadBalancerState> = {
  name: 'load-balancer',
  fields: loadBalancerFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  check: checkPlacement,
  checkChange,
  warn: warnOfPlacement,
  taggable: true,
};
