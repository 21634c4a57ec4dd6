import type { TargetHealth } from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Target, TargetGroup } from '../elbv2/state.ts';
import { describeTargetHealth } from '../elbv2/target-health.ts';
import { deregisterTargets, registerTargets } from '../elbv2/targets.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import type { Group, Member } from './state.ts';

export function attachedArns(group: Group): string[] {
  return [...group.targetGroups].filter(([, stage]) => stage === 'attached').map(([arn]) => arn);
}

/** Registers those in service where they never were; what the target group refuses is tried again later. */
export function enrol(world: World, group: Group): void {
  if (group.suspended.has('AddToLoadBalancer')) return;
  for (const { arn } of attachedGroups(world, group))
    for (const member of group.members.values())
      if (member.state === 'InService' && !member.registeredWith.has(arn)) register(world, member, arn);
}

/** Takes a member out of a target group; its connections are given time to end. */
export function withdraw(world: World, member: Member, arn: string): void {
  member.registeredWith.delete(arn);
  if (!world.elbv2.targetGroups.has(arn)) return;
  deregisterTargets({ TargetGroupArn: arn, Targets: [{ Id: member.instanceId }] }, callIn(world));
}

/** The targets of the group's target groups that are its members and drain still. */
export function drainingTargets(world: World, group: Group): { arn: string; target: Target; goneAt: number }[] {
  const now = world.clock.now();
  return [...group.targetGroups.keys()].flatMap((arn) =>
    [...(world.elbv2.targetGroups.get(arn)?.targets.values() ?? [])].flatMap((target) =>
      group.members.has(target.id) && target.goneAt !== undefined && target.goneAt > now
        ? [{ arn, target, goneAt: target.goneAt }]
        : [],
    ),
  );
}

/** What the attached target groups find of a member, one verdict for each that knows it. */
export function verdicts(world: World, group: Group, { instanceId }: Member): TargetHealth['State'][] {
  return attachedGroups(world, group)
    .filter(({ targets }) => [...targets.values()].some((target) => target.id === instanceId))
    .map(({ arn }) => {
      const input = { TargetGroupArn: arn, Targets: [{ Id: instanceId }] };
      return describeTargetHealth(input, callIn(world)).TargetHealthDescriptions?.[0]?.TargetHealth?.State;
    });
}

/** When health checks first have something to say of the group's members. */
export function firstVerdicts(world: World, group: Group): number[] {
  return attachedGroups(world, group).flatMap(({ usedSince, targets }) =>
    usedSince === undefined
      ? []
      : [...targets.values()]
          .filter((target) => group.members.has(target.id))
          .map((target) => Math.max(target.registeredAt, usedSince) + world.settings.initialHealthMs),
  );
}

function attachedGroups(world: World, group: Group): TargetGroup[] {
  return attachedArns(group).flatMap((arn) => world.elbv2.targetGroups.get(arn) ?? []);
}

function register(world: World, member: Member, arn: string): void {
  try {
    registerTargets({ TargetGroupArn: arn, Targets: [{ Id: member.instanceId }] }, callIn(world));
    member.registeredWith.add(arn);
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
}

function callIn(world: World): Call<World> {
  return { ...world, world };
}
