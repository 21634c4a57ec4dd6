import { isIPv4, isIPv6 } from 'node:net';
import type { Path } from '../../../core/problem.ts';
import type { Fault } from '../../../schema/fault.ts';
import { quote, named } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import type { SubnetSpec } from '../schema.ts';
import { typeOf } from './walk.ts';

type LoadBalancer = Manifest<'LoadBalancer'>;

/** As far as can be checked without asking AWS for the zones of the subnets. */
export function* subnets(balancer: LoadBalancer): Iterable<Fault> {
  const { spec } = balancer;
  yield* twice(spec.subnets);
  const many = spec.subnets.some((subnet) => subnet.tags !== undefined || subnet.default !== undefined);
  const onOutpost = spec.customerOwnedIpv4Pool !== undefined;
  if (typeOf(balancer) === 'application' && spec.subnets.length < 2 && !many && !onOutpost) {
    const message = 'an application load balancer needs subnets in at least two zones, has one subnet';
    yield { path: ['spec', 'subnets'], message };
  }
  for (const [index, subnet] of spec.subnets.entries()) yield* addresses(balancer, subnet, ['spec', 'subnets', index]);
}

function* twice(given: readonly SubnetSpec[]): Iterable<Fault> {
  for (const { item } of repeats(given.entries(), ([, { id, name }]) => id ?? name)) {
    const [index, { id, name = '' }] = item;
    yield {
      path: ['spec', 'subnets', index],
      message: `${quote(id ?? name)} is listed twice`,
      hint: 'one subnet in each zone',
    };
  }
}

/** Addresses of one's own choosing. */
function* addresses(balancer: LoadBalancer, subnet: SubnetSpec, path: Path): Iterable<Fault> {
  const { allocationId, privateIPv4Address, ipv6Address } = subnet;
  const type = typeOf(balancer);
  const internal = balancer.spec.scheme === 'internal';
  for (const field of ['allocationId', 'privateIPv4Address', 'ipv6Address'] as const) {
    if (subnet[field] === undefined) continue;
    const at = { path: [...path, field], onKey: true };
    if (type !== 'network')
      yield { ...at, message: `${named(type, 'load balancer')} chooses its own addresses: it has no ${field}` };
    else if (subnet.tags !== undefined || subnet.default !== undefined)
      yield {
        ...at,
        message: 'an address belongs to one subnet, and this may find several',
        hint: 'point by id or name',
      };
  }
  if (type !== 'network') return;
  if (allocationId !== undefined && internal)
    yield {
      path: [...path, 'allocationId'],
      onKey: true,
      message: 'an internal load balancer has no Elastic IP addresses',
      hint: 'use privateIPv4Address',
    };
  if (privateIPv4Address !== undefined && !internal)
    yield {
      path: [...path, 'privateIPv4Address'],
      onKey: true,
      message: 'only an internal load balancer has chosen private addresses',
      hint: 'use allocationId',
    };
  if (privateIPv4Address !== undefined && !isIPv4(privateIPv4Address))
    yield {
      path: [...path, 'privateIPv4Address'],
      message: `must be an IPv4 address, is ${quote(privateIPv4Address)}`,
    };
  if (ipv6Address !== undefined && !isIPv6(ipv6Address))
    yield { path: [...path, 'ipv6Address'], message: `must be an IPv6 address, is ${quote(ipv6Address)}` };
  if (ipv6Address !== undefined && (balancer.spec.ipAddressType ?? 'ipv4') === 'ipv4')
    yield { path: [...path, 'ipv6Address'], onKey: true, message: 'needs ipAddressType dualstack' };
}
