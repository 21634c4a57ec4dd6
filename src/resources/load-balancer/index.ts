import { standingLoadBalancers } from '../by-id.ts';
import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { LoadBalancerGroup } from './fields.ts';
import { observe, poll } from './observe.ts';
import type { LoadBalancerState } from './state.ts';
import { loadBalancerType } from './type.ts';

export const loadBalancer: Resource<LoadBalancerState, LoadBalancerGroup> = {
  ...loadBalancerType,
  observe,
  taggedAs: 'elasticloadbalancing:loadbalancer',
  standing: standingLoadBalancers,
  poll,
  apply,
};
