import type { AutoScalingGroup, Instance } from '@aws-sdk/client-auto-scaling';
import type { World } from '../world.ts';
import { attachedArns } from './load-balancing.ts';
import { mixedAnswer } from './mixed-instances.ts';
import type { Group, Member } from './state.ts';
import { tagAnswers } from './tags.ts';

export function groupAnswer(world: World, group: Group): AutoScalingGroup {
  const zones = group.subnetIds.map((id) => world.ec2.subnets.get(id)?.availabilityZone ?? '');
  const arns = attachedArns(group);
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    ...(group.mixed === undefined ? { LaunchTemplate: group.template } : { MixedInstancesPolicy: mixedAnswer(group) }),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desiredCapacity,
    ...group.settings,
    AvailabilityZones: [...new Set(zones)].toSorted(),
    VPCZoneIdentifier: group.subnetIds.join(','),
    LoadBalancerNames: [],
    TargetGroupARNs: arns,
    TrafficSources: arns.map((Identifier) => ({ Identifier, Type: 'elbv2' })),
    Instances: [...group.members.values()].map((member) => memberAnswer(group, member)),
    CreatedTime: new Date(group.createdAt),
    SuspendedProcesses: [...group.suspended].map((ProcessName) => ({
      ProcessName,
      SuspensionReason: 'User suspended',
    })),
    EnabledMetrics: [...group.metrics].map(([Metric, Granularity]) => ({ Metric, Granularity })),
    Tags: tagAnswers(group),
    ...(group.deleting ? { Status: 'Delete in progress' } : {}),
  };
}

export function memberAnswer({ mixed }: Group, member: Member): Instance {
  const isWeighted = mixed?.overrides.some(({ WeightedCapacity }) => WeightedCapacity !== undefined) ?? false;
  return {
    InstanceId: member.instanceId,
    InstanceType: member.instanceType,
    ImageId: member.imageId,
    AvailabilityZone: member.availabilityZone,
    LifecycleState: member.actions?.size ? `${member.state as 'Pending' | 'Terminating'}:Wait` : member.state,
    HealthStatus: member.healthy ? 'Healthy' : 'Unhealthy',
    LaunchTemplate: member.template,
    ...(isWeighted ? { WeightedCapacity: String(member.weight) } : {}),
    ProtectedFromScaleIn: member.protectedFromScaleIn,
  };
}
