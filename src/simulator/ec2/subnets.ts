import type {
  CreateSubnetRequest,
  CreateSubnetResult,
  DeleteSubnetRequest,
  DescribeSubnetsRequest,
  DescribeSubnetsResult,
  ModifySubnetAttributeRequest,
  Subnet as SubnetAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { contains, overlaps, parseCidr, sizeOf } from './cidr.ts';
import { newId } from './ids.ts';
import { liveInterfaces } from './interfaces.ts';
import { need, required } from './kinds.ts';
import { FEWEST, type FilterTable, noneHas, page, select } from './select.ts';
import type { Subnet, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';
import { networkOf } from './vpcs.ts';
import { type Zone, zoneNamed } from './zones.ts';

// The network address, the router, DNS, one kept for later, and broadcast.
const KEPT_BY_AWS = 5;

interface NewSubnet {
  readonly vpcId: string;
  readonly zone: Zone;
  readonly cidrBlock: string;
  readonly isPublic?: boolean;
  readonly defaultForAz?: boolean;
  readonly tags?: Tags;
}

/** Makes a subnet; its block must lie in the VPC's and overlap no other subnet's. */
export function addSubnet(world: Ec2World, wanted: NewSubnet): Subnet {
  const vpc = need('vpc', world.ec2.vpcs, wanted.vpcId);
  const cidrBlock = networkOf(wanted.cidrBlock, 'Subnet');
  const subnet: Subnet = {
    subnetId: newId(world, 'subnet'),
    vpcId: vpc.vpcId,
    availabilityZone: wanted.zone.name,
    availabilityZoneId: wanted.zone.id,
    cidrBlock,
    mapPublicIpOnLaunch: wanted.isPublic ?? false,
    defaultForAz: wanted.defaultForAz ?? false,
    availableIpAddressCount: roomIn(world, vpc, cidrBlock) - KEPT_BY_AWS,
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.subnets.set(subnet.subnetId, subnet);
  return subnet;
}

export function createSubnet(input: CreateSubnetRequest, { world }: Call<World>): CreateSubnetResult {
  const subnet = addSubnet(world, {
    vpcId: required(input.VpcId, 'vpcId'),
    zone: zoneNamed(world.region, input.AvailabilityZone ?? input.AvailabilityZoneId ?? `${world.region}a`),
    cidrBlock: required(input.CidrBlock, 'cidrBlock'),
    tags: tagsFor('subnet', input.TagSpecifications),
  });
  return { Subnet: answer(world, subnet) };
}

export function describeSubnets(input: DescribeSubnetsRequest, { world }: Call<World>): DescribeSubnetsResult {
  liveInterfaces(world);
  const found = select({
    kind: 'subnet',
    records: world.ec2.subnets,
    ids: input.SubnetIds,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { Subnets: items.map((subnet) => answer(world, subnet)), ...rest };
}

export function modifySubnetAttribute(input: ModifySubnetAttributeRequest, { world }: Call<World>): object {
  const subnet = need('subnet', world.ec2.subnets, input.SubnetId);
  const isPublic = input.MapPublicIpOnLaunch?.Value;
  if (isPublic !== undefined) subnet.mapPublicIpOnLaunch = isPublic;
  return {};
}

export function deleteSubnet(input: DeleteSubnetRequest, { world }: Call<World>): object {
  const { subnetId } = need('subnet', world.ec2.subnets, input.SubnetId);
  if ([...liveInterfaces(world).values()].some((record) => record.subnetId === subnetId))
    throw new AwsError('DependencyViolation', `The subnet '${subnetId}' has dependencies and cannot be deleted.`);
  for (const { associations } of world.ec2.routeTables.values())
    for (const [id, associated] of associations) if (associated === subnetId) associations.delete(id);
  world.ec2.subnets.delete(subnetId);
  return {};
}

function roomIn(world: Ec2World, vpc: { vpcId: string; cidrBlock: string }, cidrBlock: string): number {
  const block = parseCidr(cidrBlock);
  const whole = parseCidr(vpc.cidrBlock);
  if (block === undefined || whole === undefined || !contains(whole, block))
    throw new AwsError('InvalidSubnet.Range', `The CIDR '${cidrBlock}' is invalid.`);
  for (const other of world.ec2.subnets.values()) {
    const taken = other.vpcId === vpc.vpcId ? parseCidr(other.cidrBlock) : undefined;
    if (taken && overlaps(taken, block))
      throw new AwsError('InvalidSubnet.Conflict', `The CIDR '${cidrBlock}' conflicts with another subnet`);
  }
  return sizeOf(block);
}

function filtersFor(world: World): FilterTable<Subnet> {
  return {
    'subnet-id': (subnet) => subnet.subnetId,
    'vpc-id': (subnet) => subnet.vpcId,
    'availability-zone': (subnet) => subnet.availabilityZone,
    availabilityZone: (subnet) => subnet.availabilityZone,
    'availability-zone-id': (subnet) => subnet.availabilityZoneId,
    availabilityZoneId: (subnet) => subnet.availabilityZoneId,
    'available-ip-address-count': (subnet) => subnet.availableIpAddressCount,
    'cidr-block': (subnet) => subnet.cidrBlock,
    cidr: (subnet) => subnet.cidrBlock,
    cidrBlock: (subnet) => subnet.cidrBlock,
    'default-for-az': (subnet) => subnet.defaultForAz,
    defaultForAz: (subnet) => subnet.defaultForAz,
    'map-public-ip-on-launch': (subnet) => subnet.mapPublicIpOnLaunch,
    'enable-dns64': () => false,
    'ipv6-native': () => false,
    'map-customer-owned-ip-on-launch': () => false,
    'owner-id': () => world.account,
    'private-dns-name-options-on-launch.enable-resource-name-dns-a-record': () => false,
    'private-dns-name-options-on-launch.enable-resource-name-dns-aaaa-record': () => false,
    'private-dns-name-options-on-launch.hostname-type': () => 'ip-name',
    state: () => 'available',
    'subnet-arn': (subnet) => arnOf(world, subnet),
    ...noneHas(
      'customer-owned-ipv4-pool',
      'enable-lni-at-device-index',
      'ipv6-cidr-block-association.ipv6-cidr-block',
      'ipv6-cidr-block-association.association-id',
      'ipv6-cidr-block-association.state',
      'outpost-arn',
    ),
  };
}

function arnOf(world: World, { subnetId }: Subnet): string {
  return `arn:aws:ec2:${world.region}:${world.account}:subnet/${subnetId}`;
}

function answer(world: World, subnet: Subnet): SubnetAnswer {
  return {
    SubnetId: subnet.subnetId,
    SubnetArn: arnOf(world, subnet),
    VpcId: subnet.vpcId,
    AvailabilityZone: subnet.availabilityZone,
    AvailabilityZoneId: subnet.availabilityZoneId,
    CidrBlock: subnet.cidrBlock,
    AvailableIpAddressCount: subnet.availableIpAddressCount,
    DefaultForAz: subnet.defaultForAz,
    MapPublicIpOnLaunch: subnet.mapPublicIpOnLaunch,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [],
    OwnerId: world.account,
    State: 'available',
    Tags: tagList(subnet.tags),
  };
}
