import type {
  DescribeNetworkInterfacesRequest,
  DescribeNetworkInterfacesResult,
  NetworkInterface as NetworkInterfaceAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { addressIn, contains, parseCidr } from './cidr.ts';
import { newId } from './ids.ts';
import { need } from './kinds.ts';
import { associationOf } from './public-address.ts';
import { FEWEST, beyond, type FilterTable, noneHas, page, select } from './select.ts';
import type { NetworkInterface, Subnet, Tags } from './state.ts';
import { tagList } from './tagging.ts';

// AWS keeps the first four addresses of a subnet to itself.
const FIRST_FREE = 4;

interface NewInterface {
  readonly subnetId: string;
  readonly groupIds: readonly string[];
  readonly description: string;
  /** `interface` unless a service owns it: `network_load_balancer`, `gateway_load_balancer`, … */
  readonly interfaceType: string;
  /** Set for an instance's own interface; without it the interface is a service's, as a load balancer's are. */
  readonly instanceId?: string;
  /** Set for the account's own that is plugged into nothing. */
  readonly isOwn?: boolean;
  readonly tags?: Tags;
  /** Absent: the next free one. */
  readonly privateIpAddress?: string;
}

/** Puts a network interface into a subnet, at its next free address unless one is asked for. */
export function addNetworkInterface(world: Ec2World, wanted: NewInterface): NetworkInterface {
  const subnet = need('subnet', world.ec2.subnets, wanted.subnetId);
  const record: NetworkInterface = {
    networkInterfaceId: newId(world, 'eni'),
    subnetId: subnet.subnetId,
    vpcId: subnet.vpcId,
    description: wanted.description,
    groupIds: [...wanted.groupIds],
    privateIpAddress: takeAddress(world, subnet, wanted.privateIpAddress),
    interfaceType: wanted.interfaceType,
    requesterManaged: wanted.instanceId === undefined && wanted.isOwn !== true,
    ...(wanted.instanceId === undefined ? {} : { instanceId: wanted.instanceId }),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.networkInterfaces.set(record.networkInterfaceId, record);
  return record;
}

/** Lets an interface go `afterMs` from now: until then it is still seen, and still holds its security groups. */
export function releaseNetworkInterface(world: Ec2World, id: string, afterMs: number): void {
  const record = world.ec2.networkInterfaces.get(id);
  if (record) record.goneAt = world.clock.now() + afterMs;
}

/** The interfaces that are there now; those whose time has come are dropped first. */
export function liveInterfaces(world: Ec2World): ReadonlyMap<string, NetworkInterface> {
  const now = world.clock.now();
  for (const [id, record] of world.ec2.networkInterfaces) {
    if (record.goneAt === undefined || record.goneAt > now) continue;
    world.ec2.networkInterfaces.delete(id);
    const subnet = world.ec2.subnets.get(record.subnetId);
    if (subnet) subnet.availableIpAddressCount += 1;
  }
  return world.ec2.networkInterfaces;
}

export function describeNetworkInterfaces(
  input: DescribeNetworkInterfacesRequest,
  { world }: Call<World>,
): DescribeNetworkInterfacesResult {
  const records = liveInterfaces(world);
  const found = select({
    kind: 'network-interface',
    records,
    ids: input.NetworkInterfaceIds,
    filters: input.Filters,
    table: interfaceFilters(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { NetworkInterfaces: items.map((record) => describeInterface(world, record)), ...rest };
}

function takeAddress(world: Ec2World, subnet: Subnet, asked: string | undefined): string {
  const cidr = parseCidr(subnet.cidrBlock);
  if (cidr === undefined || subnet.availableIpAddressCount < 1)
    throw new AwsError(
      'InsufficientFreeAddressesInSubnet',
      `There are not enough free addresses in subnet '${subnet.subnetId}' to satisfy the requested number of instances.`,
    );
  const taken = new Set(
    [...liveInterfaces(world).values()].flatMap((other) =>
      other.subnetId === subnet.subnetId ? [other.privateIpAddress] : [],
    ),
  );
  if (asked !== undefined) requireFree(asked, subnet, taken);
  subnet.availableIpAddressCount -= 1;
  if (asked !== undefined) return asked;
  let index = FIRST_FREE;
  while (taken.has(addressIn(cidr, index))) index += 1;
  return addressIn(cidr, index);
}

function requireFree(address: string, subnet: Subnet, taken: ReadonlySet<string>): void {
  if (taken.has(address)) throw new AwsError('InvalidIPAddress.InUse', `Address ${address} is in use.`);
  const whole = parseCidr(subnet.cidrBlock);
  const one = parseCidr(`${address}/32`);
  if (whole === undefined || one === undefined || !contains(whole, one))
    throw new AwsError('InvalidParameterValue', `Address ${address} does not fall within the subnet's address range`);
}

export function interfaceFilters(world: World): FilterTable<NetworkInterface> {
  return {
    'network-interface-id': (record) => record.networkInterfaceId,
    'group-id': (record) => record.groupIds,
    'group-name': (record) => record.groupIds.map((id) => world.ec2.securityGroups.get(id)?.groupName),
    'vpc-id': (record) => record.vpcId,
    'subnet-id': (record) => record.subnetId,
    'availability-zone': (record) => world.ec2.subnets.get(record.subnetId)?.availabilityZone,
    description: (record) => record.description,
    'interface-type': (record) => record.interfaceType,
    'private-ip-address': (record) => record.privateIpAddress,
    'requester-managed': (record) => record.requesterManaged,
    'private-dns-name': (record) => privateName(world, record.privateIpAddress),
    'addresses.private-ip-address': (record) => record.privateIpAddress,
    'attachment.attachment-id': attached(attachmentOf),
    'attachment.delete-on-termination': attached(() => true),
    'attachment.device-index': attached(() => 0),
    'attachment.instance-id': (record) => record.instanceId,
    'attachment.instance-owner-id': attached((record) =>
      record.instanceId === undefined ? 'amazon-elb' : world.account,
    ),
    'attachment.status': attached(() => 'attached'),
    'mac-address': (record) => macOf(record),
    'owner-id': () => world.account,
    'requester-id': (record) => (record.requesterManaged ? 'amazon-elb' : undefined),
    'source-dest-check': (record) => !record.requesterManaged,
    status: statusOf,
    'addresses.primary': () => true,
    'attachment.attach-time': (record) => {
      const since = world.ec2.instances.get(record.instanceId ?? '')?.launchTime;
      return since === undefined ? undefined : new Date(since).toISOString();
    },
    'availability-zone-id': (record) => world.ec2.subnets.get(record.subnetId)?.availabilityZoneId,
    'operator.managed': () => false,
    ...noneHas('ipv6-addresses.ipv6-address', 'operator.principal'),
    'addresses.association.owner-id': (record) => lentTo(world, record)?.IpOwnerId,
    'addresses.association.public-ip': (record) => lentTo(world, record)?.PublicIp,
    'association.ip-owner-id': (record) => lentTo(world, record)?.IpOwnerId,
    'association.public-dns-name': (record) => lentTo(world, record)?.PublicDnsName,
    'association.public-ip': (record) => lentTo(world, record)?.PublicIp,
    ...beyond('association.allocation-id', 'association.association-id'),
  };
}

/** Where an interface is plugged in: made from its id, since nothing else depends on it. */
export function attachmentOf({ networkInterfaceId }: NetworkInterface): string {
  return networkInterfaceId.replace('eni-', 'eni-attach-');
}

export function macOf({ networkInterfaceId }: NetworkInterface): string {
  return `06:${(networkInterfaceId.slice(-10).match(/../g) ?? []).join(':')}`;
}

/** The name that an address has within its VPC. */
export function privateName({ region }: Ec2World, address: string): string {
  return `ip-${address.replaceAll('.', '-')}.${region}.compute.internal`;
}

/** Whether something is at its other end: an instance, or a service. */
function isAttached({ instanceId, requesterManaged }: NetworkInterface): boolean {
  return requesterManaged || instanceId !== undefined;
}

/** What an attached interface has, and nothing of one that is not. */
function attached<Value>(look: (record: NetworkInterface) => Value): (record: NetworkInterface) => Value | undefined {
  return (record) => (isAttached(record) ? look(record) : undefined);
}

/** The public address of the instance that it is plugged into. */
function lentTo(world: World, { instanceId = '' }: NetworkInterface): NetworkInterfaceAnswer['Association'] {
  const instance = world.ec2.instances.get(instanceId);
  return instance && associationOf(world, instance).Association;
}

export function describeInterface(world: World, record: NetworkInterface): NetworkInterfaceAnswer {
  const lent = lentTo(world, record);
  const association = lent === undefined ? {} : { Association: lent };
  return {
    NetworkInterfaceId: record.networkInterfaceId,
    SubnetId: record.subnetId,
    VpcId: record.vpcId,
    AvailabilityZone: world.ec2.subnets.get(record.subnetId)?.availabilityZone,
    Description: record.description,
    Groups: record.groupIds.map((id) => ({ GroupId: id, GroupName: world.ec2.securityGroups.get(id)?.groupName })),
    InterfaceType: record.interfaceType as NonNullable<NetworkInterfaceAnswer['InterfaceType']>,
    PrivateIpAddress: record.privateIpAddress,
    PrivateDnsName: privateName(world, record.privateIpAddress),
    PrivateIpAddresses: [{ Primary: true, PrivateIpAddress: record.privateIpAddress, ...association }],
    ...association,
    MacAddress: macOf(record),
    SourceDestCheck: !record.requesterManaged,
    OwnerId: world.account,
    RequesterManaged: record.requesterManaged,
    ...(record.requesterManaged ? { RequesterId: 'amazon-elb' } : {}),
    Status: statusOf(record),
    ...(isAttached(record) ? { Attachment: attachment(world, record) } : {}),
    TagSet: tagList(record.tags),
  };
}

function statusOf(record: NetworkInterface): 'available' | 'in-use' {
  return isAttached(record) ? 'in-use' : 'available';
}

function attachment(world: World, record: NetworkInterface): NonNullable<NetworkInterfaceAnswer['Attachment']> {
  return {
    AttachmentId: attachmentOf(record),
    Status: 'attached',
    DeviceIndex: 0,
    NetworkCardIndex: 0,
    DeleteOnTermination: true,
    ...(record.instanceId === undefined
      ? { InstanceOwnerId: 'amazon-elb' }
      : { InstanceId: record.instanceId, InstanceOwnerId: world.account }),
  };
}
