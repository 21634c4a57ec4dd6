import type {
  AutoScalingGroupsType,
  AutoScalingGroupNamesType,
  CreateAutoScalingGroupType,
  DeleteAutoScalingGroupType,
  UpdateAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { matching, page } from '../ec2/select.ts';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { needGroup, needLastingGroup, makeArn, refuse } from './find.ts';
import { groupAnswer } from './group-answer.ts';
import { defaultSettings, readSettings, readSizes, readSubnets } from './group-request.ts';
import { sourceArns } from './attachments.ts';
import { putLifecycleHook } from './hooks.ts';
import { isLaunchAsked, readLaunch } from './launch-request.ts';
import { cancelRefreshes } from './refreshes.ts';
import type { Group } from './state.ts';
import { readTags } from './tags.ts';

export function createAutoScalingGroup(input: CreateAutoScalingGroupType, call: Call<World>): object {
  const { world } = call;
  const name = requireName(input.AutoScalingGroupName);
  const twin = world.autoScaling.groups.get(name);
  if (twin)
    throw new AwsError(
      'AlreadyExists',
      `AutoScalingGroup by this name already exists - A group with the name ${name} ${
        twin.deleting ? 'is pending delete' : 'already exists'
      }`,
    );
  const least = input.MinSize ?? 0;
  const group: Group = {
    name,
    arn: makeArn(world, `autoScalingGroup:${randomUuid(world.random)}:autoScalingGroupName/${name}`),
    createdAt: world.clock.now(),
    ...readLaunch(world, input),
    settings: readSettings(input, defaultSettings(world)),
    ...readSizes(input, { minSize: least, maxSize: input.MaxSize ?? 0, desiredCapacity: least }),
    subnetIds: readSubnets(world, input),
    targetGroups: new Map(sourceArns(world, input).map((arn) => [arn, 'attached'])),
    metrics: new Map(),
    suspended: new Set(),
    tags: readTags(input.Tags),
    members: new Map(),
    policies: new Map(),
    hooks: new Map(),
    activities: [],
    refreshes: [],
    deleting: false,
    scaledAt: undefined,
    launchHeldUntil: undefined,
  };
  world.autoScaling.groups.set(name, group);
  try {
    for (const hook of input.LifecycleHookSpecificationList ?? [])
      putLifecycleHook({ ...hook, AutoScalingGroupName: name }, call);
  } catch (error) {
    world.autoScaling.groups.delete(name);
    throw error;
  }
  return {};
}

export function updateAutoScalingGroup(input: UpdateAutoScalingGroupType, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  // All is read before anything is changed: a refused request leaves the group as it was.
  const { template, mixed } = isLaunchAsked(input) ? readLaunch(world, input, group) : group;
  const subnetIds = input.VPCZoneIdentifier || input.AvailabilityZones ? readSubnets(world, input) : group.subnetIds;
  const settings = readSettings(input, group.settings);
  Object.assign(group, {
    ...readSizes(input, group),
    template,
    mixed,
    subnetIds,
    settings,
    launchHeldUntil: undefined,
  });
  return {};
}

export function deleteAutoScalingGroup(input: DeleteAutoScalingGroupType, { world }: Call<World>): object {
  const group = needGroup(world, input.AutoScalingGroupName);
  if (!input.ForceDelete) requireEmpty(group);
  cancelRefreshes(world, group);
  group.deleting = true;
  group.minSize = 0;
  group.desiredCapacity = 0;
  if (group.members.size === 0) world.autoScaling.groups.delete(group.name);
  return {};
}

export function describeAutoScalingGroups(
  input: AutoScalingGroupNamesType,
  { world }: Call<World>,
): AutoScalingGroupsType {
  const wanted = new Set(input.AutoScalingGroupNames);
  const tagged = [...world.autoScaling.groups.values()]
    .filter((group) => wanted.size === 0 || wanted.has(group.name))
    .map((group) => ({ group, tags: new Map([...group.tags].map(([key, { value }]) => [key, value])) }));
  const found = matching(tagged, input.Filters, { 'tag-value': ({ tags }) => [...tags.values()] });
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 50, NextToken: input.NextToken });
  return { AutoScalingGroups: items.map(({ group }) => groupAnswer(world, group)), ...rest };
}

function requireName(value: string | undefined): string {
  if (value && value.length <= 255 && !value.includes(':')) return value;
  return refuse(`The group name '${value}' must have 1 to 255 characters, and no colon`);
}

function requireEmpty(group: Group): void {
  const members = [...group.members.values()];
  if (members.some((member) => member.state === 'InService'))
    throw new AwsError(
      'ResourceInUse',
      'You cannot delete an AutoScalingGroup while there are instances or pending Spot instance request(s) still in the group.',
    );
  if (members.length > 0)
    throw new AwsError(
      'ScalingActivityInProgress',
      'You cannot delete an AutoScalingGroup while there are scaling activities in progress for that group.',
    );
}
