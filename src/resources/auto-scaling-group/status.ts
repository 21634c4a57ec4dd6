import type { Activity, AutoScalingGroup, InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import type { AutoScalingPort } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import type { Status } from '../../core/resource.ts';
import { isFor, isUnderWay, newestRefresh, outdatedIn } from './refresh.ts';

/** How many of a group's newest activities are looked through for a failure. */
const ACTIVITIES = 5;

/** The instances that are left go on serving as they are. */
const UNREFRESHED =
  'fix what it names, then change the launch template, or start an instance refresh in AWS: this one is not retried';

/** How a group is doing, and which unhealthy instances Auto Scaling is not replacing. */
export interface Condition {
  readonly status: Status;
  readonly overdue: readonly string[];
}

/**
 * What the list of groups does not tell is asked for only where it matters: a refresh where one was asked for and instances are
 * outdated, activities where instances are missing.
 */
export async function conditionOf(
  autoScaling: AutoScalingPort,
  group: AutoScalingGroup,
  isRefreshed: boolean,
): Promise<Condition> {
  if (group.Status !== undefined) return { status: { ready: false, text: group.Status.toLowerCase() }, overdue: [] };
  const name = group.AutoScalingGroupName ?? '';
  const outdated = isRefreshed ? outdatedIn(group) : [];
  const newest = outdated.length === 0 ? undefined : await newestRefresh(autoScaling, name);
  const refresh = newest !== undefined && (isUnderWay(newest) || isFor(newest, group)) ? newest : undefined;
  const trouble = isComplete(group) ? undefined : await lastTrouble(autoScaling, name);
  return { status: statusOf(group, refresh, trouble), overdue: refresh === undefined ? outdated : [] };
}

function statusOf(group: AutoScalingGroup, refresh: InstanceRefresh | undefined, trouble: string | undefined): Status {
  const counts = `${inService(group)}/${group.DesiredCapacity ?? 0} in service`;
  if (refresh !== undefined && isUnderWay(refresh)) {
    return { ready: false, text: `instance refresh ${refresh.PercentageComplete ?? 0} %, ${counts}` };
  }
  if (refresh !== undefined && refresh.Status !== 'Successful') {
    const reason = refresh.StatusReason ?? 'AWS gives no reason';
    const text = `instance refresh ${spaced(refresh.Status)}: ${reason}; ${counts}`;
    return { ready: false, failed: true, text, remedy: UNREFRESHED };
  }
  return { ready: isComplete(group), text: trouble === undefined ? counts : `${counts}: ${trouble}` };
}

function isComplete(group: AutoScalingGroup): boolean {
  return inService(group) >= (group.DesiredCapacity ?? 0);
}

function inService({ Instances = [] }: AutoScalingGroup): number {
  return Instances.filter(
    ({ LifecycleState, HealthStatus }) => LifecycleState === 'InService' && HealthStatus !== 'Unhealthy',
  ).reduce((sum, { WeightedCapacity = '1' }) => sum + Number(WeightedCapacity), 0);
}

/** Why AWS could not launch: the newest failure since the last success. It is for the report only: a look goes on where it can't be read. */
async function lastTrouble(autoScaling: AutoScalingPort, group: string): Promise<string | undefined> {
  try {
    const { Activities = [] } = await autoScaling.describeScalingActivities({
      AutoScalingGroupName: group,
      MaxRecords: ACTIVITIES,
    });
    const ended = Activities.find(({ StatusCode }) => StatusCode === 'Successful' || hasFailed(StatusCode));
    return ended !== undefined && hasFailed(ended.StatusCode) ? ended.StatusMessage : undefined;
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return undefined;
    throw thrown;
  }
}

function hasFailed(status: Activity['StatusCode']): boolean {
  return status === 'Failed' || status === 'Cancelled';
}

/** `RollbackFailed` in words. */
function spaced(status = ''): string {
  return status.replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase();
}
