import type { Text } from '../../core/value.ts';

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
