import type {
  CustomizedMetricSpecification,
  PredictiveScalingPolicyConfiguration,
  PutScalingPolicyRequest,
  ScalingPolicy,
  StepScalingPolicyConfiguration,
  TargetTrackingMetricDataQuery,
  TargetTrackingScalingPolicyConfiguration,
} from '@aws-sdk/client-application-auto-scaling';
import { fromCapitals, normalMetrics, toCapitals } from '../metric/normal.ts';
import { present } from '../present.ts';
import type { CustomizedMetric, Predictive, ServiceScalingPolicyState, Step, TargetTracking } from './type.ts';

export function fromSdk(policy: ScalingPolicy): ServiceScalingPolicyState {
  const { StepScalingPolicyConfiguration: step, TargetTrackingScalingPolicyConfiguration: tracking } = policy;
  const { PredictiveScalingPolicyConfiguration: predictive } = policy;
  return {
    target: policy.ResourceId ?? '',
    name: policy.PolicyName ?? '',
    ...(tracking === undefined ? {} : { targetTracking: fromTracking(tracking) }),
    ...(step === undefined ? {} : { step: fromStep(step) }),
    ...(predictive === undefined ? {} : { predictive: fromPredictive(predictive) }),
  };
}

function fromPredictive(configuration: PredictiveScalingPolicyConfiguration): Predictive {
  const { metricSpecifications = [], ...same } = fromCapitals(present(configuration)) as Predictive;
  return { ...same, metricSpecifications: normalMetrics(metricSpecifications, 'metricSpecifications') };
}

function fromTracking(tracking: TargetTrackingScalingPolicyConfiguration): TargetTracking {
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  return present({
    predefinedMetric: predefined?.PredefinedMetricType,
    // app/<name>/<id>/targetgroup/<name>/<id>
    targetGroup: predefined?.ResourceLabel?.replace(/^.*\/(?=targetgroup\/)/, ''),
    ...(customized?.Metrics === undefined
      ? { customizedMetric: customized && fromMetric(customized) }
      : { metricMath: normalMetrics(fromCapitals(customized.Metrics) as readonly object[], 'metricMath') }),
    targetValue: tracking.TargetValue,
    scaleOutCooldownSeconds: tracking.ScaleOutCooldown,
    scaleInCooldownSeconds: tracking.ScaleInCooldown,
    disableScaleIn: tracking.DisableScaleIn,
  });
}

function fromMetric({
  Namespace: namespace = '',
  MetricName: metricName = '',
  Dimensions = [],
  Statistic: statistic,
  Unit: unit,
}: CustomizedMetricSpecification): CustomizedMetric {
  const dimensions = Dimensions.map(({ Name = '', Value = '' }) => [Name, Value] as const);
  return {
    namespace,
    metricName,
    statistic: statistic ?? '',
    ...(dimensions.length === 0 ? {} : { dimensions: Object.fromEntries(dimensions) }),
    ...(unit === undefined ? {} : { unit }),
  };
}

function fromStep(step: StepScalingPolicyConfiguration): Step {
  const steps = (step.StepAdjustments ?? []).map((one) => ({
    ...present({ lower: one.MetricIntervalLowerBound, upper: one.MetricIntervalUpperBound }),
    adjustment: one.ScalingAdjustment ?? 0,
  }));
  return {
    steps: inOrder(steps),
    ...present({
      adjustmentType: step.AdjustmentType,
      minAdjustmentMagnitude: step.MinAdjustmentMagnitude,
      cooldownSeconds: step.Cooldown,
      metricAggregationType: step.MetricAggregationType,
    }),
  };
}

/** AWS keeps no order of the ranges. */
function inOrder(steps: NonNullable<Step['steps']>): NonNullable<Step['steps']> {
  return steps.toSorted((a, b) => (a.lower ?? -Infinity) - (b.lower ?? -Infinity));
}

type Configuration = Pick<
  PutScalingPolicyRequest,
  | 'PolicyType'
  | 'PredictiveScalingPolicyConfiguration'
  | 'StepScalingPolicyConfiguration'
  | 'TargetTrackingScalingPolicyConfiguration'
>;

/** The label is what AWS calls a target group behind its load balancer. */
export function toSdk(
  { targetTracking, step = {}, predictive }: ServiceScalingPolicyState,
  label: string | undefined,
): Configuration {
  if (predictive !== undefined) {
    return {
      PolicyType: 'PredictiveScaling',
      PredictiveScalingPolicyConfiguration: toCapitals(predictive) as PredictiveScalingPolicyConfiguration,
    };
  }
  if (targetTracking === undefined) {
    return { PolicyType: 'StepScaling', StepScalingPolicyConfiguration: toStep(step) };
  }
  return {
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: toTracking(targetTracking, label),
  };
}

function toTracking(tracking: TargetTracking, label: string | undefined): TargetTrackingScalingPolicyConfiguration {
  const { predefinedMetric: predefined, customizedMetric: customized, metricMath } = tracking;
  return {
    TargetValue: tracking.targetValue,
    ScaleOutCooldown: tracking.scaleOutCooldownSeconds,
    ScaleInCooldown: tracking.scaleInCooldownSeconds,
    DisableScaleIn: tracking.disableScaleIn,
    ...(predefined === undefined
      ? {}
      : {
          PredefinedMetricSpecification: {
            PredefinedMetricType: predefined as 'ECSServiceAverageCPUUtilization',
            ResourceLabel: label,
          },
        }),
    ...(customized === undefined ? {} : { CustomizedMetricSpecification: toMetric(customized) }),
    ...(metricMath === undefined
      ? {}
      : { CustomizedMetricSpecification: { Metrics: toCapitals(metricMath) as TargetTrackingMetricDataQuery[] } }),
  };
}

function toMetric({
  namespace,
  metricName,
  dimensions = {},
  statistic,
  unit,
}: CustomizedMetric): CustomizedMetricSpecification {
  return {
    Namespace: namespace,
    MetricName: metricName,
    Statistic: statistic as 'Average',
    Unit: unit,
    Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
  };
}

function toStep({ steps = [], ...step }: Step): StepScalingPolicyConfiguration {
  return {
    AdjustmentType: step.adjustmentType as 'ChangeInCapacity',
    StepAdjustments: steps.map(({ lower, upper, adjustment }) => ({
      MetricIntervalLowerBound: lower,
      MetricIntervalUpperBound: upper,
      ScalingAdjustment: adjustment,
    })),
    MinAdjustmentMagnitude: step.minAdjustmentMagnitude,
    Cooldown: step.cooldownSeconds,
    MetricAggregationType: step.metricAggregationType as 'Average',
  };
}
