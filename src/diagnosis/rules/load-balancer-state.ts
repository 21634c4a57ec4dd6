import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import { failedRemedy } from '../../core/conditions.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';

/** What is wrong with a load balancer itself, in AWS's eyes. */
export function loadBalancerState({ of }: Facts): Trouble[] {
  return of<LoadBalancerState>('load-balancer').flatMap((balancer) => {
    const { text = '', failed } = balancer.live.status ?? {};
    const impaired = text.startsWith('active_impaired');
    if (failed !== true && !impaired) return [];
    return [
      {
        reason: failed ? 'load-balancer-failed' : 'load-balancer-impaired',
        about: placeOf(balancer),
        concerns: [balancer.manifest],
        symptom: failed ? 'AWS could not set the load balancer up' : 'the load balancer serves, but cannot grow',
        evidence: [{ said: text, call: calls.loadBalancers }],
        remedy: failed
          ? { text: failedRemedy }
          : {
              text: 'free addresses: it needs at least 8 in each subnet, a /27 or larger',
              field: { ...placeOf(balancer), path: 'spec.subnets' },
            },
      },
    ];
  });
}
