import type { LoadBalancerState } from './state.ts';

/** What AWS would refuse of a change to a load balancer that stands. */
export function checkChange(live: LoadBalancerState, wanted: LoadBalancerState, replace: boolean): string[] {
  if (replace) return isProtected(live) ? [PROTECTED] : [];
  return live.type === 'gateway' && leavesZones(live, wanted) ? [ONLY_GROWS] : [];
}

/** Said before a successor is made: it could never take the place of what nobody may delete. */
const PROTECTED =
  'this needs a new load balancer, and the one that stands is protected from deletion: ' +
  'apply deletion_protection.enabled: false on its own first';

const ONLY_GROWS = 'a gateway load balancer keeps every subnet that it was given: only further ones can be added';

function isProtected({ attributes }: LoadBalancerState): boolean {
  return attributes?.['deletion_protection.enabled'] === 'true';
}

function leavesZones({ subnets: standing = [] }: LoadBalancerState, { subnets }: LoadBalancerState): boolean {
  return subnets !== undefined && standing.some(({ subnet }) => !subnets.some((other) => other.subnet === subnet));
}
