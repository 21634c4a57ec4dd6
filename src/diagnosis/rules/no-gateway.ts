import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import { closedSubnets, closedText } from '../../resources/load-balancer/placement.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';

/** Internet-facing load balancers in subnets that the internet does not reach: what a plan warns of. */
export function noGateway({ of, inventory }: Facts): Trouble[] {
  return of<LoadBalancerState>('load-balancer').flatMap((balancer) => {
    const { state } = balancer.live;
    return closedSubnets(state, inventory).map((subnet): Trouble => {
      const { id, vpc, defaultRoute } = subnet;
      const open = inventory.subnets.filter((one) => one.vpc === vpc && one.public === true);
      const names = open.map((one) => one.name ?? one.id).toSorted();
      return {
        reason: 'no-internet-gateway',
        about: placeOf(balancer),
        concerns: [balancer.manifest],
        symptom: closedText(subnet),
        evidence: [{ said: `the default route of ${id}: ${defaultRoute ?? 'none'}`, call: calls.routeTables }],
        remedy: {
          text: `use subnets that have one${names.length === 0 ? '' : ` (${names.join(', ')})`}, or route 0.0.0.0/0 of ${id} to an internet gateway`,
          field: { ...placeOf(balancer), path: 'spec.subnets' },
        },
      };
    });
  });
}
