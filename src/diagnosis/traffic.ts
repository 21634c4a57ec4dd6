import type { Live } from '../core/resource.ts';
import type { Action } from '../resources/action/state.ts';
import type { ListenerRuleState } from '../resources/listener-rule/state.ts';
import type { ListenerState } from '../resources/listener/state.ts';
import type { LoadBalancerState } from '../resources/load-balancer/state.ts';
import type { Facts, Subject } from './facts.ts';

/** The load balancers of ours that forward to a target group, with any weight at all. */
export function forwardersTo(facts: Facts, group: string): Subject<LoadBalancerState>[] {
  return facts
    .of<LoadBalancerState>('load-balancer')
    .filter(({ live }) => listenersOf(facts, live.physical).some((listener) => sends(facts, listener, group)));
}

export function listenersOf(facts: Facts, loadBalancer: string): readonly Live<ListenerState>[] {
  return facts.childrenOf<ListenerState>('listener', loadBalancer);
}

/** Whether requests that come to the listener may end in the group. */
function sends(facts: Facts, { physical, state }: Live<ListenerState>, group: string): boolean {
  const rules = facts.childrenOf<ListenerRuleState>('listener-rule', physical);
  return [...state.defaultActions, ...rules.flatMap((rule) => rule.state.actions)].some((action) =>
    leads(action, group),
  );
}

function leads(action: Action, group: string): boolean {
  if (!('forward' in action)) return false;
  return action.forward.targetGroups.some(({ targetGroup, weight }) => targetGroup === group && weight > 0);
}
