import type { Text } from '../../core/value.ts';

/** One AWS rule: one direction, one protocol, one range, one peer. All but the description is its identity. */
export interface SecurityGroupRuleState {
  readonly group: Text;
  readonly direction: 'ingress' | 'egress';
  /** Lower case; `-1` for all; a name where AWS has one (tcp udp icmp icmpv6), else the number. */
  readonly protocol: string;
  /** Absent where the protocol has none. For ICMP the type and code. */
  readonly fromPort?: number;
  readonly toPort?: number;
  readonly peer: Peer;
  readonly description?: string;
}

export type Peer =
  | { readonly cidr: string }
  | { readonly cidrV6: string }
  | { readonly securityGroup: Text }
  | { readonly prefixList: Text };
