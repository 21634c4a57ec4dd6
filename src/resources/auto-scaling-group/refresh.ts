import type { AutoScalingGroup, InstanceRefresh, LaunchTemplateSpecification } from '@aws-sdk/client-auto-scaling';
import type { AutoScalingPort } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { toSdkPreferences, toSdkVersion } from './sdk.ts';
import type { LaunchTemplateVersion, RefreshPreferences } from './type.ts';

const underWay: ReadonlySet<InstanceRefresh['Status']> = new Set([
  'Pending',
  'InProgress',
  'Baking',
  'Cancelling',
  'RollbackInProgress',
]);

export function isUnderWay({ Status }: InstanceRefresh): boolean {
  return underWay.has(Status);
}

/** Whether it is, or was, to bring the instances to the version that the group is pinned to. */
export function isFor({ DesiredConfiguration }: InstanceRefresh, { LaunchTemplate }: AutoScalingGroup): boolean {
  return isSameVersion(DesiredConfiguration?.LaunchTemplate, LaunchTemplate);
}

/** Instances that were launched from anything but the version that the group is pinned to, save those that are leaving. */
export function outdatedIn({ Instances = [], LaunchTemplate }: AutoScalingGroup): string[] {
  return Instances.filter(
    (instance) =>
      !instance.LifecycleState?.startsWith('Terminat') && !isSameVersion(instance.LaunchTemplate, LaunchTemplate),
  ).map(({ InstanceId = '' }) => InstanceId);
}

/** The one that was started last. */
export async function newestRefresh(autoScaling: AutoScalingPort, group: string): Promise<InstanceRefresh | undefined> {
  const { InstanceRefreshes = [] } = await autoScaling.describeInstanceRefreshes({
    AutoScalingGroupName: group,
    MaxRecords: 1,
  });
  return InstanceRefreshes[0];
}

/**
 * Replaces what was launched from another version. AWS makes one refresh at a time: one that is under way for this very version
 * is as good as ours, and after any other it is this one's turn.
 */
export async function startRefresh(
  autoScaling: AutoScalingPort,
  group: string,
  template: LaunchTemplateVersion,
  preferences: RefreshPreferences,
): Promise<void> {
  const LaunchTemplate = toSdkVersion(template);
  try {
    await autoScaling.startInstanceRefresh({
      AutoScalingGroupName: group,
      Strategy: 'Rolling',
      DesiredConfiguration: { LaunchTemplate },
      Preferences: toSdkPreferences(preferences),
    });
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError) || thrown.code !== 'not-ready') throw thrown;
    const newest = await newestRefresh(autoScaling, group);
    if (!isSameVersion(newest?.DesiredConfiguration?.LaunchTemplate, LaunchTemplate)) throw thrown;
  }
}

function isSameVersion(
  one: LaunchTemplateSpecification | undefined,
  other: LaunchTemplateSpecification | undefined,
): boolean {
  return (
    one !== undefined &&
    other !== undefined &&
    one.LaunchTemplateId === other.LaunchTemplateId &&
    one.Version === other.Version
  );
}
