import type { Static } from 'typebox';
import type { Fault } from '../../../schema/fault.ts';
import { quote } from '../../../schema/words.ts';
import { repeats } from '../../check/repeats.ts';
import type { metricMath, predictive } from '../metric.ts';

/** Metrics of which not one and only one counts, or that are both a metric and worked out of others. */
export function* queries(given: Static<typeof metricMath>): Iterable<Fault> {
  for (const { item } of repeats(given.entries(), ([, { id }]) => id))
    yield { path: [item[0], 'id'], message: `there are two of the id ${quote(item[1].id)}` };
  for (const [index, { expression, metricStat }] of given.entries()) {
    if (expression === undefined && metricStat === undefined)
      yield { path: [index], message: '"metricStat" is missing', hint: 'or expression' };
    if (expression !== undefined && metricStat !== undefined)
      yield { path: [index, 'expression'], onKey: true, message: 'does not go with metricStat: one of them is meant' };
  }
  const counting = given.filter(({ returnData }) => returnData !== false).length;
  if (counting !== 1)
    yield {
      path: [],
      message: `one of them must count, and ${counting} do`,
      hint: 'set returnData: false of all others',
    };
}

const ownMetrics = [
  'customizedScalingMetricSpecification',
  'customizedLoadMetricSpecification',
  'customizedCapacityMetricSpecification',
] as const;

/** A forecast of nothing, or of two things. */
export function* forecasting(given: Static<typeof predictive>): Iterable<Fault> {
  const { maxCapacityBreachBehavior: behavior = 'HonorMaxCapacity', maxCapacityBuffer: buffer } = given;
  if (behavior === 'IncreaseMaxCapacity' && buffer === undefined)
    yield { path: [], message: '"maxCapacityBuffer" is missing: IncreaseMaxCapacity needs it' };
  if (behavior === 'HonorMaxCapacity' && buffer !== undefined)
    yield { path: ['maxCapacityBuffer'], onKey: true, message: 'goes only with IncreaseMaxCapacity' };
  for (const [index, metrics] of given.metricSpecifications.entries()) {
    const path = ['metricSpecifications', index];
    const pair = metrics.predefinedMetricPairSpecification;
    const scaling = metrics.predefinedScalingMetricSpecification ?? metrics.customizedScalingMetricSpecification;
    const load = metrics.predefinedLoadMetricSpecification ?? metrics.customizedLoadMetricSpecification;
    if (pair !== undefined && (scaling !== undefined || load !== undefined))
      yield {
        path: [...path, 'predefinedMetricPairSpecification'],
        onKey: true,
        message: 'does not go with a scaling or load metric, both of which it is',
      };
    if (pair === undefined && (scaling === undefined || load === undefined))
      yield {
        path,
        message: 'does not say what is forecast',
        hint: 'a predefinedMetricPairSpecification, or a scaling metric and a load metric',
      };
    for (const field of ownMetrics)
      for (const fault of queries(metrics[field]?.metricDataQueries ?? [{ id: 'none', expression: '0' }]))
        yield { ...fault, path: [...path, field, 'metricDataQueries', ...fault.path] };
  }
}
