import { sameSet } from '../../core/fields.ts';

/** What a group can report to CloudWatch. */
const instanceMetrics = ['InService', 'Pending', 'Standby', 'Terminating', 'Total'];

/** The metrics that every group has reported from the first day; AWS adds others to what it calls all. */
const basicMetrics = [
  'GroupMinSize',
  'GroupMaxSize',
  'GroupDesiredCapacity',
  ...instanceMetrics.map((state) => `Group${state}Instances`),
];

/** Every metric by AWS's name. */
export const knownMetrics: readonly string[] = [
  ...basicMetrics,
  ...instanceMetrics.map((state) => `Group${state}Capacity`),
  'WarmPoolMinSize',
  'WarmPoolDesiredCapacity',
  'WarmPoolPendingCapacity',
  'WarmPoolTerminatingCapacity',
  'WarmPoolWarmedCapacity',
  'WarmPoolTotalCapacity',
  'GroupAndWarmPoolDesiredCapacity',
  'GroupAndWarmPoolTotalCapacity',
];

/** Stands for all metrics, as far as somebody wants them. */
export const allMetrics: readonly string[] = ['all'];

/** Whether all of them are asked for. */
export function areAllAsked(metrics: readonly string[]): boolean {
  return sameSet(metrics, allMetrics);
}

export function sameMetrics(wanted: readonly string[], live: readonly string[] = []): boolean {
  return areAllAsked(wanted) ? basicMetrics.every((metric) => live.includes(metric)) : sameSet(wanted, live);
}

/** The checks beside EC2's own, which is always made, in no order. */
export function sameHealthChecks(wanted: string, live = ''): boolean {
  const others = (types: string): string => [...new Set(types.split(','))].filter(isOther).sort().join();
  return others(wanted) === others(live);
}

function isOther(type: string): boolean {
  return type !== '' && type !== 'EC2';
}
