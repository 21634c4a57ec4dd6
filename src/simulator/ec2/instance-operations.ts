import type {
  DescribeInstancesRequest,
  DescribeInstancesResult,
  Instance as InstanceAnswer,
  InstanceStateChange,
  Reservation,
  RunInstancesRequest,
  StopInstancesRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { type KindName, need, notFound, required } from './kinds.ts';
import { addInstance, announceLaunch, setInstanceState } from './instances.ts';
import { type FilterTable, page, select } from './select.ts';
import type { Instance, InstanceState, Subnet, Tags } from './state.ts';
import { tagList, tagsAmong } from './tagging.ts';

export function runInstances(input: RunInstancesRequest, { world }: Call<World>): Reservation {
  const { ClientToken: clientToken } = input;
  const started = [...world.ec2.instances.values()].filter((other) => clientToken && other.clientToken === clientToken);
  if (started.length > 0) return reservationOf(world, started);

  const [nic] = input.NetworkInterfaces ?? [];
  const subnet = subnetFor(world, input.SubnetId ?? nic?.SubnetId);
  const groupIds = input.SecurityGroupIds ?? nic?.Groups;
  const reservationId = newId(world, 'r');
  const tagsOf = (kind: KindName): Tags =>
    tagsAmong(['instance', 'volume', 'network-interface'], kind, input.TagSpecifications);
  const made = Array.from({ length: required(input.MaxCount, 'MaxCount') }, () =>
    addInstance(world, {
      subnetId: subnet.subnetId,
      imageId: required(input.ImageId, 'ImageId'),
      reservationId,
      ...(input.InstanceType === undefined ? {} : { instanceType: input.InstanceType }),
      ...(groupIds === undefined || groupIds.length === 0 ? {} : { groupIds }),
      ...(clientToken ? { clientToken } : {}),
      tags: tagsOf('instance'),
      volumeTags: tagsOf('volume'),
    }),
  );
  for (const instance of made) announceLaunch(world, instance);
  return reservationOf(world, made, 'pending');
}

export function describeInstances(input: DescribeInstancesRequest, { world }: Call<World>): DescribeInstancesResult {
  const found = select({
    kind: 'instance',
    records: world.ec2.instances,
    ids: input.InstanceIds,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input);
  const reservationIds = new Set(items.map((instance) => instance.reservationId));
  return {
    Reservations: [...reservationIds].map((id) =>
      reservationOf(
        world,
        items.filter((instance) => instance.reservationId === id),
      ),
    ),
    ...rest,
  };
}

/** `StartInstances`, `StopInstances` or `TerminateInstances`: says `passing`, and has reached `state` when next read. */
export function movingInstances(state: InstanceState, passing: keyof typeof STATE_CODES): Operation<World> {
  return (input: StopInstancesRequest, { world }: Call<World>): object => {
    const ids = required(input.InstanceIds, 'InstanceIds');
    const missing = ids.filter((id) => !world.ec2.instances.has(id));
    if (missing.length > 0) throw notFound('instance', missing);
    const instances = ids.map((id) => need('instance', world.ec2.instances, id));
    const ended = instances.find((instance) => instance.state === 'terminated' && state !== 'terminated');
    if (ended)
      throw new AwsError(
        'IncorrectInstanceState',
        `The instance '${ended.instanceId}' is not in a state from which it can be changed.`,
      );
    const changes = instances.map((instance): InstanceStateChange => {
      const before = instance.state;
      setInstanceState(world, instance, state);
      return {
        InstanceId: instance.instanceId,
        PreviousState: stateAnswer(before),
        CurrentState: stateAnswer(before === state ? state : passing),
      };
    });
    // All three calls name their one list differently; the codec writes the one that the call has.
    return { StartingInstances: changes, StoppingInstances: changes, TerminatingInstances: changes };
  };
}

function subnetFor(world: World, subnetId: string | undefined): Subnet {
  if (subnetId !== undefined) return need('subnet', world.ec2.subnets, subnetId);
  const subnet = [...world.ec2.subnets.values()].find((candidate) => candidate.defaultForAz);
  if (subnet === undefined)
    throw new AwsError('MissingInput', 'No subnets found for the default VPC. Please specify a subnet.');
  return subnet;
}

const STATE_CODES = {
  pending: 0,
  running: 16,
  'shutting-down': 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
} as const;

function stateAnswer(name: keyof typeof STATE_CODES): { Code: number; Name: keyof typeof STATE_CODES } {
  return { Code: STATE_CODES[name], Name: name };
}

function filtersFor(world: World): FilterTable<Instance> {
  return {
    'instance-id': (instance) => instance.instanceId,
    'instance-state-name': (instance) => instance.state,
    'instance-state-code': (instance) => STATE_CODES[instance.state],
    'instance-type': (instance) => instance.instanceType,
    'image-id': (instance) => instance.imageId,
    'vpc-id': (instance) => instance.vpcId,
    'subnet-id': (instance) => instance.subnetId,
    'availability-zone': (instance) => world.ec2.subnets.get(instance.subnetId)?.availabilityZone,
    'private-ip-address': (instance) => instance.privateIpAddress,
    'ip-address': (instance) => instance.publicIpAddress,
    'instance.group-id': (instance) => instance.groupIds,
    'network-interface.network-interface-id': (instance) => instance.networkInterfaceId,
  };
}

function reservationOf(world: World, instances: readonly Instance[], state?: InstanceState): Reservation {
  return {
    ReservationId: instances[0]?.reservationId,
    OwnerId: world.account,
    Groups: [],
    Instances: instances.map((instance) => answer(world, instance, state ?? instance.state)),
  };
}

function answer(world: World, instance: Instance, state: InstanceState): InstanceAnswer {
  const SecurityGroups = instance.groupIds.map((id) => ({
    GroupId: id,
    GroupName: world.ec2.securityGroups.get(id)?.groupName,
  }));
  const placed =
    state === 'terminated'
      ? {}
      : {
          SubnetId: instance.subnetId,
          VpcId: instance.vpcId,
          PrivateIpAddress: instance.privateIpAddress,
          SecurityGroups,
        };
  return {
    InstanceId: instance.instanceId,
    ImageId: instance.imageId,
    InstanceType: instance.instanceType as NonNullable<InstanceAnswer['InstanceType']>,
    State: stateAnswer(state),
    LaunchTime: new Date(instance.launchTime),
    ClientToken: instance.clientToken,
    Placement: {
      AvailabilityZone: world.ec2.subnets.get(instance.subnetId)?.availabilityZone,
      Tenancy: 'default',
    },
    ...placed,
    ...(state === 'running' ? { PublicIpAddress: instance.publicIpAddress } : {}),
    Tags: tagList(instance.tags),
  };
}
