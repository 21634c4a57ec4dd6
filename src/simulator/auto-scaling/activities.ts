import type {
  Activity as ActivityAnswer,
  ActivitiesType,
  DescribeScalingActivitiesType,
} from '@aws-sdk/client-auto-scaling';
import { page } from '../ec2/select.ts';
import { randomUuid } from '../random.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { needGroup } from './find.ts';
import type { Activity, Group } from './state.ts';

type Begun = Pick<Activity, 'description' | 'cause' | 'status'> & { readonly message?: string };

/** Writes down that the group does something; one that failed at once has ended at once. */
export function beginActivity(world: World, group: Group, begun: Begun): Activity {
  const now = world.clock.now();
  const activity: Activity = {
    id: randomUuid(world.random),
    description: begun.description,
    cause: `At ${new Date(now).toISOString()} ${begun.cause}`,
    startedAt: now,
    endedAt: begun.status === 'Failed' ? now : undefined,
    status: begun.status,
    message: begun.message,
  };
  group.activities.push(activity);
  return activity;
}

/** Notes how it ended; undefined where that was known before. */
export function endActivity(
  world: World,
  group: Group,
  id: string,
  status: 'Successful' | 'Cancelled',
): Activity | undefined {
  const activity = group.activities.find((candidate) => candidate.id === id);
  if (activity === undefined || activity.endedAt !== undefined) return undefined;
  activity.status = status;
  activity.endedAt = world.clock.now();
  return activity;
}

export function describeScalingActivities(
  input: DescribeScalingActivitiesType,
  { world }: Call<World>,
): ActivitiesType {
  const groups = input.AutoScalingGroupName
    ? [needGroup(world, input.AutoScalingGroupName)]
    : [...world.autoScaling.groups.values()];
  const wanted = new Set(input.ActivityIds);
  const found = groups
    .flatMap((group) => group.activities.toReversed().map((activity) => ({ group, activity })))
    .filter(({ activity }) => wanted.size === 0 || wanted.has(activity.id));
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 100, NextToken: input.NextToken });
  return { Activities: items.map(({ group, activity }) => activityAnswer(group, activity)), ...rest };
}

export function activityAnswer(group: Group, activity: Activity): ActivityAnswer {
  return {
    ActivityId: activity.id,
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: group.arn,
    Description: activity.description,
    Cause: activity.cause,
    StartTime: new Date(activity.startedAt),
    EndTime: activity.endedAt === undefined ? undefined : new Date(activity.endedAt),
    StatusCode: activity.status,
    StatusMessage: activity.message,
    Progress: activity.endedAt === undefined ? 50 : 100,
    Details: '{}',
  };
}
