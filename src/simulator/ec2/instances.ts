import type { Ec2World } from '../world.ts';
import { announceState } from './announce.ts';
import { newId } from './ids.ts';
import { addNetworkInterface, releaseNetworkInterface } from './interfaces.ts';
import { need } from './kinds.ts';
import { needGroups } from './security-groups.ts';
import type { Instance, InstanceState, Tags } from './state.ts';
import { addRootVolume, deleteVolumesOf } from './volumes.ts';

interface NewInstance {
  readonly subnetId: string;
  readonly imageId: string;
  readonly instanceType?: string | undefined;
  readonly isSpot?: boolean;
  readonly groupIds?: readonly string[];
  readonly reservationId?: string;
  readonly privateIpAddress?: string;
  readonly publicIp?: boolean;
  readonly keyName?: string;
  readonly launchIndex?: number;
  readonly tenancy?: string;
  readonly monitored?: boolean;
  readonly shutdownBehavior?: string;
  readonly userData?: string;
  readonly protection?: Instance['protection'];
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
    ...(wanted.privateIpAddress === undefined ? {} : { privateIpAddress: wanted.privateIpAddress }),
  });
  const instance: Instance = {
    instanceId,
    reservationId: wanted.reservationId ?? newId(world, 'r'),
    subnetId: subnet.subnetId,
    vpcId: subnet.vpcId,
    state: 'running',
    privateIpAddress: nic.privateIpAddress,
    ...((wanted.publicIp ?? subnet.mapPublicIpOnLaunch) ? { publicIpAddress: publicAddress(world) } : {}),
    groupIds: [...groupIds],
    imageId: wanted.imageId,
    instanceType: wanted.instanceType ?? 't2.micro',
    isSpot: wanted.isSpot ?? false,
    networkInterfaceId: nic.networkInterfaceId,
    launchIndex: wanted.launchIndex ?? 0,
    ...(wanted.keyName === undefined ? {} : { keyName: wanted.keyName }),
    tenancy: wanted.tenancy ?? 'default',
    monitored: wanted.monitored ?? false,
    sourceDestCheck: true,
    shutdownBehavior: wanted.shutdownBehavior ?? 'stop',
    ...(wanted.userData === undefined ? {} : { userData: wanted.userData }),
    protection: wanted.protection ?? { termination: false, stop: false },
    launchTime: world.clock.now(),
    ...(wanted.clientToken === undefined ? {} : { clientToken: wanted.clientToken }),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.instances.set(instanceId, instance);
  addRootVolume(world, instance, wanted.volumeTags ?? new Map());
  return instance;
}

/** What an instance passes through on its way to a state. */
const passing: Partial<Record<InstanceState, string>> = {
  running: 'pending',
  stopped: 'stopping',
  terminated: 'shutting-down',
};

/** Moves an instance to a state; one that is terminated lets its network interface and its volume go. */
export function setInstanceState(world: Ec2World, instance: Instance, state: InstanceState): void {
  if (instance.state !== state) announceMove(world, instance, state);
  instance.state = state;
  if (state !== 'terminated') return;
  instance.endedAt ??= world.clock.now();
  releaseNetworkInterface(world, instance.networkInterfaceId, 0);
  deleteVolumesOf(world, instance.instanceId);
}

/** Announces one that runs at once. */
export function announceLaunch(world: Ec2World, instance: Instance): void {
  announceState(world, instance, 'pending');
  announceState(world, instance, 'running');
}

/** Announces that an instance comes to a state, and what it passes through. */
function announceMove(world: Ec2World, instance: Instance, state: InstanceState): void {
  const through = passing[state];
  if (through !== undefined && through !== instance.state) announceState(world, instance, through);
  announceState(world, instance, state);
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
