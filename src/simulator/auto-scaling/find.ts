import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import type { Group, Member } from './state.ts';

/** AWS's answer to a request that is wrong in itself, or names what is not there. */
export function refuse(message: string): never {
  throw new AwsError('ValidationError', message);
}

export function needGroup(world: World, name: string | undefined): Group {
  const group = world.autoScaling.groups.get(name ?? '');
  return group ?? refuse(`AutoScalingGroup name not found - AutoScalingGroup '${name}' not found`);
}

/** The group, unless it is being deleted: by then nothing of it can be changed any more. */
export function needLastingGroup(world: World, name: string | undefined): Group {
  const group = needGroup(world, name);
  return group.deleting ? refuse(`AutoScalingGroup '${name}' is pending delete`) : group;
}

export function needMember(world: World, instanceId: string | undefined): { group: Group; member: Member } {
  for (const group of world.autoScaling.groups.values()) {
    const member = group.members.get(instanceId ?? '');
    if (member) return { group, member };
  }
  return refuse(`Instance Id not found - No managed instance found for instance ID: ${instanceId}`);
}

/** The members that are there to stay, so far as anybody knows. */
export function activeMembers(group: Group): Member[] {
  return [...group.members.values()].filter((member) => member.state !== 'Terminating');
}

export function makeArn(world: World, resource: string): string {
  return `arn:aws:autoscaling:${world.region}:${world.account}:${resource}`;
}
