import type { AvailabilityZone, SubnetMapping as SdkMapping } from '@aws-sdk/client-elastic-load-balancing-v2';
import { plain } from '../../core/inventory.ts';
import type { Text } from '../../core/value.ts';

/** One subnet, at most one a zone. */
export interface SubnetMapping {
  readonly subnet: Text;
  readonly allocationId?: string;
  readonly privateIPv4Address?: string;
  readonly ipv6Address?: string;
}

type Mappings = readonly SubnetMapping[];

/** Each subnet once: two look-ups may find the same one. */
export function distinct(mappings: Mappings): SubnetMapping[] {
  const bySubnet = new Map<Text, SubnetMapping>();
  for (const mapping of mappings) bySubnet.set(mapping.subnet, { ...bySubnet.get(mapping.subnet), ...mapping });
  return [...bySubnet.values()];
}

/** The same subnets in any order; of their addresses only those that are declared matter. */
export function sameSubnets(wanted: Mappings, live: Mappings | undefined): boolean {
  const want = distinct(wanted);
  if (live === undefined || live.length !== want.length) return false;
  return want.every((mapping) => live.some((other) => other.subnet === mapping.subnet && agrees(mapping, other)));
}

/** Fills in the addresses that the live load balancer has and nobody declared. */
export function keepAddresses(wanted: Mappings, live: Mappings): SubnetMapping[] {
  return distinct(wanted).map((mapping) => ({
    ...live.find((other) => other.subnet === mapping.subnet),
    ...mapping,
  }));
}

/** AWS wants the plain ids where no subnet has an address of its own. */
export function toSdk(mappings: Mappings): { Subnets: string[] } | { SubnetMappings: SdkMapping[] } {
  const each = distinct(mappings);
  if (each.every((mapping) => Object.keys(mapping).length === 1)) {
    return { Subnets: each.map((mapping) => plain(mapping.subnet)) };
  }
  return {
    SubnetMappings: each.map((mapping) => ({
      SubnetId: plain(mapping.subnet),
      AllocationId: mapping.allocationId,
      PrivateIPv4Address: mapping.privateIPv4Address,
      IPv6Address: mapping.ipv6Address,
    })),
  };
}

/** Sorted, since AWS keeps no order. */
export function fromSdk(zones: readonly AvailabilityZone[] | undefined): SubnetMapping[] {
  return (zones ?? [])
    .map(({ SubnetId = '', LoadBalancerAddresses: addresses = [] }) => {
      const allocationId = addresses.find((one) => one.AllocationId)?.AllocationId;
      const privateIPv4Address = addresses.find((one) => one.PrivateIPv4Address)?.PrivateIPv4Address;
      const ipv6Address = addresses.find((one) => one.IPv6Address)?.IPv6Address;
      return {
        subnet: SubnetId,
        ...(allocationId === undefined ? {} : { allocationId }),
        ...(privateIPv4Address === undefined ? {} : { privateIPv4Address }),
        ...(ipv6Address === undefined ? {} : { ipv6Address }),
      };
    })
    .sort((a, b) => (a.subnet < b.subnet ? -1 : 1));
}

/**
 * The lists to set, one after the other, for a load balancer that cannot exchange a zone's subnet in one call: each
 * zone is left and entered again in turn, so that the others go on serving. None where the only zone would have to be
 * left.
 */
export function subnetMoves(
  wanted: Mappings,
  live: Mappings,
  zoneOf: (subnet: Text) => string | undefined,
): SubnetMapping[][] {
  const exchanges: { leave: SubnetMapping; enter: SubnetMapping }[] = [];
  const others: SubnetMapping[] = [];
  for (const enter of wanted) {
    const leave = live.find((other) => other.subnet === enter.subnet || sameZone(zoneOf, other, enter));
    if (leave === undefined || (leave.subnet === enter.subnet && agrees(enter, leave))) others.push(enter);
    else exchanges.push({ leave, enter });
  }
  const moves = [...exchanges, undefined].map((_, done) => [
    ...others,
    ...exchanges.slice(0, done).map(({ enter }) => enter),
    ...exchanges.slice(done + 1).map(({ leave }) => leave),
  ]);
  return moves.some((list) => list.length === 0) ? [] : moves;
}

function agrees(wanted: SubnetMapping, live: SubnetMapping): boolean {
  return Object.entries(wanted).every(([member, value]) => live[member as keyof SubnetMapping] === value);
}

function sameZone(zoneOf: (subnet: Text) => string | undefined, a: SubnetMapping, b: SubnetMapping): boolean {
  const zone = zoneOf(a.subnet);
  return zone !== undefined && zone === zoneOf(b.subnet);
}
