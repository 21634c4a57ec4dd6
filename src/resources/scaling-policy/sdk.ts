import type { PutScalingPolicyType, ScalingPolicy } from '@aws-sdk/client-auto-scaling';
import { plain } from '../../core/inventory.ts';
import { present } from '../present.ts';
import {
  bareSteps,
  bareTracking,
  type CustomizedMetric,
  type ScalingPolicyState,
  type StepScaling,
  type TargetTracking,
} from './type.ts';

type SdkTracking = NonNullable<ScalingPolicy['TargetTrackingConfiguration']>;
type SdkMetric = NonNullable<SdkTracking['CustomizedMetricSpecification']>;

/** The whole policy; its label is told apart, since it may have to be looked up. */
export function toSdk(state: ScalingPolicyState, label: string | undefined): PutScalingPolicyType {
  const { group, name, targetTracking, step, estimatedInstanceWarmup, enabled } = state;
  return {
    AutoScalingGroupName: plain(group),
    PolicyName: name,
    EstimatedInstanceWarmup: estimatedInstanceWarmup,
    Enabled: enabled,
    ...(targetTracking === undefined
      ? {}
      : { PolicyType: 'TargetTrackingScaling', TargetTrackingConfiguration: toSdkTracking(targetTracking, label) }),
    ...(step === undefined ? {} : { PolicyType: 'StepScaling', ...toSdkSteps(step) }),
  };
}

export function fromSdk(policy: ScalingPolicy): Omit<ScalingPolicyState, 'group' | 'name'> {
  const { TargetTrackingConfiguration: tracking, StepAdjustments: steps, EstimatedInstanceWarmup, Enabled } = policy;
  return present({
    targetTracking: tracking && bareTracking(fromSdkTracking(tracking)),
    step: steps?.length ? bareSteps(fromSdkSteps(policy, steps)) : undefined,
    estimatedInstanceWarmup: EstimatedInstanceWarmup,
    enabled: Enabled,
  });
}

function toSdkTracking(
  { predefinedMetric, customizedMetric: metric, targetValue, disableScaleIn }: TargetTracking,
  label: string | undefined,
): SdkTracking {
  return {
    TargetValue: targetValue,
    DisableScaleIn: disableScaleIn,
    PredefinedMetricSpecification:
      predefinedMetric === undefined
        ? undefined
        : {
            PredefinedMetricType: predefinedMetric as NonNullable<
              SdkTracking['PredefinedMetricSpecification']
            >['PredefinedMetricType'],
            ResourceLabel: label,
          },
    CustomizedMetricSpecification: metric && toSdkMetric(metric),
  };
}

function fromSdkTracking(tracking: SdkTracking): TargetTracking {
  const { PredefinedMetricType, ResourceLabel } = tracking.PredefinedMetricSpecification ?? {};
  const metric = tracking.CustomizedMetricSpecification;
  return {
    targetValue: tracking.TargetValue ?? 0,
    ...present({
      disableScaleIn: tracking.DisableScaleIn,
      predefinedMetric: PredefinedMetricType,
      resourceLabel: ResourceLabel,
      customizedMetric: metric && fromSdkMetric(metric),
    }),
  };
}

function toSdkMetric(metric: CustomizedMetric): SdkMetric {
  return {
    Namespace: metric.namespace,
    MetricName: metric.metricName,
    Dimensions: metric.dimensions && Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: metric.statistic as SdkMetric['Statistic'],
    Unit: metric.unit,
    Period: metric.period,
  };
}

function fromSdkMetric({ Namespace, MetricName, Dimensions, Statistic, Unit, Period }: SdkMetric): CustomizedMetric {
  return {
    namespace: Namespace ?? '',
    metricName: MetricName ?? '',
    statistic: Statistic ?? '',
    ...present({
      dimensions: Dimensions && Object.fromEntries(Dimensions.map(({ Name = '', Value = '' }) => [Name, Value])),
      unit: Unit,
      period: Period,
    }),
  };
}

function toSdkSteps(step: StepScaling): Partial<PutScalingPolicyType> {
  return {
    AdjustmentType: step.adjustmentType,
    MinAdjustmentMagnitude: step.minAdjustmentMagnitude,
    MetricAggregationType: step.metricAggregationType,
    StepAdjustments: step.steps.map(({ lower, upper, adjustment }) => ({
      MetricIntervalLowerBound: lower,
      MetricIntervalUpperBound: upper,
      ScalingAdjustment: adjustment,
    })),
  };
}

function fromSdkSteps(policy: ScalingPolicy, steps: NonNullable<ScalingPolicy['StepAdjustments']>): StepScaling {
  return {
    adjustmentType: policy.AdjustmentType ?? '',
    steps: steps.map((step) => ({
      adjustment: step.ScalingAdjustment ?? 0,
      ...present({ lower: step.MetricIntervalLowerBound, upper: step.MetricIntervalUpperBound }),
    })),
    ...present({
      minAdjustmentMagnitude: policy.MinAdjustmentMagnitude,
      metricAggregationType: policy.MetricAggregationType,
    }),
  };
}
