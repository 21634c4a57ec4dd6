import type {
  AvailabilityZone,
  LoadBalancerAddress,
  LoadBalancerTypeEnum,
  SetSubnetsInput,
  SetSubnetsOutput,
  SubnetMapping,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { addNetworkInterface, releaseNetworkInterface } from '../ec2/interfaces.ts';
import type { Subnet } from '../ec2/state.ts';
import { AwsError } from '../service.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { arnPath } from './arns.ts';
import { refuse, refuseConfiguration } from './constraints.ts';
import { requireLoadBalancer } from './find.ts';
import { setAddressType } from './ip-address-type.ts';
import { unordered } from './paging.ts';
import type { LoadBalancer, LoadBalancerZone } from './state.ts';

/** A subnet that was asked for, with the addresses that a network load balancer is to have there. */
export interface Placement {
  readonly subnet: Subnet;
  readonly addresses: LoadBalancerAddress[];
}

interface SubnetRequest {
  readonly Subnets?: string[] | undefined;
  readonly SubnetMappings?: SubnetMapping[] | undefined;
}

const interfaceTypes: Readonly<Record<LoadBalancerTypeEnum, string>> = {
  application: 'interface',
  network: 'network_load_balancer',
  gateway: 'gateway_load_balancer',
};

/** The subnets that a request names: all there, of one VPC, no two in one zone, and in enough zones for the type. */
export function requirePlacements(world: World, type: LoadBalancerTypeEnum, request: SubnetRequest): Placement[] {
  const { Subnets: subnetIds = [], SubnetMappings: mappings = [] } = request;
  if (subnetIds.length > 0 && mappings.length > 0) refuse('You must specify either subnets or subnet mappings');
  const asked = subnetIds.length > 0 ? subnetIds.map((SubnetId): SubnetMapping => ({ SubnetId })) : mappings;
  const placements = asked.map((mapping) => place(world, type, mapping));
  requireDistinctZones(placements, type);
  if (new Set(placements.map(({ subnet }) => subnet.vpcId)).size > 1) {
    refuse('All subnets must belong to the same VPC');
  }
  return placements;
}

/** Stands the load balancer in those subnets, and no others; what stays keeps its network interface. */
export function moveTo(world: World, loadBalancer: LoadBalancer, placements: readonly Placement[]): void {
  const wanted = new Set(placements.map(({ subnet }) => subnet.subnetId));
  const standing = new Set(loadBalancer.zones.map((zone) => zone.subnetId));
  for (const { subnet } of placements) if (!standing.has(subnet.subnetId)) requireFreeAddresses(subnet);
  for (const zone of loadBalancer.zones) {
    if (!wanted.has(zone.subnetId)) releaseNetworkInterface(world, zone.networkInterfaceId, 0);
  }
  loadBalancer.zones = placements.map(({ subnet, addresses }) => {
    const kept = loadBalancer.zones.find((zone) => zone.subnetId === subnet.subnetId);
    return kept ?? openZone(world, loadBalancer, { subnet, addresses });
  });
}

export function describeZones(zones: readonly LoadBalancerZone[]): AvailabilityZone[] {
  return unordered(zones, (zone) => zone.zoneName).map((zone) => ({
    ZoneName: zone.zoneName,
    SubnetId: zone.subnetId,
    LoadBalancerAddresses: zone.addresses,
  }));
}

export function setSubnets(input: SetSubnetsInput, { world }: Call<World>): SetSubnetsOutput {
  const loadBalancer = requireLoadBalancer(world, input.LoadBalancerArn);
  const placements = requirePlacements(world, loadBalancer.type, input);
  if (placements.some(({ subnet }) => subnet.vpcId !== loadBalancer.vpcId)) {
    refuseConfiguration('The specified subnets must belong to the same VPC as the load balancer');
  }
  if (loadBalancer.type === 'network') requireNoSwapWithinZone(loadBalancer, placements);
  if (loadBalancer.type === 'gateway') requireNothingRemoved(loadBalancer, placements);
  if (input.IpAddressType !== undefined) setAddressType(loadBalancer, input.IpAddressType);
  moveTo(world, loadBalancer, placements);
  return { AvailabilityZones: describeZones(loadBalancer.zones), IpAddressType: loadBalancer.ipAddressType };
}

function place(world: World, type: LoadBalancerTypeEnum, mapping: SubnetMapping): Placement {
  const subnet = world.ec2.subnets.get(mapping.SubnetId ?? '');
  if (subnet === undefined) throw new AwsError('SubnetNotFound', `The subnet ID '${mapping.SubnetId}' does not exist`);
  return { subnet, addresses: fixedAddresses(world, type, mapping) };
}

function fixedAddresses(world: World, type: LoadBalancerTypeEnum, mapping: SubnetMapping): LoadBalancerAddress[] {
  const { AllocationId, PrivateIPv4Address, IPv6Address } = mapping;
  if (AllocationId === undefined && PrivateIPv4Address === undefined && IPv6Address === undefined) return [];
  if (type !== 'network')
    refuseConfiguration(`Static addresses are not supported for load balancers of type '${type}'`);
  if (AllocationId === undefined) return [{ PrivateIPv4Address, IPv6Address }];
  const address = world.ec2.addresses.get(AllocationId);
  if (address === undefined) {
    throw new AwsError('AllocationIdNotFound', `The allocation IDs '${AllocationId}' do not exist`);
  }
  return [{ AllocationId, IpAddress: address.publicIp, IPv6Address }];
}

function requireDistinctZones(placements: readonly Placement[], type: LoadBalancerTypeEnum): void {
  const zones = new Set(placements.map(({ subnet }) => subnet.availabilityZone));
  if (zones.size < placements.length) {
    refuseConfiguration('A load balancer cannot be attached to multiple subnets in the same Availability Zone');
  }
  if (type === 'application' && zones.size < 2) {
    refuse('At least two subnets in two different Availability Zones must be specified');
  }
  if (zones.size === 0) refuse('At least one subnet must be specified');
}

/** A network load balancer can't exchange a zone's subnet in one call: the zone has to go first, then come back. */
function requireNoSwapWithinZone(loadBalancer: LoadBalancer, placements: readonly Placement[]): void {
  for (const { subnet } of placements) {
    const standing = loadBalancer.zones.find((zone) => zone.zoneName === subnet.availabilityZone);
    if (standing !== undefined && standing.subnetId !== subnet.subnetId) {
      refuseConfiguration(
        'You cannot specify an additional subnet from an Availability Zone that is already associated with the load ' +
          `balancer. The Availability Zone '${standing.zoneName}' corresponding to the new subnet ` +
          `'${subnet.subnetId}' is already associated with the load balancer`,
      );
    }
  }
}

function requireNothingRemoved(loadBalancer: LoadBalancer, placements: readonly Placement[]): void {
  const wanted = new Set(placements.map(({ subnet }) => subnet.subnetId));
  if (loadBalancer.zones.some((zone) => !wanted.has(zone.subnetId))) {
    refuseConfiguration(`Subnet removal is not supported for load balancers of type '${loadBalancer.type}'`);
  }
}

/** A load balancer may grow into that many addresses of each subnet, so AWS wants them free beforehand. */
const leastFreeAddresses = 8;

function requireFreeAddresses({ subnetId, availableIpAddressCount }: Subnet): void {
  if (availableIpAddressCount >= leastFreeAddresses) return;
  throw new AwsError(
    'InvalidSubnet',
    `Not enough IP space available in ${subnetId}. ELB requires at least ${leastFreeAddresses} free IP addresses in each subnet`,
  );
}

function openZone(world: World, loadBalancer: LoadBalancer, { subnet, addresses }: Placement): LoadBalancerZone {
  const networkInterface = addNetworkInterface(world, {
    subnetId: subnet.subnetId,
    groupIds: loadBalancer.securityGroups,
    description: `ELB ${arnPath(loadBalancer.arn)}`,
    interfaceType: interfaceTypes[loadBalancer.type],
  });
  return {
    subnetId: subnet.subnetId,
    zoneName: subnet.availabilityZone,
    networkInterfaceId: networkInterface.networkInterfaceId,
    addresses,
  };
}
