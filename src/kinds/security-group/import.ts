import { compareTexts } from '../../core/compare.ts';
import { groupBy } from '../../core/group-by.ts';
import { plain } from '../../core/inventory.ts';
import { canonical } from '../../core/json.ts';
import type { Live } from '../../core/resource.ts';
import type { Peer } from '../../resources/security-group-rule/normal.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';
import { securityGroupType, type SecurityGroupState } from '../../resources/security-group/type.ts';
import type { Identity, Imported, ImportContext } from '../import/context.ts';
import { securityGroupPointer, vpcPointer } from '../import/pointers.ts';
import { specOf, unsaid, type Spec } from '../import/spec.ts';

/** A group with all its rules. What may go out is always said: silence would mean AWS's own rule. */
export function importSecurityGroup(
  live: Live<SecurityGroupState>,
  identity: Identity,
  context: ImportContext,
): Imported {
  const rules = context.childrenOf(live.physical, 'security-group-rule') as readonly Live<SecurityGroupRuleState>[];
  const spec = specOf(securityGroupType, live.state, {
    name: (name) => (name === identity.name ? undefined : name),
    description: (description) => (description === '' ? undefined : description),
    vpc: (vpc) => vpcPointer(plain(vpc), context),
    egress: unsaid,
  });
  const entries = (direction: SecurityGroupRuleState['direction']): Spec[] =>
    entriesOf(
      rules.map(({ state }) => state).filter((rule) => rule.direction === direction),
      identity.namespace,
      context,
    );
  const ingress = entries('ingress');
  return {
    ...identity,
    spec: { ...spec, ...(ingress.length === 0 ? {} : { ingress }), egress: entries('egress') },
    notes: [],
  };
}

/** AWS keeps a rule for each peer; what they have in common is one entry. */
function entriesOf(rules: readonly SecurityGroupRuleState[], namespace: string, context: ImportContext): Spec[] {
  const alike = groupBy(
    rules.toSorted((a, b) => compareTexts(sortKey(a), sortKey(b))),
    (rule) => canonical({ ...rule, peer: undefined, group: undefined }),
  );
  return [...alike.values()].map((some) => {
    const [first] = some as [SecurityGroupRuleState];
    const peers = some.map(({ peer }) => peerIn(peer, namespace, context));
    return {
      ...trafficIn(first),
      ...(first.description ? { description: first.description } : {}),
      [first.direction === 'ingress' ? 'from' : 'to']: peers,
    };
  });
}

function trafficIn({ protocol, fromPort, toPort }: SecurityGroupRuleState): Spec {
  if (protocol === '-1') return { protocol: 'all' };
  if (fromPort === undefined || toPort === undefined) return { protocol: Number(protocol) };
  if (protocol.startsWith('icmp')) {
    if (fromPort === -1) return { protocol };
    return { protocol, icmpTypeCode: { type: fromPort, ...(toPort === -1 ? {} : { code: toPort }) } };
  }
  return fromPort === toPort ? { protocol, port: fromPort } : { protocol, ports: { from: fromPort, to: toPort } };
}

function peerIn(peer: Peer, namespace: string, context: ImportContext): Spec {
  if ('cidr' in peer) return { cidr: peer.cidr };
  if ('cidrV6' in peer) return { cidr: peer.cidrV6 };
  if ('prefixList' in peer) return { prefixList: { id: plain(peer.prefixList) } };
  return { securityGroup: securityGroupPointer(peer.securityGroup, namespace, context) };
}

function sortKey({ protocol, fromPort = -1, toPort = -1, description = '', peer }: SecurityGroupRuleState): string {
  const ports = [fromPort, toPort].map((port) => String(port + 1).padStart(5, '0'));
  return [protocol, ...ports, description, canonical(peer)].join(' ');
}
