import type { World } from '../world.ts';
import type { Activity, Group } from './state.ts';

interface Announced {
  readonly what: 'Launch' | 'Terminate';
  readonly activity: Activity;
  readonly instanceId?: string;
  readonly subnetId?: string;
}

/** Announces that an instance was launched or terminated, or why that failed, as Auto Scaling does. */
export function announceActivity(world: World, group: Group, announced: Announced): void {
  const { what, activity, instanceId, subnetId = '' } = announced;
  const now = world.clock.now();
  const failed = activity.status === 'Failed';
  world.emit?.(now, () => ({
    source: 'aws.autoscaling',
    detailType: `EC2 Instance ${what} ${failed ? 'Unsuccessful' : 'Successful'}`,
    resources: [
      group.arn,
      ...(instanceId === undefined ? [] : [`arn:aws:ec2:${world.region}:${world.account}:instance/${instanceId}`]),
    ],
    detail: {
      StatusCode: failed ? 'Failed' : 'InProgress',
      AutoScalingGroupName: group.name,
      ActivityId: activity.id,
      RequestId: activity.id,
      Description: activity.description,
      Cause: activity.cause,
      StatusMessage: activity.message ?? '',
      StartTime: new Date(activity.startedAt).toISOString(),
      EndTime: new Date(now).toISOString(),
      EC2InstanceId: instanceId ?? '',
      Details: {
        'Availability Zone': world.ec2.subnets.get(subnetId)?.availabilityZone ?? '',
        'Subnet ID': subnetId,
      },
      Origin: what === 'Launch' ? 'EC2' : 'AutoScalingGroup',
      Destination: what === 'Launch' ? 'AutoScalingGroup' : 'EC2',
    },
  }));
}
