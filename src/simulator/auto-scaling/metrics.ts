import type { DisableMetricsCollectionQuery, EnableMetricsCollectionQuery } from '@aws-sdk/client-auto-scaling';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { needLastingGroup, refuse } from './find.ts';

const groupMetrics = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  'GroupInServiceInstances',
  'GroupPendingInstances',
  'GroupStandbyInstances',
  'GroupTerminatingInstances',
  'GroupTotalInstances',
  'GroupInServiceCapacity',
  'GroupPendingCapacity',
  'GroupStandbyCapacity',
  'GroupTerminatingCapacity',
  'GroupTotalCapacity',
  'WarmPoolDesiredCapacity',
  'WarmPoolWarmedCapacity',
  'WarmPoolPendingCapacity',
  'WarmPoolTerminatingCapacity',
  'WarmPoolTotalCapacity',
  'GroupAndWarmPoolDesiredCapacity',
  'GroupAndWarmPoolTotalCapacity',
];

/** Without a list, all of them. */
export function enableMetricsCollection(input: EnableMetricsCollectionQuery, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  if (input.Granularity !== '1Minute') refuse(`'${input.Granularity}' is not a valid granularity: 1Minute is`);
  for (const metric of chosen(input.Metrics)) group.metrics.set(metric, input.Granularity);
  return {};
}

export function disableMetricsCollection(input: DisableMetricsCollectionQuery, { world }: Call<World>): object {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  for (const metric of chosen(input.Metrics)) group.metrics.delete(metric);
  return {};
}

function chosen(metrics: readonly string[] = []): readonly string[] {
  const unknown = metrics.find((metric) => !groupMetrics.includes(metric));
  if (unknown !== undefined) refuse(`'${unknown}' is not a valid metric of a group`);
  return metrics.length === 0 ? groupMetrics : metrics;
}
