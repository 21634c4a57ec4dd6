import type { Fault } from '../../../schema/fault.ts';
import { quote, named } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import type { LoadBalancerSpec } from '../schema.ts';
import { typeOf } from './walk.ts';

type Type = NonNullable<LoadBalancerSpec['type']>;

/** Fields that not every type of load balancer has. */
const only: { readonly [Field in keyof LoadBalancerSpec]?: readonly Type[] } = {
  scheme: ['application', 'network'],
  securityGroups: ['application', 'network'],
  enforceSecurityGroupInboundRulesOnPrivateLinkTraffic: ['network'],
  customerOwnedIpv4Pool: ['application'],
  ipamPool: ['application'],
  minimumCapacity: ['application', 'network'],
};

/** Fields that such a load balancer does not have, or not with that value. */
export function* fields(balancer: Manifest<'LoadBalancer'>): Iterable<Fault> {
  const { spec } = balancer;
  const type = typeOf(balancer);
  for (const [field, types] of Object.entries(only)) {
    if (spec[field as keyof LoadBalancerSpec] === undefined || types.includes(type)) continue;
    yield { path: ['spec', field], onKey: true, message: `${named(type, 'load balancer')} has no ${field}` };
  }
  if (spec.ipAddressType === 'dualstack-without-public-ipv4') {
    const path = ['spec', 'ipAddressType'];
    if (type !== 'application') yield { path, message: 'only an application load balancer can go without public IPv4' };
    else if (spec.scheme === 'internal')
      yield { path, message: 'an internal load balancer has no public IPv4 anyway', hint: 'write dualstack' };
  }
  if (spec.ipamPool !== undefined && spec.scheme === 'internal')
    yield { path: ['spec', 'ipamPool'], onKey: true, message: 'an internal load balancer has no public addresses' };
  const groups = (spec.securityGroups ?? []).entries();
  for (const { item } of repeats(groups, ([, group]) => JSON.stringify(group))) {
    const [index, group] = item;
    yield {
      path: ['spec', 'securityGroups', index],
      message: `${quote(String(Object.values(group)[0]))} is listed twice`,
    };
  }
}
