import type {
  CancelInstanceRefreshAnswer,
  CancelInstanceRefreshType,
  DescribeInstanceRefreshesAnswer,
  DescribeInstanceRefreshesType,
  InstanceRefresh,
  RefreshPreferences,
  StartInstanceRefreshAnswer,
  StartInstanceRefreshType,
} from '@aws-sdk/client-auto-scaling';
import { needTemplate, needVersion } from '../ec2/launch-template-find.ts';
import { page } from '../ec2/select.ts';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { activeMembers, needGroup, needLastingGroup, refuse } from './find.ts';
import { isLaunchAsked, readLaunch } from './launch-request.ts';
import { mixedAnswer } from './mixed-instances.ts';
import type { Group, Member, Refresh, TemplateUse } from './state.ts';

export function startInstanceRefresh(
  input: StartInstanceRefreshType,
  { world }: Call<World>,
): StartInstanceRefreshAnswer {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  if (input.Strategy && input.Strategy !== 'Rolling') refuse(`The simulator has no strategy '${input.Strategy}'`);
  const running = runningRefresh(group);
  if (running)
    throw new AwsError('InstanceRefreshInProgress', `An Instance Refresh is already in progress: ${running.id}`);
  const preferences = readPreferences(input.Preferences);
  const { DesiredConfiguration: asked } = input;
  const { template, mixed } = asked && isLaunchAsked(asked) ? readLaunch(world, asked, group) : {};
  const replacing = replaced(world, group, template ?? group.template, preferences);
  const now = world.clock.now();
  const refresh: Refresh = {
    id: randomUuid(world.random),
    createdAt: now,
    preferences,
    template,
    mixed,
    standing: activeMembers(group).map((member) => member.instanceId),
    replacing,
    status: 'Pending',
    reason: undefined,
    startedAt: undefined,
    endedAt: undefined,
    progressedAt: now,
    percentage: 0,
    remaining: replacing.length,
  };
  group.refreshes.push(refresh);
  return { InstanceRefreshId: refresh.id };
}

export function cancelInstanceRefresh(
  input: CancelInstanceRefreshType,
  { world }: Call<World>,
): CancelInstanceRefreshAnswer {
  const group = needGroup(world, input.AutoScalingGroupName);
  const running = runningRefresh(group);
  if (running === undefined)
    throw new AwsError('ActiveInstanceRefreshNotFound', `No Instance Refresh of '${group.name}' is in progress.`);
  running.status = 'Cancelling';
  running.reason = 'Cancelled by user.';
  return { InstanceRefreshId: running.id };
}

export function describeInstanceRefreshes(
  input: DescribeInstanceRefreshesType,
  { world }: Call<World>,
): DescribeInstanceRefreshesAnswer {
  const group = needGroup(world, input.AutoScalingGroupName);
  const wanted = new Set(input.InstanceRefreshIds);
  const found = group.refreshes.toReversed().filter((refresh) => wanted.size === 0 || wanted.has(refresh.id));
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 50, NextToken: input.NextToken });
  return { InstanceRefreshes: items.map((refresh) => answer(group, refresh)), ...rest };
}

/** The refresh that is not over yet: there is never more than one. */
export function runningRefresh(group: Group): Refresh | undefined {
  return group.refreshes.find((refresh) => refresh.endedAt === undefined);
}

export function endRefresh(world: World, refresh: Refresh, status: Refresh['status'], reason?: string): void {
  refresh.status = status;
  refresh.reason = reason ?? refresh.reason;
  refresh.endedAt = world.clock.now();
}

export function cancelRefreshes(world: World, group: Group): void {
  const running = runningRefresh(group);
  if (running) endRefresh(world, running, 'Cancelled', 'The Auto Scaling group is being deleted.');
}

function readPreferences(asked: RefreshPreferences = {}): RefreshPreferences {
  const { MinHealthyPercentage: least = 90, MaxHealthyPercentage: most } = asked;
  if (least < 0 || least > 100) refuse('MinHealthyPercentage must be between 0 and 100');
  if (most !== undefined && (most < 100 || most > 200 || most - least > 100))
    refuse('MaxHealthyPercentage must be between 100 and 200, and at most 100 above MinHealthyPercentage');
  return {
    SkipMatching: false,
    AutoRollback: false,
    ScaleInProtectedInstances: 'Wait',
    StandbyInstances: 'Wait',
    ...asked,
    MinHealthyPercentage: least,
  };
}

/** Whom a refresh is to replace: everybody, or with `SkipMatching` those that were launched from something else. */
function replaced(world: World, group: Group, use: TemplateUse, preferences: RefreshPreferences): string[] {
  const { number } = needVersion(needTemplate(world, { LaunchTemplateId: use.LaunchTemplateId }), use.Version);
  const matches = ({ template }: Member): boolean =>
    template.LaunchTemplateId === use.LaunchTemplateId && template.Version === String(number);
  const spared = ({ protectedFromScaleIn }: Member): boolean =>
    protectedFromScaleIn && preferences.ScaleInProtectedInstances === 'Ignore';
  return activeMembers(group)
    .filter((member) => !spared(member) && !(preferences.SkipMatching && matches(member)))
    .map((member) => member.instanceId);
}

function answer(group: Group, refresh: Refresh): InstanceRefresh {
  const { startedAt, endedAt } = refresh;
  return {
    InstanceRefreshId: refresh.id,
    AutoScalingGroupName: group.name,
    Status: refresh.status,
    StatusReason: refresh.reason,
    StartTime: startedAt === undefined ? undefined : new Date(startedAt),
    EndTime: endedAt === undefined ? undefined : new Date(endedAt),
    PercentageComplete: refresh.percentage,
    InstancesToUpdate: refresh.remaining,
    Preferences: refresh.preferences,
    Strategy: 'Rolling',
    ...(refresh.template === undefined
      ? {}
      : { DesiredConfiguration: desired({ ...group, ...refresh, template: refresh.template }) }),
  };
}

function desired(launch: Group): InstanceRefresh['DesiredConfiguration'] {
  const policy = mixedAnswer(launch);
  return policy === undefined ? { LaunchTemplate: launch.template } : { MixedInstancesPolicy: policy };
}
