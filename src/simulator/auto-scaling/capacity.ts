import type {
  ActivityType,
  AutoScalingInstancesType,
  DescribeAutoScalingInstancesType,
  SetDesiredCapacityType,
  TerminateInstanceInAutoScalingGroupType,
} from '@aws-sdk/client-auto-scaling';
import { page } from '../ec2/select.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { activityAnswer } from './activities.ts';
import { needLastingGroup, needMember, refuse } from './find.ts';
import { memberAnswer } from './group-answer.ts';
import { requireWithin } from './group-request.ts';
import { retire } from './retire.ts';

export function setDesiredCapacity(input: SetDesiredCapacityType, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  const desired = input.DesiredCapacity ?? 0;
  requireWithin(desired, group);
  const coolAt = (group.scaledAt ?? Number.NEGATIVE_INFINITY) + group.settings.DefaultCooldown * 1000;
  if (input.HonorCooldown && world.clock.now() < coolAt)
    throw new AwsError('ScalingActivityInProgress', `Scaling activity of '${group.name}' is in its cooldown period.`);
  if (desired !== group.desiredCapacity) group.scaledAt = world.clock.now();
  group.desiredCapacity = desired;
  return {};
}

export function terminateInstance(
  input: TerminateInstanceInAutoScalingGroupType,
  { world }: Call<World>,
): ActivityType {
  const { group, member } = needMember(world, input.InstanceId);
  if (member.state === 'Terminating')
    throw new AwsError('ScalingActivityInProgress', `Instance ${member.instanceId} is being terminated already.`);
  if (input.ShouldDecrementDesiredCapacity) {
    if (group.desiredCapacity <= group.minSize)
      refuse(
        `Currently, desiredSize equals minSize (${group.minSize}). Terminating instance without replacement will violate group's min size constraint.`,
      );
    group.desiredCapacity -= 1;
  }
  const activity = retire(world, group, member, 'a user asked for the termination of the instance.');
  return { Activity: activityAnswer(group, activity) };
}

export function describeAutoScalingInstances(
  input: DescribeAutoScalingInstancesType,
  { world }: Call<World>,
): AutoScalingInstancesType {
  const wanted = new Set(input.InstanceIds);
  const found = [...world.autoScaling.groups.values()]
    .flatMap((group) => [...group.members.values()].map((member) => ({ group, member })))
    .filter(({ member }) => wanted.size === 0 || wanted.has(member.instanceId));
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 50, NextToken: input.NextToken });
  return {
    AutoScalingInstances: items.map(({ group, member }) => {
      const answer = memberAnswer(group, member);
      return { ...answer, AutoScalingGroupName: group.name, HealthStatus: answer.HealthStatus?.toUpperCase() };
    }),
    ...rest,
  };
}
