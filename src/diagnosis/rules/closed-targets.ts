import { plain } from '../../core/inventory.ts';
import type { LoadBalancerState } from '../../resources/load-balancer/type.ts';
import type { Peer } from '../../resources/security-group-rule/normal.ts';
import type { TargetGroupState } from '../../resources/target-group/type.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { membersOf, type Member } from '../members.ts';
import { letPass, pointerTo, ruleToAdd, rulesSeen, type Passage } from '../security-groups.ts';
import { forwarders } from '../traffic.ts';
import { protocolOf } from '../transport.ts';

interface Way {
  readonly group: Subject<TargetGroupState>;
  readonly balancer: Subject<LoadBalancerState>;
  readonly member: Member;
}

/** Security groups, the load balancer's or the targets', that block requests from one to the other. */
export function closedTargets(facts: Facts): Trouble[] {
  const forwardingTo = forwarders(facts);
  return facts
    .of<TargetGroupState>('target-group')
    .flatMap((group) =>
      forwardingTo(group.live.physical).flatMap((balancer) =>
        membersOf(facts, group).flatMap((member) => shutFor(facts, { group, balancer, member })),
      ),
    );
}

function shutFor(facts: Facts, way: Way): Trouble[] {
  const { group, balancer, member } = way;
  const own = (balancer.live.state.securityGroups ?? []).map(plain);
  // Without groups of its own its requests come from addresses, which nobody here can tell from others.
  if (own.length === 0) return [];
  const { protocol, healthCheck } = group.live.state;
  const checked = Number(healthCheck?.port);
  const traffic = { port: member.port, protocol: protocolOf(protocol), what: 'requests' } as const;
  const checks = { port: checked, protocol: 'tcp', what: 'health checks' } as const;
  const ways = checked > 0 && checked !== member.port ? [traffic, checks] : [traffic];
  return ways.flatMap(({ what, ...to }) => [
    ...shut(facts, way, { at: member.securityGroups, peers: own, passage: { ...to, direction: 'ingress' }, what }),
    ...shut(facts, way, { at: own, peers: member.securityGroups, passage: { ...to, direction: 'egress' }, what }),
  ]);
}

interface Gate {
  /** The security groups that are to let it pass. */
  readonly at: readonly string[];
  /** Those on the other side. */
  readonly peers: readonly string[];
  readonly passage: Passage;
  readonly what: string;
}

function shut(facts: Facts, { group, balancer, member }: Way, { at, peers, passage, what }: Gate): Trouble[] {
  if (letPass(facts, at, passage, mayBe(peers))) return [];
  const { direction, port } = passage;
  const parties = [...at, ...peers].flatMap((one) => facts.asked(one)?.manifest ?? []);
  const symptom =
    direction === 'ingress'
      ? `the security group of the ${member.noun} does not admit the load balancer's ${what} on port ${port}`
      : `the load balancer's security group does not let ${what} out to the ${member.noun} on port ${port}`;
  return [
    {
      reason: direction === 'ingress' ? 'target-closed' : 'load-balancer-shut-in',
      about: placeOf(direction === 'ingress' ? member.subject : balancer),
      concerns: [...new Set([member.subject.manifest, balancer.manifest, group.manifest, ...parties])],
      symptom,
      evidence: [
        { said: `the load balancer is in ${peersText(balancer)}`, call: calls.loadBalancers },
        ...rulesSeen(facts, at, direction),
      ],
      remedy: ruleToAdd(facts, at, passage, pointerTo(facts, peers[0] ?? '')),
    },
  ];
}

/** Ranges and prefix lists may well hold the other side's addresses. */
function mayBe(groups: readonly string[]): (peer: Peer) => boolean {
  return (peer) => !('securityGroup' in peer) || groups.includes(plain(peer.securityGroup));
}

function peersText({ live }: Subject<LoadBalancerState>): string {
  return (live.state.securityGroups ?? []).map(plain).join(', ');
}
