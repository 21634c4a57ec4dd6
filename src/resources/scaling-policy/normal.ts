import { plain } from '../../core/inventory.ts';
import { sameJson, sortedSet } from '../../core/json.ts';
import type { StepScaling, TargetTracking } from './state.ts';

/** Whether they track the same; a label that is told by its target group is one that ends in it. */
export function sameTracking(wanted: TargetTracking, live: TargetTracking | undefined): boolean {
  if (live === undefined) return false;
  const { resourceLabel: label, ...rest } = wanted;
  const { resourceLabel: standing, ...others } = live;
  return sameJson(normalTracking(rest), normalTracking(others)) && sameLabel(label, standing);
}

export function sameSteps(wanted: StepScaling, live: StepScaling | undefined): boolean {
  return live !== undefined && sameJson(normalSteps(wanted), normalSteps(live));
}

/** The end of a label that is about the target group with that ARN. */
export function labelEnd(targetGroup: string): string {
  return targetGroup.slice(targetGroup.indexOf(':targetgroup/') + 1);
}

function sameLabel(wanted: TargetTracking['resourceLabel'], live: TargetTracking['resourceLabel']): boolean {
  if (typeof wanted !== 'object') return wanted === live;
  return typeof live === 'string' && live.endsWith(`/${labelEnd(plain(wanted.targetGroup))}`);
}

function normalTracking({ customizedMetric, ...rest }: TargetTracking): TargetTracking {
  const same = bareTracking(rest);
  if (customizedMetric === undefined) return same;
  const { dimensions = {}, ...metric } = customizedMetric;
  return { ...same, customizedMetric: { ...metric, dimensions } };
}

function normalSteps(step: StepScaling): StepScaling {
  return { ...bareSteps(step), steps: sortedSet(step.steps) };
}

/** Without what AWS sets by itself: it would be told as a difference wherever another field differs. */
export function bareTracking({ disableScaleIn, ...rest }: TargetTracking): TargetTracking {
  return disableScaleIn === true ? { ...rest, disableScaleIn } : rest;
}

/** The same of steps. */
export function bareSteps({ metricAggregationType = 'Average', ...rest }: StepScaling): StepScaling {
  return metricAggregationType === 'Average' ? rest : { ...rest, metricAggregationType };
}
