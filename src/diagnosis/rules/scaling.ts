import type { AutoScalingGroupState } from '../../resources/auto-scaling-group/type.ts';
import type { LaunchTemplateState } from '../../resources/launch-template/type.ts';
import type { GroupEvidence } from '../evidence.ts';
import { calls, type Trouble } from '../finding.ts';
import { placeOf, type Facts, type Subject } from '../facts.ts';
import { launchCauseOf } from './launch-causes.ts';

type ScalingGroupSubject = Subject<AutoScalingGroupState>;

const PATIENCE = 5 * 60_000;

/** Auto Scaling groups that do not get the instances that they are to have. */
export function scaling(facts: Facts): Trouble[] {
  return facts.of<AutoScalingGroupState>('auto-scaling-group').flatMap((group) => {
    const read = facts.evidence.groups.get(group.live.physical);
    if (read === undefined) return [];
    const image = goneImage(facts, group);
    const launches = image ?? launchFailure(group, read);
    return [...(launches ?? belowMinimum(facts.now, group, read)), ...refreshFailure(group, read)];
  });
}

function goneImage({ of, evidence }: Facts, group: ScalingGroupSubject): Trouble[] | undefined {
  const { launchTemplate } = group.live.state;
  const template = of<LaunchTemplateState>('launch-template').find(({ live }) => live.physical === launchTemplate?.id);
  const image = template?.live.state.image;
  if (template === undefined || typeof image !== 'string' || !evidence.goneImages.has(image)) return undefined;
  return [
    {
      reason: 'image-gone',
      about: placeOf(group),
      concerns: [group.manifest],
      symptom: `nothing can be launched: the machine image ${image} of the launch template is gone`,
      evidence: [
        { said: `no image has the id ${image}`, call: calls.images },
        ...(evidence.groups.get(group.live.physical)?.failures ?? []).slice(0, 1).map(asActivity),
      ],
      remedy: {
        text: 'name an existing image, or create one of that name',
        field: { ...placeOf(template), path: 'spec.autoScalingGroup.launchTemplate.image' },
      },
    },
  ];
}

function launchFailure(group: ScalingGroupSubject, { failures, members }: GroupEvidence): Trouble[] | undefined {
  const [newest] = failures;
  if (newest === undefined) return undefined;
  const { text, path } = launchCauseOf(newest);
  return [
    {
      reason: 'launches-fail',
      about: placeOf(group),
      concerns: [group.manifest],
      symptom: `instances cannot be launched; the group has ${members}`,
      evidence: [...new Set(failures)].map(asActivity),
      remedy: { text, ...(path === undefined ? {} : { field: { ...placeOf(group), path } }) },
    },
  ];
}

function belowMinimum(now: number, group: ScalingGroupSubject, { members }: GroupEvidence): Trouble[] {
  const { state, createdAt = now } = group.live;
  const { minSize = 0 } = state;
  if (members >= minSize || now - createdAt <= PATIENCE) return [];
  return [
    {
      reason: 'below-minimum',
      about: placeOf(group),
      concerns: [group.manifest],
      symptom: `the group has ${members} instances, fewer than its minimum of ${minSize}`,
      evidence: [{ said: `MinSize ${minSize}, ${members} instances in service or on their way`, call: calls.groups }],
      remedy: {
        text: 'check whether the process Launch is suspended (aws autoscaling resume-processes), and what the activity history of the group says',
      },
    },
  ];
}

function refreshFailure(group: ScalingGroupSubject, { refresh }: GroupEvidence): Trouble[] {
  if (refresh === undefined) return [];
  return [
    {
      reason: 'refresh-failed',
      about: placeOf(group),
      concerns: [group.manifest],
      symptom: `instances are not replaced by the new version of the launch template: the refresh ended as ${refresh.status}`,
      evidence: [{ said: `${refresh.status}: ${refresh.reason}`, call: calls.refreshes }],
      remedy: {
        text: 'correct what keeps new instances from becoming healthy, and apply; or lower minHealthyPercentage',
        field: { ...placeOf(group), path: 'spec.autoScalingGroup.instanceRefresh' },
      },
    },
  ];
}

function asActivity(said: string): Trouble['evidence'][number] {
  return { said, call: calls.activities };
}
