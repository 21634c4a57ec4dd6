import type { Path } from '../../../../core/problem.ts';
import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import type { Manifest } from '../../../manifest.ts';
import type { ScalingPolicySpec } from '../policies.ts';
import type { AutoScalingGroupSpec } from '../schema.ts';

type TrackingSpec = NonNullable<ScalingPolicySpec['targetTracking']>;
type StepSpec = NonNullable<ScalingPolicySpec['step']>;

export function* scalingPolicies(
  { scalingPolicies: given = [] }: AutoScalingGroupSpec,
  { spec }: Manifest<'Service'>,
): Iterable<Fault> {
  for (const { item } of repeats(given.entries(), ([, { name }]) => name)) {
    const [index, { name }] = item;
    yield { path: ['scalingPolicies', index, 'name'], message: `there are two policies of the name ${quote(name)}` };
  }
  for (const [index, { targetTracking, step }] of given.entries()) {
    const at = (field: string, fault: Fault): Fault => ({
      ...fault,
      path: ['scalingPolicies', index, field, ...fault.path],
    });
    if (targetTracking !== undefined)
      for (const fault of tracking(targetTracking, spec.targetGroups?.length ?? 0)) yield at('targetTracking', fault);
    if (step !== undefined) for (const fault of stepping(step)) yield at('step', fault);
  }
}

function* tracking({ predefinedMetric, resourceLabel, targetValue }: TrackingSpec, groups: number): Iterable<Fault> {
  if (targetValue <= 0) yield { path: ['targetValue'], message: `must be more than 0, is ${targetValue}` };
  const isByTarget = predefinedMetric === 'ALBRequestCountPerTarget';
  if (!isByTarget && resourceLabel !== undefined)
    yield { path: ['resourceLabel'], onKey: true, message: 'goes only with ALBRequestCountPerTarget' };
  if (isByTarget && resourceLabel === undefined && groups !== 1)
    yield {
      path: ['predefinedMetric'],
      message: `needs resourceLabel, since this Service has ${groups === 0 ? 'no target group' : `${groups} target groups`}`,
      hint: 'with one target group it is known',
    };
}

export function* stepping({ adjustmentType, steps, minAdjustmentMagnitude }: StepSpec): Iterable<Fault> {
  if (minAdjustmentMagnitude !== undefined && adjustmentType !== 'PercentChangeInCapacity')
    yield {
      path: ['minAdjustmentMagnitude'],
      onKey: true,
      message: 'goes only with adjustmentType PercentChangeInCapacity',
    };
  for (const [index, { lower = -Infinity, upper = Infinity, adjustment }] of steps.entries()) {
    const path: Path = ['steps', index];
    if (lower >= upper)
      yield { path, message: `lower must be less than upper, and ${lower} is not less than ${upper}` };
    if (adjustmentType === 'ExactCapacity' && adjustment < 0)
      yield { path: [...path, 'adjustment'], message: `must be 0 or more with ExactCapacity, is ${adjustment}` };
  }
  yield* touching(steps);
}

/** The ranges, from the lowest on, leave no gap and don't overlap. */
function* touching(steps: StepSpec['steps']): Iterable<Fault> {
  const ranges = [...steps.entries()]
    .map(([index, { lower = -Infinity, upper = Infinity }]) => ({ index, lower, upper }))
    .sort((a, b) => a.lower - b.lower);
  for (const [place, { index, lower }] of ranges.entries()) {
    const before = ranges[place - 1];
    if (before === undefined || before.upper === lower) continue;
    const what = before.upper > lower ? 'overlaps with' : 'leaves a gap to';
    yield { path: ['steps', index], message: `${what} the step below it, which ${ending(before.upper)}` };
  }
}

function ending(upper: number): string {
  return upper === Infinity ? 'has no upper end' : `ends at ${upper}`;
}
