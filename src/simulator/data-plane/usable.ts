import { attributeValue } from '../elbv2/attributes.ts';
import type { Target, TargetGroup } from '../elbv2/state.ts';
import { targetGroupAttributes } from '../elbv2/target-group-attributes.ts';
import { healthOfTargets, takesRequests } from '../elbv2/target-health.ts';
import type { World } from '../world.ts';

/**
 * The targets that new requests may go to: the healthy ones or, where they are fewer than the group asks for, the
 * unhealthy ones too. Never one that drains, or whose first verdict is still to come.
 */
export function usableTargets(world: World, group: TargetGroup): Target[] {
  const all = healthOfTargets(world, group);
  const healthy = all.filter(({ health }) => takesRequests(health));
  const unhealthy = all.filter(({ health }) => health.State === 'unhealthy');
  const enough = healthy.length >= fewest(group, healthy.length + unhealthy.length);
  return (enough ? healthy : [...healthy, ...unhealthy]).map(({ target }) => target);
}

/** How many must be healthy for the unhealthy ones to be left alone. */
function fewest(group: TargetGroup, inService: number): number {
  const minimum = 'target_group_health.unhealthy_state_routing.minimum_healthy_targets';
  const count = attributeValue(targetGroupAttributes, group, `${minimum}.count`);
  const percentage = attributeValue(targetGroupAttributes, group, `${minimum}.percentage`);
  const share = percentage === 'off' ? 0 : (inService * Number(percentage)) / 100;
  return Math.max(Number(count), share);
}
