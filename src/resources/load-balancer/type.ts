import { sameSet, type Fields } from '../../core/fields.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { defaultsFor } from '../defaults.ts';
import { uniqueName } from '../unique-name.ts';
import { defaultOf, type LoadBalancerKind } from './attributes.ts';
import { checkPlacement, warnOfPlacement } from './placement.ts';
import { sameSubnets, type SubnetMapping } from './subnets.ts';

export interface LoadBalancerState {
  readonly name: string;
  readonly type: LoadBalancerKind;
  readonly scheme?: 'internet-facing' | 'internal';
  readonly ipAddressType?: string;
  readonly subnets?: readonly SubnetMapping[];
  readonly securityGroups?: readonly Text[];
  /** A network load balancer with security groups only. */
  readonly enforceSecurityGroupInboundRulesOnPrivateLinkTraffic?: 'on' | 'off';
  readonly customerOwnedIpv4Pool?: string;
  /** Where its public addresses come from; empty where they are AWS's. */
  readonly ipamPool?: string;
  readonly minimumCapacityUnits?: number;
  readonly attributes?: Readonly<Record<string, string>>;
  readonly tags?: Readonly<Record<string, string>>;
}

/** Written by one AWS call each, in the order in which an update makes them. */
export type LoadBalancerGroup =
  | 'tags'
  | 'securityGroups'
  | 'subnets'
  | 'ipAddressType'
  | 'ipamPool'
  | 'capacity'
  | 'attributes';

/** The longest name that AWS allows. */
const NAME_LIMIT = 32;

const loadBalancerFields: Fields<LoadBalancerState, LoadBalancerGroup> = {
  name: uniqueName(NAME_LIMIT),
  type: { onChange: 'replace' },
  // An answer may leave out what is AWS's own default.
  scheme: { onChange: 'replace', same: (wanted, live = 'internet-facing') => wanted === live },
  customerOwnedIpv4Pool: { onChange: 'replace' },
  tags: { onChange: 'tags', keyed: true },
  securityGroups: {
    // A network load balancer that was made without any can never get one.
    onChange: ({ type, securityGroups = [] }) =>
      type === 'network' && securityGroups.length === 0 ? 'replace' : 'securityGroups',
    same: (wanted, live) => sameSet([...new Set(wanted)], live),
    attached: true,
  },
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: {
    onChange: 'securityGroups',
    default: (live) => (live.enforceSecurityGroupInboundRulesOnPrivateLinkTraffic === undefined ? undefined : 'on'),
  },
  subnets: { onChange: 'subnets', same: sameSubnets, attached: true, impact: 'brief' },
  ipAddressType: { onChange: 'ipAddressType', default: () => 'ipv4' },
  ipamPool: { onChange: 'ipamPool', default: () => '' },
  minimumCapacityUnits: { onChange: 'capacity', default: () => 0, path: '/minimumCapacity/capacityUnits' },
  attributes: {
    onChange: 'attributes',
    keyed: true,
    default: (live) => defaultsFor(live.attributes, (key) => defaultOf(key, live)),
  },
};

export const loadBalancerType: ResourceType<LoadBalancerState> = {
  name: 'load-balancer',
  fields: loadBalancerFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  check: checkPlacement,
  checkChange,
  warn: warnOfPlacement,
  taggable: true,
};

/** What AWS would refuse of a change to a load balancer that stands. */
function checkChange(live: LoadBalancerState, wanted: LoadBalancerState, replace: boolean): string[] {
  if (replace) return isProtected(live) ? [PROTECTED] : [];
  return live.type === 'gateway' && leavesZones(live, wanted) ? [ONLY_GROWS] : [];
}

/** Refused before a successor is made: deletion protection would keep the predecessor, and both would stay. */
const PROTECTED =
  'this needs a new load balancer, and the existing one has deletion protection: ' +
  'apply deletion_protection.enabled: false on its own first';

const ONLY_GROWS = 'a gateway load balancer keeps every subnet that it was given: only further ones can be added';

function isProtected({ attributes }: LoadBalancerState): boolean {
  return attributes?.['deletion_protection.enabled'] === 'true';
}

function leavesZones({ subnets: standing = [] }: LoadBalancerState, { subnets }: LoadBalancerState): boolean {
  return subnets !== undefined && standing.some(({ subnet }) => !subnets.some((other) => other.subnet === subnet));
}
