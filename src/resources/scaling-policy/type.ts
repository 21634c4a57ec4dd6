import type { Fields } from '../../core/fields.ts';
import { plain } from '../../core/inventory.ts';
import { sameJson, sortedSet } from '../../core/json.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { ResourceType } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import type { AutoScalingGroupState } from '../auto-scaling-group/type.ts';
import { pairBy, sameIn } from '../pairing.ts';

/** One policy of an Auto Scaling group: it tracks a target, or goes by steps. */
export interface ScalingPolicyState {
  /** The group's name. */
  readonly group: Text;
  readonly name: string;
  readonly targetTracking?: TargetTracking;
  readonly step?: StepScaling;
  readonly estimatedInstanceWarmup?: number;
  readonly enabled?: boolean;
}

export interface TargetTracking {
  readonly predefinedMetric?: string;
  readonly customizedMetric?: CustomizedMetric;
  /** Of a metric of one target group: AWS's text, or the group that it is about. */
  readonly resourceLabel?: string | { readonly targetGroup: Text };
  readonly targetValue: number;
  readonly disableScaleIn?: boolean;
}

export interface CustomizedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly unit?: string;
  readonly period?: number;
}

export interface StepScaling {
  readonly adjustmentType: string;
  readonly steps: readonly Step[];
  readonly minAdjustmentMagnitude?: number;
  readonly metricAggregationType?: string;
}

/** Bounds are distances from the threshold of the alarm. */
export interface Step {
  readonly lower?: number;
  readonly upper?: number;
  readonly adjustment: number;
}

export type ScalingPolicyGroup = 'policy';

/** A policy is put as a whole, whatever of it differs. */
const scalingPolicyFields: Fields<ScalingPolicyState, ScalingPolicyGroup> = {
  // Policies are paired by name within their group, so that neither can differ.
  group: { onChange: 'replace', same: () => true, path: '' },
  name: { onChange: 'replace' },
  targetTracking: { onChange: 'policy', same: sameTracking },
  step: { onChange: 'policy', same: sameSteps },
  estimatedInstanceWarmup: { onChange: 'policy' },
  enabled: { onChange: 'policy', default: () => true },
};

export const scalingPolicyType: ResourceType<ScalingPolicyState> = {
  name: 'scaling-policy',
  parent: 'auto-scaling-group',
  fields: scalingPolicyFields,
  pair: (wanted, live) => pairBy([sameIn(({ name }) => name)], wanted, live),
  // Who never spoke of policies has none taken away.
  spares: (_, __, { container, parent }) =>
    (parent.state as AutoScalingGroupState).scalingPolicies === undefined &&
    readOwnership(container.tags)?.once('scalingPolicies') !== true,
  // A metric of a target group exists only once something forwards to the group.
  afterUsersOf: 'target-group',
  goesWithParent: () => true,
  repeatable: true,
  taggable: false,
};

/** Whether they track the same; a label that is told by its target group is one that ends in it. */
function sameTracking(wanted: TargetTracking, live: TargetTracking | undefined): boolean {
  if (live === undefined) return false;
  const { resourceLabel: label, ...rest } = wanted;
  const { resourceLabel: standing, ...others } = live;
  return sameJson(normalTracking(rest), normalTracking(others)) && sameLabel(label, standing);
}

function sameSteps(wanted: StepScaling, live: StepScaling | undefined): boolean {
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

/** Without what AWS sets by itself: it would be reported as a difference wherever another field differs. */
export function bareTracking({ disableScaleIn, ...rest }: TargetTracking): TargetTracking {
  return disableScaleIn === true ? { ...rest, disableScaleIn } : rest;
}

/** The same of steps. */
export function bareSteps({ metricAggregationType = 'Average', ...rest }: StepScaling): StepScaling {
  return metricAggregationType === 'Average' ? rest : { ...rest, metricAggregationType };
}
