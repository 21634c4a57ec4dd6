import type { Ec2World } from '../world.ts';
import { newId } from './ids.ts';
import { addNetworkInterface, releaseNetworkInterface } from './interfaces.ts';
import { need } from './kinds.ts';
import { needGroups } from './security-groups.ts';
import type { Instance, InstanceState, Tags } from './state.ts';
import { addRootVolume, deleteVolumesOf } from './volumes.ts';

interface NewInstance {
  readonly subnetId: string;
  readonly imageId: string;
  readonly instanceType?: string;
  readonly groupIds?: readonly string[];
  readonly reservationId?: string;
  readonly clientToken?: string;
  readonly tags?: Tags;
  readonly volumeTags?: Tags;
}

/** Starts an instance with its network interface. It runs at once: only the answer to the call says `pending`. */
export function addInstance(world: Ec2World, wanted: NewInstance): Instance {
  const subnet = need('subnet', world.ec2.subnets, wanted.subnetId);
  const groupIds = wanted.groupIds ?? [defaultGroup(world, subnet.vpcId)];
  needGroups(world, groupIds);
  const instanceId = newId(world, 'i');
  const nic = addNetworkInterface(world, {
    ...subnet,
    groupIds,
    description: '',
    interfaceType: 'interface',
    instanceId,
  });
  const instance: Instance = {
    instanceId,
    reservationId: wanted.reservationId ?? newId(world, 'r'),
    subnetId: subnet.subnetId,
    vpcId: subnet.vpcId,
    state: 'running',
    privateIpAddress: nic.privateIpAddress,
    ...(subnet.mapPublicIpOnLaunch ? { publicIpAddress: publicAddress(world) } : {}),
    groupIds: [...groupIds],
    imageId: wanted.imageId,
    instanceType: wanted.instanceType ?? 't2.micro',
    networkInterfaceId: nic.networkInterfaceId,
    launchTime: world.clock.now(),
    ...(wanted.clientToken === undefined ? {} : { clientToken: wanted.clientToken }),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.instances.set(instanceId, instance);
  addRootVolume(world, instance, wanted.volumeTags ?? new Map());
  return instance;
}

/** Moves an instance to a state; one that is terminated lets its network interface and its volume go. */
export function setInstanceState(world: Ec2World, instance: Instance, state: InstanceState): void {
  instance.state = state;
  if (state !== 'terminated') return;
  releaseNetworkInterface(world, instance.networkInterfaceId, 0);
  deleteVolumesOf(world, instance.instanceId);
}

/** An address of the range that documentation is written with. */
export function publicAddress(world: Ec2World): string {
  return `203.0.113.${1 + Math.floor(world.random() * 254)}`;
}

/** The group that holds whatever names none. */
export function defaultGroup(world: Ec2World, vpcId: string): string {
  const groups = [...world.ec2.securityGroups.values()];
  return groups.find((group) => group.vpcId === vpcId && group.groupName === 'default')?.groupId ?? '';
}
