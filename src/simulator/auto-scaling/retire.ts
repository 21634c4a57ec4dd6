import { setInstanceState } from '../ec2/instances.ts';
import type { World } from '../world.ts';
import { announceActivity } from './announce.ts';
import { beginActivity, endActivity } from './activities.ts';
import { holdBack } from './lifecycle-actions.ts';
import { drainingTargets, withdraw } from './load-balancing.ts';
import type { Activity, Group, Member } from './state.ts';

/** Takes a member out of service: its target groups let it drain before it ends. */
export function retire(world: World, group: Group, member: Member, cause: string): Activity {
  endActivity(world, group, member.activityId, 'Cancelled');
  const activity = beginActivity(world, group, {
    description: `Terminating EC2 instance: ${member.instanceId}`,
    cause,
    status: 'WaitingForELBConnectionDraining',
  });
  member.state = 'Terminating';
  member.actions = undefined;
  member.activityId = activity.id;
  for (const arn of group.targetGroups.keys()) withdraw(world, member, arn);
  return activity;
}

/** Ends the instances that have drained and that no hook holds, and forgets the target groups that were left. */
export function finishRetirements(world: World, group: Group): void {
  const draining = drainingTargets(world, group);
  for (const member of group.members.values()) {
    if (member.state !== 'Terminating' || draining.some(({ target }) => target.id === member.instanceId)) continue;
    if (isHeld(world, group, member)) continue;
    const instance = world.ec2.instances.get(member.instanceId);
    if (instance && instance.state !== 'terminated') setInstanceState(world, instance, 'terminated');
    const activity = endActivity(world, group, member.activityId, 'Successful');
    if (activity) announceActivity(world, group, { ...member, what: 'Terminate', activity });
    group.members.delete(member.instanceId);
  }
  for (const [arn, stage] of group.targetGroups)
    if (stage === 'leaving' && !draining.some((target) => target.arn === arn)) group.targetGroups.delete(arn);
}

/** Once its targets have drained, the hooks are asked; a group that is deleted with all that is in it asks none. */
function isHeld(world: World, group: Group, member: Member): boolean {
  if (group.deleting) return false;
  if (member.actions === undefined) {
    holdBack(world, group, member);
    const activity = group.activities.find(({ id }) => id === member.activityId);
    if (activity !== undefined && isWaiting(member)) activity.status = 'MidLifecycleAction';
  }
  return isWaiting(member);
}

function isWaiting({ actions }: Member): boolean {
  return actions !== undefined && actions.size > 0;
}

/** Who has to go when a group shrinks: from the zone with the most members, by the group's first policy that chooses. */
export function mostDispensable(group: Group, candidates: readonly Member[]): Member | undefined {
  const sizes = new Map<string, number>();
  for (const { availabilityZone: zone } of candidates) sizes.set(zone, (sizes.get(zone) ?? 0) + 1);
  const most = Math.max(...sizes.values());
  const [first] = candidates
    .filter((member) => !member.protectedFromScaleIn && sizes.get(member.availabilityZone) === most)
    .toSorted((one, other) => compare(group.settings.TerminationPolicies, one, other));
  return first ?? candidates.find((member) => !member.protectedFromScaleIn);
}

type Order = (one: Member, other: Member) => number;

const byAge: Order = (one, other) => one.launchedAt - other.launchedAt;
const byTemplate: Order = (one, other) => Number(one.template.Version) - Number(other.template.Version);

const orders: Readonly<Record<string, Order>> = {
  Default: (one, other) => byTemplate(one, other) || byAge(one, other),
  NewestInstance: (one, other) => byAge(other, one),
  OldestInstance: byAge,
  OldestLaunchTemplate: byTemplate,
};

function compare(policies: readonly string[], one: Member, other: Member): number {
  for (const policy of policies) {
    const order = orders[policy]?.(one, other) ?? 0;
    if (order !== 0) return order;
  }
  return 0;
}
