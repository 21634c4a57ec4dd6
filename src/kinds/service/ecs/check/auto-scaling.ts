import type { Fault } from '../../../../schema/fault.ts';
import { quote } from '../../../../schema/words.ts';
import { repeats } from '../../../check/repeats.ts';
import type { Manifest } from '../../../manifest.ts';
import { stepping } from '../../auto-scaling-group/check/scaling-policies.ts';
import { forecasting, queries } from '../../check/metrics.ts';
import type { ScalingPolicySpec } from '../scaling.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';

/** Bounds and policies that leave no number of tasks, or no way to find it. */
export function* autoScaling(
  { autoScaling: given, desiredCount }: EcsSpec,
  { spec: { targetGroups = [] } }: Manifest<'Service'>,
): Iterable<Fault> {
  if (given === undefined) return;
  const { min, max, policies = [] } = given;
  if (min > max) yield { path: at('autoScaling', 'min'), message: `must not be above max, and ${min} is above ${max}` };
  else if (desiredCount !== undefined && (desiredCount < min || desiredCount > max))
    yield {
      path: at('desiredCount'),
      message: `must be between autoScaling.min and max, and ${desiredCount} is not between ${min} and ${max}`,
    };
  for (const { item } of repeats(policies.entries(), ([, { name }]) => name))
    yield {
      path: at('autoScaling', 'policies', item[0], 'name'),
      message: `there are two policies of the name ${quote(item[1].name)}`,
    };
  const groups = targetGroups.map(({ targetGroup }) => JSON.stringify(targetGroup));
  for (const [index, { targetTracking, step, predictive }] of policies.entries()) {
    const own = [
      ...inside('targetTracking', targetTracking === undefined ? [] : tracking(targetTracking, groups)),
      ...inside('predictive', predictive === undefined ? [] : forecasting(predictive)),
      ...inside('step', step === undefined ? [] : stepping(step)),
    ];
    for (const fault of own) yield { ...fault, path: at('autoScaling', 'policies', index, ...fault.path) };
  }
}

function* inside(field: string, faults: Iterable<Fault>): Iterable<Fault> {
  for (const fault of faults) yield { ...fault, path: [field, ...fault.path] };
}

function* tracking(
  { predefinedMetric, targetGroup, targetValue, metricMath }: NonNullable<ScalingPolicySpec['targetTracking']>,
  groups: readonly string[],
): Iterable<Fault> {
  if (targetValue <= 0) yield { path: ['targetValue'], message: `must be more than 0, is ${targetValue}` };
  if (metricMath !== undefined) yield* inside('metricMath', queries(metricMath));
  const isByTarget = predefinedMetric === 'ALBRequestCountPerTarget';
  if (!isByTarget && targetGroup !== undefined)
    yield { path: ['targetGroup'], onKey: true, message: 'goes only with ALBRequestCountPerTarget' };
  if (isByTarget && targetGroup !== undefined && !groups.includes(JSON.stringify(targetGroup)))
    yield { path: ['targetGroup'], message: 'must be one of the target groups of this Service' };
  if (isByTarget && targetGroup === undefined && groups.length !== 1)
    yield {
      path: ['predefinedMetric'],
      message: `needs targetGroup, since this Service has ${groups.length === 0 ? 'no target group' : `${groups.length} target groups`}`,
      hint: 'with one target group it is known',
    };
}
