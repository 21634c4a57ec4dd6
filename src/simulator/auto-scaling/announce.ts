import type { LifecycleHook } from '@aws-sdk/client-auto-scaling';
import type { World } from '../world.ts';
import type { Activity, Group, LifecycleAction, Member } from './state.ts';

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
  const failed = activity.status === 'Failed' || activity.status === 'Cancelled';
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

interface AnnouncedAction extends Pick<Member, 'instanceId' | 'state'> {
  readonly hook: LifecycleHook;
  readonly action: LifecycleAction;
}

/** Announces that a hook waits to be answered. */
export function announceAction(world: World, group: Group, { instanceId, state, hook, action }: AnnouncedAction): void {
  const isEnd = state === 'Terminating';
  world.emit?.(world.clock.now(), () => ({
    source: 'aws.autoscaling',
    detailType: `EC2 Instance-${isEnd ? 'terminate' : 'launch'} Lifecycle Action`,
    resources: [group.arn],
    detail: {
      LifecycleActionToken: action.token,
      AutoScalingGroupName: group.name,
      LifecycleHookName: hook.LifecycleHookName ?? '',
      EC2InstanceId: instanceId,
      LifecycleTransition: hook.LifecycleTransition ?? '',
      ...(hook.NotificationMetadata === undefined ? {} : { NotificationMetadata: hook.NotificationMetadata }),
      Origin: isEnd ? 'AutoScalingGroup' : 'EC2',
      Destination: isEnd ? 'EC2' : 'AutoScalingGroup',
    },
  }));
}
