import { canonical } from '../../core/json.ts';
import { isV6, networkOf } from '../../core/cidr.ts';
import type { Peer, SecurityGroupRuleState } from './state.ts';

/** The protocols that AWS has names for, by number. */
export const namedProtocols: ReadonlyMap<string, string> = new Map([
  ['6', 'tcp'],
  ['17', 'udp'],
  ['1', 'icmp'],
  ['58', 'icmpv6'],
]);

/** A protocol as AWS keeps it: lower case, by name where AWS has one, `-1` for all. */
export function normalProtocol(protocol: string | number): string {
  const lower = String(protocol).toLowerCase();
  return lower === 'all' ? '-1' : (namedProtocols.get(lower) ?? lower);
}

/** The ports of a normal protocol, all of them where none are said; for ICMP its type and code. */
export function normalPorts(
  protocol: string,
  from: number | undefined,
  to: number | undefined,
): Pick<SecurityGroupRuleState, 'fromPort' | 'toPort'> {
  switch (protocol) {
    case 'tcp':
    case 'udp':
      return { fromPort: from ?? 0, toPort: to ?? 65_535 };
    case 'icmp':
    case 'icmpv6':
      return { fromPort: from ?? -1, toPort: to ?? -1 };
    default:
      return {};
  }
}

/** A range as a peer. What is no range stays as it is, for AWS to refuse in its own words. */
export function cidrPeer(text: string): Peer {
  const cidr = networkOf(text) ?? text;
  return isV6(cidr) ? { cidrV6: cidr } : { cidr };
}

/** What AWS tells rules of one group apart by: two with the same identity cannot stand side by side. */
export function identityOf({ direction, protocol, fromPort, toPort, peer }: Rule): string {
  return canonical({ direction, protocol, fromPort, toPort, peer });
}

type Rule = Omit<SecurityGroupRuleState, 'group'>;

/** The rule that AWS gives to every new group: everything may go out. */
export const allowAllEgress: Rule = { direction: 'egress', protocol: '-1', peer: { cidr: '0.0.0.0/0' } };

/** The one that AWS adds to it in a network that has IPv6. */
export const allowAllEgressV6: Rule = { ...allowAllEgress, peer: { cidrV6: '::/0' } };

/** The key of the rule that is asked for where a manifest says nothing of egress. */
export const DEFAULT_EGRESS_KEY = 'egress/default';
