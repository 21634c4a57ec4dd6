import { addInstance, setInstanceState } from '../ec2/instances.ts';
import { templateTags } from '../ec2/launch-template-data.ts';
import { needTemplate, needVersion } from '../ec2/launch-template-find.ts';
import type { Instance, Subnet, Tags } from '../ec2/state.ts';
import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { announceActivity } from './announce.ts';
import { beginActivity, endActivity } from './activities.ts';
import { activeMembers } from './find.ts';
import { holdBack } from './lifecycle-actions.ts';
import { capacityOf, type Choice, choose } from './mixed-instances.ts';
import type { Group, Member, TemplateUsed } from './state.ts';

const HOLD_AFTER_FAILURE_MS = 60_000;

/** Launches one instance, or writes down why that failed and holds the next attempt back. */
export function launch(world: World, group: Group, { template: from, mixed }: Pick<Group, 'template' | 'mixed'>): void {
  const capacity = capacityOf(activeMembers(group));
  const cause = `an instance was started because the group had ${capacity} and should have more.`;
  try {
    const choice = choose(world, group, from, mixed);
    const { instance, template, zone } = start(world, group, choice);
    const description = `Launching a new EC2 instance: ${instance.instanceId}`;
    const { id } = beginActivity(world, group, { description, cause, status: 'PreInService' });
    const member: Member = {
      instanceId: instance.instanceId,
      subnetId: instance.subnetId,
      availabilityZone: zone,
      instanceType: instance.instanceType,
      imageId: instance.imageId,
      template,
      launchedAt: world.clock.now(),
      weight: choice.weight,
      isSpot: choice.isSpot,
      activityId: id,
      protectedFromScaleIn: group.settings.NewInstancesProtectedFromScaleIn,
      registeredWith: new Set(),
      state: 'Pending',
      healthy: true,
      inServiceAt: undefined,
      actions: undefined,
    };
    group.members.set(instance.instanceId, member);
    holdBack(world, group, member);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const message = `${error.message}. Launching EC2 instance failed.`;
    const description = 'Launching a new EC2 instance';
    const activity = beginActivity(world, group, { description, cause, status: 'Failed', message });
    announceActivity(world, group, { what: 'Launch', activity });
    group.launchHeldUntil = world.clock.now() + HOLD_AFTER_FAILURE_MS;
  }
}

/** Puts those into service whose start is over, and that no hook holds, unless they ended before. */
export function finishLaunches(world: World, group: Group): void {
  for (const member of group.members.values()) {
    const instance = world.ec2.instances.get(member.instanceId);
    if (member.state !== 'Pending' || startedAt(world, member) > world.clock.now()) continue;
    if (instance?.state === 'pending') setInstanceState(world, instance, 'running');
    if ((member.actions?.size ?? 0) > 0) continue;
    member.state = 'InService';
    member.inServiceAt = world.clock.now();
    const activity = endActivity(world, group, member.activityId, 'Successful');
    if (activity) announceActivity(world, group, { ...member, what: 'Launch', activity });
  }
}

export function startedAt(world: World, { launchedAt }: Member): number {
  return launchedAt + world.settings.instanceStartMs;
}

interface Started {
  readonly instance: Instance;
  readonly template: TemplateUsed;
  readonly zone: string;
}

function start(world: World, group: Group, { use, instanceType, isSpot }: Choice): Started {
  const template = needTemplate(world, { LaunchTemplateId: use.LaunchTemplateId });
  const { number, data } = needVersion(template, use.Version);
  const subnet = emptiestSubnet(world, group);
  const groupIds = data.SecurityGroupIds ?? data.NetworkInterfaces?.[0]?.Groups;
  const tags = templateTags(data, 'instance');
  for (const [key, tag] of group.tags) if (tag.propagateAtLaunch) tags.set(key, tag.value);
  const instance = addInstance(world, {
    subnetId: subnet.subnetId,
    imageId: data.ImageId ?? '',
    instanceType: instanceType ?? data.InstanceType,
    isSpot,
    ...(groupIds === undefined || groupIds.length === 0 ? {} : { groupIds }),
    tags: signed(tags, group, { id: template.launchTemplateId, version: number }),
    volumeTags: templateTags(data, 'volume'),
  });
  setInstanceState(world, instance, 'pending');
  return { instance, template: { ...use, Version: String(number) }, zone: subnet.availabilityZone };
}

/** AWS's own tags, by which everybody can tell whose an instance is. */
function signed(tags: Tags, group: Group, template: { id: string; version: number }): Tags {
  return tags
    .set('aws:autoscaling:groupName', group.name)
    .set('aws:ec2launchtemplate:id', template.id)
    .set('aws:ec2launchtemplate:version', String(template.version));
}

/** The subnet with the fewest members, of those in the zone with the fewest. */
function emptiestSubnet(world: World, group: Group): Subnet {
  const members = activeMembers(group);
  const count = (of: (member: Member) => boolean): number => members.filter(of).length;
  const choices = group.subnetIds.flatMap((id) => world.ec2.subnets.get(id) ?? []);
  const [best] = choices
    .map((subnet) => ({
      subnet,
      inZone: count((member) => member.availabilityZone === subnet.availabilityZone),
      inSubnet: count((member) => member.subnetId === subnet.subnetId),
    }))
    .toSorted((one, other) => one.inZone - other.inZone || one.inSubnet - other.inSubnet);
  if (best === undefined) throw new AwsError('InvalidSubnetID.NotFound', "None of the group's subnets exists");
  return best.subnet;
}
