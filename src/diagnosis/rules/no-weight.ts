import { weighedGroupsOf } from '../../resources/action/target-groups.ts';
import type { Action } from '../../resources/action/type.ts';
import type { ListenerRuleState } from '../../resources/listener-rule/type.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { listenersOf } from '../traffic.ts';

/** Forwards of which no target group has any weight. */
export function noWeight(facts: Facts): Trouble[] {
  return facts.of<LoadBalancerState>('load-balancer').flatMap((balancer) =>
    listenersOf(facts, balancer.live.physical).flatMap(({ physical, state }) => {
      const rules = facts.childrenOf<ListenerRuleState>('listener-rule', physical).map((rule) => rule.state);
      const ways = [
        { label: 'the default action', actions: state.defaultActions },
        ...rules.map(({ priority, actions }) => ({ label: `rule ${priority}`, actions })),
      ];
      const port = state.port ?? 'all ports';
      return ways.filter(isWeightless).map(({ label }) => finding(balancer, `${label} of listener ${port}`));
    }),
  );
}

function isWeightless({ actions }: { readonly actions: readonly Action[] }): boolean {
  return actions.some((action) => 'forward' in action) && weighedGroupsOf(actions).length === 0;
}

function finding(balancer: Subject, way: string): Trouble {
  return {
    reason: 'no-weight',
    about: placeOf(balancer),
    concerns: [balancer.manifest],
    symptom: `${way} forwards to target groups whose weights are all 0: requests get no answer`,
    evidence: [{ said: `${way}: every weight is 0`, call: calls.listeners }],
    remedy: {
      text: 'give one of its target groups a weight above 0',
      field: { ...placeOf(balancer), path: 'spec.listeners' },
    },
  };
}
