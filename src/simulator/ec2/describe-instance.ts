import type {
  GroupIdentifier,
  Instance as InstanceAnswer,
  InstanceBlockDeviceMapping,
  InstanceNetworkInterface,
  Reservation,
} from '@aws-sdk/client-ec2';
import type { World } from '../world.ts';
import { architectureOf, processorsOf } from './instance-types.ts';
import { attachmentOf, macOf, privateName } from './interfaces.ts';
import { associationOf, publicNameOf } from './public-address.ts';
import type { Instance, InstanceState } from './state.ts';
import { tagList } from './tagging.ts';

export const STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

export type StateName = keyof typeof STATE_CODES;

export function stateAnswer(name: StateName): { Code: number; Name: StateName } {
  return { Code: STATE_CODES[name], Name: name };
}

/** What was started together; `state` is what the answer says of all of them. */
export function reservationOf(world: World, instances: readonly Instance[], state?: InstanceState): Reservation {
  return {
    ReservationId: instances[0]?.reservationId,
    OwnerId: world.account,
    Groups: [],
    Instances: instances.map((instance) => describeInstance(world, instance, state ?? instance.state)),
  };
}

function describeInstance(world: World, instance: Instance, state: InstanceState): InstanceAnswer {
  const zone = world.ec2.subnets.get(instance.subnetId)?.availabilityZone;
  return {
    InstanceId: instance.instanceId,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType as NonNullable<InstanceAnswer['InstanceType']>,
    ...(instance.isSpot ? { InstanceLifecycle: 'spot' as const } : {}),
    State: stateAnswer(state),
    LaunchTime: new Date(instance.launchTime),
    ClientToken: instance.clientToken,
    AmiLaunchIndex: instance.launchIndex,
    KeyName: instance.keyName,
    Architecture: architectureOf(instance.instanceType),
    Hypervisor: 'xen',
    VirtualizationType: 'hvm',
    EbsOptimized: false,
    EnaSupport: true,
    PlatformDetails: 'Linux/UNIX',
    UsageOperation: 'RunInstances',
    UsageOperationUpdateTime: new Date(instance.launchTime),
    RootDeviceName: ROOT_DEVICE,
    RootDeviceType: 'ebs',
    Monitoring: { State: instance.monitored ? 'enabled' : 'disabled' },
    Placement: {
      AvailabilityZone: zone,
      GroupName: '',
      Tenancy: instance.tenancy as 'default',
    },
    CpuOptions: processorsOf(instance.instanceType),
    CapacityReservationSpecification: { CapacityReservationPreference: 'open' },
    EnclaveOptions: { Enabled: false },
    HibernationOptions: { Configured: false },
    MaintenanceOptions: { AutoRecovery: 'default' },
    MetadataOptions: {
      State: 'applied',
      HttpTokens: 'optional',
      HttpPutResponseHopLimit: 1,
      HttpEndpoint: 'enabled',
      HttpProtocolIpv6: 'disabled',
      InstanceMetadataTags: 'disabled',
    },
    PrivateDnsNameOptions: {
      HostnameType: 'ip-name',
      EnableResourceNameDnsARecord: false,
      EnableResourceNameDnsAAAARecord: false,
    },
    ProductCodes: [],
    ...(state === 'terminated'
      ? { ...nowhere, StateTransitionReason: 'User initiated' }
      : placed(world, instance, state)),
    Tags: tagList(instance.tags),
  };
}

/** One that has ended has neither network nor disk. */
const nowhere = {
  BlockDeviceMappings: [],
  NetworkInterfaces: [],
  PrivateDnsName: '',
  PublicDnsName: '',
  SecurityGroups: [],
};

function placed(world: World, instance: Instance, state: InstanceState): Partial<InstanceAnswer> {
  const SecurityGroups = instance.groupIds.map((id) => ({
    GroupId: id,
    GroupName: world.ec2.securityGroups.get(id)?.groupName,
  }));
  const address = state === 'running' ? instance.publicIpAddress : undefined;
  return {
    SubnetId: instance.subnetId,
    VpcId: instance.vpcId,
    PrivateIpAddress: instance.privateIpAddress,
    PrivateDnsName: privateName(world, instance.privateIpAddress),
    PublicIpAddress: address,
    PublicDnsName: publicNameOf(world, instance, state) ?? '',
    SecurityGroups,
    SourceDestCheck: instance.sourceDestCheck,
    StateTransitionReason: state === 'stopped' ? 'User initiated' : '',
    NetworkInterfaces: interfacesOf(world, instance, SecurityGroups),
    BlockDeviceMappings: blockDevicesOf(world, instance),
  };
}

/** What its root volume goes by. */
export const ROOT_DEVICE = '/dev/xvda';

export function blockDevicesOf(world: World, { instanceId }: Instance): InstanceBlockDeviceMapping[] {
  return [...world.ec2.volumes.values()]
    .filter((volume) => volume.instanceId === instanceId)
    .map(({ volumeId, createTime }) => ({
      DeviceName: ROOT_DEVICE,
      Ebs: { AttachTime: new Date(createTime), DeleteOnTermination: true, Status: 'attached', VolumeId: volumeId },
    }));
}

function interfacesOf(world: World, instance: Instance, Groups: GroupIdentifier[]): InstanceNetworkInterface[] {
  const nic = world.ec2.networkInterfaces.get(instance.networkInterfaceId);
  if (nic === undefined) return [];
  const name = privateName(world, nic.privateIpAddress);
  const association = associationOf(world, instance);
  return [
    {
      NetworkInterfaceId: nic.networkInterfaceId,
      SubnetId: nic.subnetId,
      VpcId: nic.vpcId,
      OwnerId: world.account,
      Description: nic.description,
      Groups,
      InterfaceType: nic.interfaceType,
      MacAddress: macOf(nic),
      Ipv6Addresses: [],
      PrivateDnsName: name,
      PrivateIpAddress: nic.privateIpAddress,
      PrivateIpAddresses: [
        { Primary: true, PrivateDnsName: name, PrivateIpAddress: nic.privateIpAddress, ...association },
      ],
      ...association,
      SourceDestCheck: instance.sourceDestCheck,
      Status: 'in-use',
      Attachment: {
        AttachmentId: attachmentOf(nic),
        AttachTime: new Date(instance.launchTime),
        DeleteOnTermination: true,
        DeviceIndex: 0,
        NetworkCardIndex: 0,
        Status: 'attached',
      },
    },
  ];
}
