import type { World } from '../world.ts';
import { activeMembers } from './find.ts';
import { verdicts } from './load-balancing.ts';
import { capacityOf } from './mixed-instances.ts';
import { endRefresh, runningRefresh } from './refreshes.ts';
import { retire } from './retire.ts';
import { warmupMs } from './scaling.ts';
import type { Group, Member, Refresh } from './state.ts';

const PATIENCE_MS = 3_600_000;

/** Carries the group's refresh on: replaces as many at once as stay above the healthy share, and counts those done. */
export function roll(world: World, group: Group): void {
  const refresh = runningRefresh(group);
  if (refresh === undefined || group.suspended.has('InstanceRefresh')) return;
  if (refresh.status === 'Cancelling') {
    endRefresh(world, refresh, 'Cancelled');
    return;
  }
  if (refresh.status === 'Pending') begin(world, group, refresh);
  if (refresh.status === 'InProgress') count(world, group, refresh);
  if (refresh.status === 'InProgress' && isDone(world, group, refresh)) finish(world, group, refresh);
  else if (patienceEndsAt(refresh) <= world.clock.now())
    endRefresh(world, refresh, 'Failed', 'No instance became healthy within an hour, so the refresh was given up.');
  else if (refresh.status === 'InProgress') replaceSome(world, group, refresh);
}

/** How many instances a refresh adds to the desired capacity while it replaces. */
export function surge(group: Group): number {
  const refresh = runningRefresh(group);
  if (refresh?.status !== 'InProgress') return 0;
  const most = refresh.preferences.MaxHealthyPercentage ?? 100;
  const room = Math.floor((group.desiredCapacity * most) / 100) - group.desiredCapacity;
  return Math.min(room, replaceable(group, refresh).length);
}

/** The instants at which a refresh may have something to do. */
export function rollingDue(world: World, group: Group): number[] {
  const refresh = runningRefresh(group);
  if (refresh === undefined) return [];
  return [patienceEndsAt(refresh), ...activeMembers(group).map((member) => warmAt(world, group, { member, refresh }))];
}

function begin(world: World, group: Group, refresh: Refresh): void {
  const unsettled = [...group.members.values()].some((member) => member.state !== 'InService');
  if (unsettled || capacityOf([...group.members.values()]) < group.desiredCapacity) return;
  refresh.status = 'InProgress';
  refresh.startedAt = world.clock.now();
  refresh.progressedAt = world.clock.now();
}

function count(world: World, group: Group, refresh: Refresh): void {
  const total = refresh.replacing.length;
  const fresh = activeMembers(group).filter((member) => !refresh.standing.includes(member.instanceId));
  const ready = fresh.filter((member) => isReady(world, group, { member, refresh })).length;
  const done = Math.min(Math.max(ready, total - refresh.remaining), total);
  if (done === total - refresh.remaining) return;
  refresh.remaining = total - done;
  refresh.percentage = Math.floor((100 * done) / total);
  refresh.progressedAt = world.clock.now();
}

function isDone(world: World, group: Group, refresh: Refresh): boolean {
  const members = [...group.members.values()];
  return (
    !members.some((member) => refresh.replacing.includes(member.instanceId)) &&
    capacityOf(members) >= group.desiredCapacity &&
    members.every((member) => isReady(world, group, { member, refresh }))
  );
}

function finish(world: World, group: Group, refresh: Refresh): void {
  refresh.percentage = 100;
  refresh.remaining = 0;
  if (refresh.template) Object.assign(group, { template: refresh.template, mixed: refresh.mixed });
  endRefresh(world, refresh, 'Successful');
}

function replaceSome(world: World, group: Group, refresh: Refresh): void {
  const candidates = replaceable(group, refresh);
  const ready = activeMembers(group).filter((member) => isReady(world, group, { member, refresh }));
  const least = Math.ceil((group.desiredCapacity * (refresh.preferences.MinHealthyPercentage ?? 0)) / 100);
  // Small groups could never move under the share that must stay healthy: they go one by one, from full strength.
  const oneByOne = surge(group) === 0 && ready.length >= group.desiredCapacity ? 1 : 0;
  const spare = Math.max(ready.length - least, oneByOne);
  const cause = 'an instance was taken out of service in response to an instance refresh.';
  for (const member of candidates.slice(0, Math.max(0, spare))) retire(world, group, member, cause);
}

/** Those still to be replaced, save the protected ones where the refresh waits for somebody to end these. */
function replaceable(group: Group, refresh: Refresh): Member[] {
  const waits = refresh.preferences.ScaleInProtectedInstances === 'Wait';
  return activeMembers(group).filter(
    (member) => refresh.replacing.includes(member.instanceId) && !(waits && member.protectedFromScaleIn),
  );
}

interface Rolled {
  readonly member: Member;
  readonly refresh: Refresh;
}

function isReady(world: World, group: Group, { member, refresh }: Rolled): boolean {
  if (member.state !== 'InService' || warmAt(world, group, { member, refresh }) > world.clock.now()) return false;
  const found = group.settings.HealthCheckType.includes('ELB') ? verdicts(world, group, member) : [];
  return found.every((state) => state !== 'initial' && state !== 'unhealthy');
}

/** Only what a refresh started has to warm up; what it found was at work before. */
function warmAt(world: World, { settings }: Group, { member, refresh }: Rolled): number {
  if (refresh.standing.includes(member.instanceId)) return member.launchedAt;
  const seconds =
    refresh.preferences.InstanceWarmup ?? settings.DefaultInstanceWarmup ?? settings.HealthCheckGracePeriod;
  return (member.inServiceAt ?? Number.POSITIVE_INFINITY) + warmupMs(world, seconds);
}

function patienceEndsAt(refresh: Refresh): number {
  return refresh.progressedAt + PATIENCE_MS;
}
