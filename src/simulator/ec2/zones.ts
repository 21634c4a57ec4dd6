import type { DescribeAvailabilityZonesRequest, DescribeAvailabilityZonesResult } from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { beyond, matching, noneHas } from './select.ts';

export interface Zone {
  readonly name: string;
  readonly id: string;
}

/** Four zones in every region. */
export function zonesOf(region: string): Zone[] {
  return ['a', 'b', 'c', 'd'].map((letter, index) => ({
    name: `${region}${letter}`,
    id: `${regionCode(region)}-az${index + 1}`,
  }));
}

/** A zone by its name or its id. */
export function zoneNamed(region: string, name: string): Zone {
  const zone = zonesOf(region).find((candidate) => [candidate.name, candidate.id].includes(name));
  if (zone === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${name}) for parameter availabilityZone is invalid. Subnets can currently only be created in the following availability zones: ${zonesOf(
        region,
      )
        .map((candidate) => candidate.name)
        .join(', ')}.`,
    );
  return zone;
}

export function describeAvailabilityZones(
  input: DescribeAvailabilityZonesRequest,
  { world }: Call<World>,
): DescribeAvailabilityZonesResult {
  const asked = [
    ...(input.ZoneNames ?? []).map((name) => zoneNamed(world.region, name)),
    ...(input.ZoneIds ?? []).map((id) => zoneNamed(world.region, id)),
  ];
  const wanted = new Set(asked.map((zone) => zone.name));
  const zones = zonesOf(world.region)
    .filter((zone) => wanted.size === 0 || wanted.has(zone.name))
    .map((zone) => ({ ...zone, tags: new Map<string, string>() }));
  const found = matching(zones, input.Filters, {
    'zone-name': (zone) => zone.name,
    'zone-id': (zone) => zone.id,
    'region-name': () => world.region,
    state: () => 'available',
    'zone-type': () => 'availability-zone',
    'opt-in-status': () => 'opt-in-not-required',
    'group-name': () => world.region,
    ...noneHas('message', 'parent-zone-id', 'parent-zone-name'),
    ...beyond('group-long-name'),
  });
  return {
    AvailabilityZones: found.map((zone) => ({
      ZoneName: zone.name,
      ZoneId: zone.id,
      RegionName: world.region,
      GroupName: world.region,
      NetworkBorderGroup: world.region,
      State: 'available',
      ZoneType: 'availability-zone',
      OptInStatus: 'opt-in-not-required',
      Messages: [],
    })),
  };
}

/** `ap-northeast-2` → `apne2`, as zone ids spell it. */
function regionCode(region: string): string {
  const [area = '', direction = '', ...rest] = region.split('-');
  const compass = direction.replace(
    /^(north|south|central|east|west)(east|west)?$/,
    (_, one: string, two = '') => `${one[0]}${(two as string)[0] ?? ''}`,
  );
  return `${area}${compass}${rest.join('')}`;
}
