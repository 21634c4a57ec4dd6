import type {
  AutoScalingGroup,
  DesiredConfiguration,
  Instance,
  InstanceRefresh,
  LaunchTemplateSpecification,
} from '@aws-sdk/client-auto-scaling';
import type { AutoScalingPort } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { templateOf } from './mixed-sdk.ts';
import { toSdkPreferences } from './sdk.ts';
import type { RefreshPreferences } from './type.ts';

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
export function isFor({ DesiredConfiguration }: InstanceRefresh, group: AutoScalingGroup): boolean {
  return isSameVersion(templateOf(DesiredConfiguration ?? {}), templateOf(group));
}

/**
 * Instances that were launched from anything but the version that the group is pinned to, save those that are leaving. A type
 * with a template of its own has that one.
 */
export function outdatedIn(group: AutoScalingGroup): string[] {
  const { Instances = [], MixedInstancesPolicy: policy } = group;
  const others = (policy?.LaunchTemplate?.Overrides ?? []).flatMap(({ LaunchTemplateSpecification: own }) => own ?? []);
  const isCurrent = ({ LaunchTemplate: used }: Instance): boolean =>
    isSameVersion(used, templateOf(group)) ||
    others.some(({ LaunchTemplateId }) => LaunchTemplateId === used?.LaunchTemplateId);
  return Instances.filter((instance) => !instance.LifecycleState?.startsWith('Terminat') && !isCurrent(instance)).map(
    ({ InstanceId = '' }) => InstanceId,
  );
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
  wanted: DesiredConfiguration,
  preferences: RefreshPreferences,
): Promise<void> {
  try {
    await autoScaling.startInstanceRefresh({
      AutoScalingGroupName: group,
      Strategy: 'Rolling',
      DesiredConfiguration: wanted,
      Preferences: toSdkPreferences(preferences),
    });
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError) || thrown.code !== 'not-ready') throw thrown;
    const newest = await newestRefresh(autoScaling, group);
    if (!isSameVersion(templateOf(newest?.DesiredConfiguration ?? {}), templateOf(wanted))) throw thrown;
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
