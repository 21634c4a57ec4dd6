import { indexBy } from '../core/group-by.ts';
import type { Live } from '../core/resource.ts';
import { weighedGroupsOf } from '../resources/action/target-groups.ts';
import type { ListenerRuleState } from '../resources/listener-rule/type.ts';
import type { ListenerState } from '../resources/listener/type.ts';
import type { LoadBalancerState } from '../resources/load-balancer/type.ts';
import type { Facts, Subject } from './facts.ts';

type Balancer = Subject<LoadBalancerState>;

/** By target group, the load balancers of the folder that forward to it, with any weight at all. */
export function forwarders(facts: Facts): (group: string) => readonly Balancer[] {
  const index = indexBy(facts.of<LoadBalancerState>('load-balancer'), ({ live }) => reached(facts, live.physical));
  return (group) => index.get(group) ?? [];
}

export function listenersOf(facts: Facts, loadBalancer: string): readonly Live<ListenerState>[] {
  return facts.childrenOf<ListenerState>('listener', loadBalancer);
}

/** The groups in which requests to the load balancer may end, each once. */
function reached(facts: Facts, loadBalancer: string): string[] {
  const actions = listenersOf(facts, loadBalancer).flatMap(({ physical, state }) => [
    ...state.defaultActions,
    ...facts.childrenOf<ListenerRuleState>('listener-rule', physical).flatMap((rule) => rule.state.actions),
  ]);
  return weighedGroupsOf(actions);
}
