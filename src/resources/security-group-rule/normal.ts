import { isV6, networkOf } from '../../core/cidr.ts';
import { canonical } from '../../core/json.ts';
import type { Text } from '../../core/value.ts';

/** What AWS tells rules of one group apart by: one direction, one protocol, one range, one peer. */
export interface Rule {
  readonly direction: 'ingress' | 'egress';
  /** Lower case; `-1` for all; a name where AWS has one (tcp udp icmp icmpv6), else the number. */
  readonly protocol: string;
  /** Absent where the protocol has none. For ICMP the type and code. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer: Peer;
}

export type Peer =
  | { readonly cidr: string }
  | { readonly cidrV6: string }
  | { readonly securityGroup: Text }
  | { readonly prefixList: Text };

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
): Pick<Rule, 'fromPort' | 'toPort'> {
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

/** Two of one group with the same identity cannot stand side by side. */
export function identityOf({ direction, protocol, fromPort, toPort, peer }: Rule): string {
  return `${direction} ${protocol} ${fromPort} ${toPort} ${canonical(peer)}`;
}

/** The rule that AWS gives to every new group: everything may go out. */
export const allowAllEgress: Rule = { direction: 'egress', protocol: '-1', peer: { cidr: '0.0.0.0/0' } };

/** The one that AWS adds to it in a network that has IPv6. */
export const allowAllEgressV6: Rule = { ...allowAllEgress, peer: { cidrV6: '::/0' } };

/** The key of the rule that is asked for where a manifest says nothing of egress. */
export const DEFAULT_EGRESS_KEY = 'egress/default';
