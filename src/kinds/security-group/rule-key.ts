import { pointer } from '../../core/problem.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';
import { networkOf } from '../../core/cidr.ts';
import { parseRef } from '../references.ts';
import type { PeerSpec } from './schema.ts';

type Traffic = Pick<SecurityGroupRuleState, 'direction' | 'protocol' | 'fromPort' | 'toPort'>;

/** `ingress/tcp/80/0.0.0.0-0`: what the rule is, for people to read; no two rules of a group have the same. */
export function ruleKey(traffic: Traffic, peer: PeerSpec, namespace: string): string {
  const protocol = traffic.protocol === '-1' ? 'all' : traffic.protocol;
  return [traffic.direction, protocol, portsName(traffic), peerName(peer, namespace)].join('/');
}

function portsName({ protocol, fromPort, toPort }: Traffic): string {
  if (fromPort === undefined || toPort === undefined) return 'all';
  if (!protocol.startsWith('icmp')) return fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
  if (fromPort === -1) return 'all';
  return toPort === -1 ? `type-${fromPort}` : `type-${fromPort}-code-${toPort}`;
}

/** A slash would look like a part of its own. */
function peerName({ cidr, securityGroup, prefixList }: PeerSpec, namespace: string): string {
  if (cidr !== undefined) return (networkOf(cidr) ?? cidr).replaceAll('/', '-');
  if (prefixList !== undefined) return prefixList.id;
  if (securityGroup.id !== undefined) return securityGroup.id;
  if (securityGroup.name !== undefined) return `name=${pointer([securityGroup.name]).slice(1)}`;
  const target = parseRef(securityGroup.ref, namespace);
  return `${target.namespace}.${target.name}`;
}
