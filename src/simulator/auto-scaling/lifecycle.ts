import type { Lifecycle } from '../lifecycle.ts';
import type { World } from '../world.ts';
import { answer } from './answer-action.ts';
import { activeMembers } from './find.ts';
import { finishLaunches, launch, startedAt } from './launch.ts';
import { actionsDue, overdue } from './lifecycle-actions.ts';
import { drainingTargets, enrol, firstVerdicts, verdicts } from './load-balancing.ts';
import { capacityOf } from './mixed-instances.ts';
import { runningRefresh } from './refreshes.ts';
import { finishRetirements, mostDispensable, retire } from './retire.ts';
import { roll, rollingDue, surge } from './rolling.ts';
import { nextScalingAt, scale } from './scaling.ts';
import type { Group, Member } from './state.ts';

/** Groups that keep their number of healthy instances. */
export const autoScalingLifecycle: Lifecycle = {
  dueAt(world) {
    const now = world.clock.now();
    const instants = [...world.autoScaling.groups.values()].flatMap((group) => dues(world, group));
    return Math.min(Number.POSITIVE_INFINITY, ...instants.filter((at) => at > now));
  },
  step(world) {
    for (const group of world.autoScaling.groups.values()) settle(world, group);
  },
};

function dues(world: World, group: Group): number[] {
  const members = activeMembers(group);
  const looksAtTargets = group.settings.HealthCheckType.includes('ELB');
  return [
    ...members.filter((member) => member.state === 'Pending').map((member) => startedAt(world, member)),
    ...drainingTargets(world, group).map(({ goneAt }) => goneAt),
    ...(looksAtTargets ? members.map((member) => graceEndsAt(group, member)) : []),
    ...(looksAtTargets ? firstVerdicts(world, group) : []),
    ...rollingDue(world, group),
    ...actionsDue(group),
    group.launchHeldUntil ?? 0,
    nextScalingAt(world, group) ?? 0,
  ];
}

function settle(world: World, group: Group): void {
  moveOn(world, group);
  if (group.deleting) {
    for (const member of activeMembers(group)) retire(world, group, member, 'the group is being deleted.');
  } else {
    replaceUnhealthy(world, group);
    scale(world, group);
    roll(world, group);
    balance(world, group);
  }
  // Once more for what takes no time at all.
  moveOn(world, group);
  if (group.deleting && group.members.size === 0) world.autoScaling.groups.delete(group.name);
}

function moveOn(world: World, group: Group): void {
  for (const member of group.members.values())
    for (const { hook, result } of overdue(world, group, member)) answer(world, group, { member, hook, result });
  finishLaunches(world, group);
  enrol(world, group);
  finishRetirements(world, group);
}

function replaceUnhealthy(world: World, group: Group): void {
  if (group.suspended.has('HealthCheck')) return;
  for (const member of activeMembers(group)) {
    const cause = illness(world, group, member);
    if (cause === undefined) continue;
    member.healthy = false;
    if (!group.suspended.has('ReplaceUnhealthy')) retire(world, group, member, cause);
  }
}

function illness(world: World, group: Group, member: Member): string | undefined {
  const state = world.ec2.instances.get(member.instanceId)?.state;
  if (state !== 'running' && state !== 'pending')
    return 'an instance was taken out of service in response to an EC2 health check indicating it has been terminated or stopped.';
  if (!group.settings.HealthCheckType.includes('ELB') || graceEndsAt(group, member) > world.clock.now())
    return undefined;
  return verdicts(world, group, member).includes('unhealthy')
    ? 'an instance was taken out of service in response to an ELB system health check failure.'
    : undefined;
}

function graceEndsAt({ settings }: Group, { inServiceAt }: Member): number {
  return (inServiceAt ?? Number.POSITIVE_INFINITY) + settings.HealthCheckGracePeriod * 1000;
}

/** Launches what is missing and retires what is too much, the zones kept even. */
function balance(world: World, group: Group): void {
  const wanted = group.desiredCapacity + surge(group);
  const { template, mixed } = runningRefresh(group) ?? {};
  const from = template === undefined ? group : { template, mixed };
  const capacity = (): number => capacityOf(activeMembers(group));
  while (capacity() < wanted && mayLaunch(world, group)) launch(world, group, from);
  while (capacity() > wanted && !group.suspended.has('Terminate')) {
    const member = mostDispensable(group, activeMembers(group));
    // One that counts for several goes only where all of it is too much.
    if (member === undefined || capacity() - member.weight < wanted) return;
    retire(world, group, member, 'an instance was taken out of service because the group had more than it should.');
  }
}

function mayLaunch(world: World, group: Group): boolean {
  return !group.suspended.has('Launch') && (group.launchHeldUntil ?? 0) <= world.clock.now();
}
