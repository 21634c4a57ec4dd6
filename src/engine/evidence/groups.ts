import type { AutoScalingPort, Ec2Port } from '../../aws/ports.ts';
import { EC2_PAGE, chunks } from '../../aws/pages.ts';
import type { Live } from '../../core/resource.ts';
import type { GroupEvidence } from '../../diagnosis/evidence.ts';
import { readGroups } from '../../resources/auto-scaling-group/observe.ts';
import { newestRefresh } from '../../resources/auto-scaling-group/refresh.ts';
import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';

/** How many of a group's newest activities are looked at. */
const ACTIVITIES = 20;
const MOST_FAILURES = 3;

/** What Auto Scaling says of a group: its members, what it could not launch, and how its last refresh ended. */
export async function readGroup(
  autoScaling: AutoScalingPort,
  { state: { name }, status }: Live<AutoScalingGroupState>,
): Promise<GroupEvidence> {
  const [groups, activities, refresh] = await Promise.all([
    readGroups(autoScaling, [name]),
    autoScaling.describeScalingActivities({ AutoScalingGroupName: name, MaxRecords: ACTIVITIES }),
    status?.failed ? newestRefresh(autoScaling, name) : undefined,
  ]);
  const { Activities = [] } = activities;
  const success = Activities.findIndex(({ StatusCode }) => StatusCode === 'Successful');
  const failures = (success === -1 ? Activities : Activities.slice(0, success))
    .filter(({ StatusCode }) => StatusCode === 'Failed' || StatusCode === 'Cancelled')
    .flatMap(({ StatusMessage }) => StatusMessage ?? []);
  const members = (groups[0]?.Instances ?? []).filter(
    ({ LifecycleState: at = '' }) => at === 'InService' || at.startsWith('Pending'),
  );
  return {
    members: members.length,
    failures: failures.slice(0, MOST_FAILURES),
    ...(refresh === undefined
      ? {}
      : { refresh: { status: refresh.Status ?? '', reason: refresh.StatusReason ?? 'AWS gives no reason' } }),
  };
}

/** Which of the images are gone. A filter that nothing passes is no error, as an id that leads nowhere would be. */
export async function goneAmong(ec2: Ec2Port, images: readonly string[]): Promise<Set<string>> {
  const pages = await Promise.all(
    chunks(images, EC2_PAGE).map((Values) => ec2.describeImages({ Filters: [{ Name: 'image-id', Values }] })),
  );
  const standing = new Set(pages.flatMap(({ Images = [] }) => Images).map(({ ImageId }) => ImageId));
  return new Set(images.filter((image) => !standing.has(image)));
}
