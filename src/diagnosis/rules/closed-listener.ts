import { plain } from '../../core/inventory.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { Peer } from '../../resources/security-group-rule/normal.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts } from '../facts.ts';
import { letPass, ruleToAdd, rulesSeen, type Passage } from '../security-groups.ts';
import { listenersOf } from '../traffic.ts';
import { protocolOf } from '../transport.ts';

/** A listener at whose port the load balancer's security groups let nobody in. */
export function closedListener(facts: Facts): Trouble[] {
  return facts.of<LoadBalancerState>('load-balancer').flatMap((balancer) => {
    const { live } = balancer;
    const groups = (live.state.securityGroups ?? []).map(plain);
    if (groups.length === 0) return [];
    const counts = live.state.scheme === 'internet-facing' ? isOutside : isAnybody;
    return listenersOf(facts, live.physical).flatMap(({ state: { port, protocol } }): Trouble[] => {
      if (port === undefined) return [];
      const passage: Passage = { direction: 'ingress', protocol: protocolOf(protocol), port };
      if (letPass(facts, groups, passage, counts)) return [];
      return [
        {
          reason: 'listener-closed',
          about: placeOf(balancer),
          concerns: [balancer.manifest, ...groups.flatMap((group) => facts.asked(group)?.manifest ?? [])],
          symptom: `nobody ${counts === isOutside ? 'on the internet ' : ''}can reach the listener on port ${port}`,
          evidence: [
            { said: `a listener for ${protocol ?? 'all protocols'} on port ${port}`, call: calls.listeners },
            ...rulesSeen(facts, groups, 'ingress'),
          ],
          remedy: ruleToAdd(facts, groups, passage, '{ cidr: 0.0.0.0/0 }'),
        },
      ];
    });
  });
}

function isAnybody(): boolean {
  return true;
}

/** Browsers are in no security group. */
function isOutside(peer: Peer): boolean {
  return !('securityGroup' in peer);
}
