import type { LoadBalancerState } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { World } from '../world.ts';
import type { LoadBalancer } from './state.ts';

/** Decides what becomes of the load balancer of that name, made already or not; without it, it becomes active. */
export function setLoadBalancerState(world: World, name: string, state: LoadBalancerState): void {
  world.elbv2.loadBalancerStates.set(name, state);
}

export function loadBalancerState(world: World, { name, createdAt }: LoadBalancer): LoadBalancerState {
  if (world.clock.now() - createdAt < world.settings.provisioningMs) return { Code: 'provisioning' };
  return world.elbv2.loadBalancerStates.get(name) ?? { Code: 'active' };
}
