import type { Text } from '../../core/value.ts';

/** When a service gets more or fewer tasks: one of `targetTracking` and `step`. */
export interface ServiceScalingPolicyState {
  /** `service/demo/web`. */
  readonly target: Text;
  readonly name: string;
  readonly targetTracking?: TargetTracking;
  readonly step?: Step;
}

/** Each key is compared on its own. */
export interface TargetTracking {
  readonly predefinedMetric?: string;
  /** For the requests per target: the group whose targets are meant. Live, the end of its ARN: `targetgroup/web/0123`. */
  readonly targetGroup?: Text;
  readonly customizedMetric?: CustomizedMetric;
  readonly targetValue?: number;
  readonly scaleOutCooldownSeconds?: number;
  readonly scaleInCooldownSeconds?: number;
  readonly disableScaleIn?: boolean;
}

export interface CustomizedMetric {
  readonly namespace: string;
  readonly metricName: string;
  readonly dimensions?: Readonly<Record<string, string>>;
  readonly statistic: string;
  readonly unit?: string;
}

/** Each key is compared on its own. */
export interface Step {
  readonly adjustmentType?: string;
  /** From the lowest range to the highest. */
  readonly steps?: readonly { readonly lower?: number; readonly upper?: number; readonly adjustment: number }[];
  readonly minAdjustmentMagnitude?: number;
  readonly cooldownSeconds?: number;
  readonly metricAggregationType?: string;
}
