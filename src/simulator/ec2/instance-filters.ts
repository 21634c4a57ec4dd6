import type { World } from '../world.ts';
import { STATE_CODES } from './describe-instance.ts';
import { publicNameOf } from './public-address.ts';
import { architectureOf } from './instance-types.ts';
import { interfaceFilters, privateName } from './interfaces.ts';
import { beyond, type FilterTable, noneHas } from './select.ts';
import type { Instance, Volume } from './state.ts';

/** What DescribeInstances finds instances by. */
export function instanceFilters(world: World): FilterTable<Instance> {
  return {
    'instance-id': (instance) => instance.instanceId,
    'instance-state-name': (instance) => instance.state,
    'instance-state-code': (instance) => STATE_CODES[instance.state],
    'instance-lifecycle': ({ isSpot }) => (isSpot ? 'spot' : undefined),
    'instance-type': (instance) => instance.instanceType,
    'image-id': (instance) => instance.imageId,
    'vpc-id': (instance) => instance.vpcId,
    'subnet-id': (instance) => instance.subnetId,
    'availability-zone': (instance) => world.ec2.subnets.get(instance.subnetId)?.availabilityZone,
    'private-ip-address': (instance) => instance.privateIpAddress,
    'ip-address': (instance) => instance.publicIpAddress,
    'instance.group-id': (instance) => instance.groupIds,
    'instance.group-name': (instance) => instance.groupIds.map((id) => world.ec2.securityGroups.get(id)?.groupName),
    'block-device-mapping.volume-id': (instance) => volumesOf(world, instance).map(({ volumeId }) => volumeId),
    'client-token': (instance) => instance.clientToken,
    'key-name': (instance) => instance.keyName,
    'launch-index': (instance) => instance.launchIndex,
    'launch-time': (instance) => new Date(instance.launchTime).toISOString(),
    'monitoring-state': (instance) => (instance.monitored ? 'enabled' : 'disabled'),
    'owner-id': () => world.account,
    'private-dns-name': (instance) => privateName(world, instance.privateIpAddress),
    'reservation-id': (instance) => instance.reservationId,
    'root-device-name': () => '/dev/xvda',
    'root-device-type': () => 'ebs',
    'source-dest-check': (instance) => instance.sourceDestCheck,
    architecture: (instance) => architectureOf(instance.instanceType),
    hypervisor: () => 'xen',
    tenancy: (instance) => instance.tenancy,
    'virtualization-type': () => 'hvm',
    'availability-zone-id': (instance) => world.ec2.subnets.get(instance.subnetId)?.availabilityZoneId,
    'block-device-mapping.attach-time': (instance) =>
      volumesOf(world, instance).map(({ createTime }) => new Date(createTime).toISOString()),
    'block-device-mapping.delete-on-termination': (instance) => volumesOf(world, instance).map(() => true),
    'block-device-mapping.device-name': (instance) => volumesOf(world, instance).map(() => '/dev/xvda'),
    'block-device-mapping.status': (instance) => volumesOf(world, instance).map(() => 'attached'),
    'capacity-reservation-specification.capacity-reservation-preference': () => 'open',
    'dns-name': (instance) => publicNameOf(world, instance),
    'ebs-optimized': () => false,
    'ena-support': () => true,
    'enclave-options.enabled': () => false,
    'hibernation-options.configured': () => false,
    'maintenance-options.auto-recovery': () => 'default',
    'metadata-options.http-endpoint': () => 'enabled',
    'metadata-options.http-protocol-ipv4': () => 'enabled',
    'metadata-options.http-protocol-ipv6': () => 'disabled',
    'metadata-options.http-put-response-hop-limit': () => 1,
    'metadata-options.http-tokens': () => 'optional',
    'metadata-options.instance-metadata-tags': () => 'disabled',
    'metadata-options.state': () => 'applied',
    'operator.managed': () => false,
    'platform-details': () => 'Linux/UNIX',
    'private-dns-name-options.enable-resource-name-dns-a-record': () => false,
    'private-dns-name-options.enable-resource-name-dns-aaaa-record': () => false,
    'private-dns-name-options.hostname-type': () => 'ip-name',
    'usage-operation': () => 'RunInstances',
    ...ofInterfaces(world),
    ...noneHas(
      'affinity',
      'capacity-reservation-id',
      'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-id',
      'capacity-reservation-specification.capacity-reservation-target.capacity-reservation-resource-group-arn',
      'host-id',
      'ipv6-address',
      'kernel-id',
      'network-interface.ipv6-address',
      'network-interface.ipv4-prefixes.ipv4-prefix',
      'network-interface.ipv6-addresses.is-primary-ipv6',
      'network-interface.ipv6-prefixes.ipv6-prefix',
      'network-interface.outpost-arn',
      'network-interface.tag-key',
      'network-interface.tag-value',
      'operator.principal',
      'outpost-arn',
      'placement-group-name',
      'placement-partition-number',
      'platform',
      'product-code',
      'product-code.type',
      'ramdisk-id',
      'spot-instance-request-id',
      'tpm-support',
    ),
    ...beyond(
      'boot-mode',
      'current-instance-boot-mode',
      'iam-instance-profile.arn',
      'iam-instance-profile.id',
      'network-interface.addresses.association.allocation-id',
      'network-interface.addresses.association.association-id',
      'network-interface.addresses.association.carrier-ip',
      'network-interface.addresses.association.customer-owned-ip',
      'network-interface.addresses.association.ip-owner-id',
      'network-interface.addresses.association.public-dns-name',
      'network-interface.addresses.private-dns-name',
      'network-interface.association.carrier-ip',
      'network-interface.association.customer-owned-ip',
      'network-interface.attachment.network-card-index',
      'network-interface.deny-all-igw-traffic',
      'network-interface.ipv6-native',
      'network-interface.public-dns-name',
      'network-performance-options.bandwidth-weighting',
      'reason',
      'requester-id',
      'state-reason-code',
      'state-reason-message',
      'usage-operation-update-time',
    ),
  };
}

/** By what an instance's own interface is found by, too. */
function ofInterfaces(world: World): FilterTable<Instance> {
  return Object.fromEntries(
    Object.entries(interfaceFilters(world)).map(([name, look]) => [
      `network-interface.${name}`,
      typeof look === 'string'
        ? look
        : (instance: Instance) => {
            const nic = world.ec2.networkInterfaces.get(instance.networkInterfaceId);
            return nic === undefined ? undefined : look(nic);
          },
    ]),
  );
}

function volumesOf({ ec2 }: World, { instanceId }: Instance): Volume[] {
  return [...ec2.volumes.values()].filter((volume) => volume.instanceId === instanceId);
}
