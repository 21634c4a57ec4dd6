import { plain } from '../core/inventory.ts';
import type { AutoScalingGroupState } from '../resources/auto-scaling-group/type.ts';
import type { EcsServiceState } from '../resources/ecs-service/type.ts';
import type { LoadBalancerState } from '../resources/load-balancer/type.ts';
import type { TargetGroupState } from '../resources/target-group/type.ts';
import type { Facts, Subject } from './facts.ts';
import { membersOf } from './members.ts';
import { forwarders } from './traffic.ts';

/** Whether there is reason to ask AWS more: it is not ready, or a target group that it fills has targets that are not healthy. */
export function isUnwell(facts: Facts, { live }: Subject): boolean {
  if (live.status?.ready === false) return true;
  const filled = new Set([...targetGroupsOf(live), ...(live.parent === undefined ? [] : [live.parent])]);
  return facts
    .of<TargetGroupState>('target-group')
    .some(({ live: { physical, status } }) => filled.has(physical) && !(status?.targets?.every(isFine) ?? true));
}

function targetGroupsOf({ type, state }: Subject['live']): string[] {
  if (type === 'auto-scaling-group') return ((state as AutoScalingGroupState).targetGroups ?? []).map(plain);
  if (type === 'ecs-service')
    return ((state as EcsServiceState).loadBalancers ?? []).map(({ targetGroup }) => plain(targetGroup));
  return [];
}

/** One that drains may be on its way out as it should be, or because its task was taken away. */
function isFine({ state }: { readonly state: string }): boolean {
  return state === 'healthy' || state === 'unavailable';
}

/** Security groups on the way from a browser to a target whose rules nobody has read yet. */
export function unreadGroups(facts: Facts): string[] {
  const balancers = facts.of<LoadBalancerState>('load-balancer');
  const used = balancers.flatMap(({ live }) => (live.state.securityGroups ?? []).map(plain));
  const forwardingTo = forwarders(facts);
  const members = facts
    .of<TargetGroupState>('target-group')
    .filter(({ live }) => forwardingTo(live.physical).length > 0)
    .flatMap((group) => membersOf(facts, group).flatMap(({ securityGroups }) => securityGroups));
  return [...new Set([...used, ...members])].filter((group) => facts.rulesOf(group) === undefined);
}
