import { sameSet, type Fields } from '../../core/fields.ts';
import { defaultsFor } from '../defaults.ts';
import { uniqueName } from '../unique-name.ts';
import { defaultOf } from './attributes.ts';
import type { LoadBalancerState } from './state.ts';
import { sameSubnets } from './subnets.ts';

/** Written by one AWS call each, in the order in which an update makes them. */
export type LoadBalancerGroup = 'tags' | 'securityGroups' | 'subnets' | 'ipAddressType' | 'capacity' | 'attributes';

/** The longest name that AWS allows. */
export const NAME_LIMIT = 32;

export const loadBalancerFields: Fields<LoadBalancerState, LoadBalancerGroup> = {
  name: uniqueName(NAME_LIMIT),
  type: { onChange: 'replace' },
  scheme: { onChange: 'replace' },
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
  minimumCapacityUnits: { onChange: 'capacity', default: () => 0, path: '/minimumCapacity/capacityUnits' },
  attributes: {
    onChange: 'attributes',
    keyed: true,
    default: (live) => defaultsFor(live.attributes, (key) => defaultOf(key, live)),
  },
};
