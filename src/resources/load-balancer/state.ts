import type { Text } from '../../core/value.ts';

export interface LoadBalancerState {
  readonly name: string;
  readonly type: 'application' | 'network' | 'gateway';
  readonly scheme?: 'internet-facing' | 'internal';
  readonly ipAddressType?: string;
  readonly subnets?: readonly SubnetMapping[];
  readonly securityGroups?: readonly Text[];
  /** A network load balancer with security groups only. */
  readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: 'on' | 'off';
  readonly customerOwnedIpv4Pool?: string;
  readonly minimumCapacityUnits?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** One subnet, at most one a zone. */
export interface SubnetMapping {
  readonly subnet: Text;
  readonly allocationId?: string;
  readonly privateIPv4Address?: string;
  readonly ipv6Address?: string;
}
