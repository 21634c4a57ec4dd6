import type {
  Alarm,
  DeleteScalingPolicyRequest,
  DescribeScalingPoliciesRequest,
  DescribeScalingPoliciesResponse,
  PredictiveScalingMetricDataQuery,
  PredictiveScalingPolicyConfiguration,
  PutScalingPolicyRequest,
  PutScalingPolicyResponse,
  ScalingPolicy as PolicyAnswer,
  TargetTrackingMetricDataQuery,
} from '@aws-sdk/client-application-auto-scaling';
import { page } from '../ec2/select.ts';
import { randomUuid } from '../random.ts';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { DIMENSION, NAMESPACE, needTarget, refuse, requireEcs } from './find.ts';
import type { ScalableTarget, ScalingPolicy } from './state.ts';

/** Puts a policy in place of the one of its name: what the request leaves out is not kept. */
export function putScalingPolicy(input: PutScalingPolicyRequest, { world }: Call<World>): PutScalingPolicyResponse {
  const target = needTarget(world, input);
  const name = input.PolicyName ?? '';
  const asked = { ...input, PolicyType: input.PolicyType ?? 'StepScaling' } as const;
  requireWhole(asked);
  const standing = target.policies.get(name);
  if (standing && standing.asked.PolicyType !== asked.PolicyType)
    refuse(`Scaling policy '${name}' is a ${standing.asked.PolicyType} policy; its type cannot be changed`);
  const path = `resource/${NAMESPACE}/${target.resourceId}:policyName/${name}`;
  const policy: ScalingPolicy = {
    arn:
      standing?.arn ??
      `arn:aws:autoscaling:${world.region}:${world.account}:scalingPolicy:${randomUuid(world.random)}:${path}`,
    createdAt: standing?.createdAt ?? world.clock.now(),
    asked,
  };
  target.policies.set(name, policy);
  return { PolicyARN: policy.arn, Alarms: alarmsOf(world, target, policy) };
}

export function deleteScalingPolicy(input: DeleteScalingPolicyRequest, { world }: Call<World>): object {
  requireEcs(input);
  const name = input.PolicyName ?? '';
  if (world.applicationAutoScaling.targets.get(input.ResourceId ?? '')?.policies.delete(name)) return {};
  throw new AwsError(
    'ObjectNotFoundException',
    `No scaling policy found for service namespace: ${NAMESPACE}, resource ID: ${input.ResourceId}, scalable dimension: ${DIMENSION}, policy name: ${name}`,
  );
}

export function describeScalingPolicies(
  input: DescribeScalingPoliciesRequest,
  { world }: Call<World>,
): DescribeScalingPoliciesResponse {
  requireEcs(input);
  const names = new Set(input.PolicyNames);
  const found = [...world.applicationAutoScaling.targets.values()]
    .filter(({ resourceId }) => input.ResourceId === undefined || input.ResourceId === resourceId)
    .flatMap((target) => [...target.policies.values()].map((policy) => ({ target, policy })))
    .filter(({ policy }) => names.size === 0 || names.has(policy.asked.PolicyName ?? ''));
  const { items, ...rest } = page(found, { MaxResults: input.MaxResults ?? 50, NextToken: input.NextToken });
  return { ScalingPolicies: items.map(({ target, policy }) => answer(world, target, policy)), ...rest };
}

function requireWhole(asked: PutScalingPolicyRequest): void {
  if (asked.PolicyType === 'StepScaling') {
    if (!asked.StepScalingPolicyConfiguration?.StepAdjustments?.length)
      refuse('StepScaling needs a StepScalingPolicyConfiguration with at least one StepAdjustment');
    return;
  }
  if (asked.PolicyType === 'PredictiveScaling') {
    requirePredictive(asked.PredictiveScalingPolicyConfiguration);
    return;
  }
  if (asked.PolicyType !== 'TargetTrackingScaling')
    refuse(`The simulator has no scaling policies of type '${asked.PolicyType}'`);
  const { TargetTrackingScalingPolicyConfiguration: tracking } = asked;
  if (tracking === undefined) refuse('TargetTrackingScaling needs a TargetTrackingScalingPolicyConfiguration');
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if ((predefined === undefined) === (customized === undefined))
    refuse('Exactly one of a predefined and a customized metric must be specified');
  if (customized?.Metrics !== undefined) requireQueries(customized.Metrics);
  if (predefined?.PredefinedMetricType === 'ALBRequestCountPerTarget' && !predefined.ResourceLabel)
    refuse('ResourceLabel must be specified for ALBRequestCountPerTarget');
}

function requirePredictive(asked: PredictiveScalingPolicyConfiguration | undefined): void {
  const [specification, ...more] = asked?.MetricSpecifications ?? [];
  if (specification === undefined || more.length > 0)
    refuse('PredictiveScaling needs a PredictiveScalingPolicyConfiguration with one metric specification');
  const {
    PredefinedMetricPairSpecification: pair,
    PredefinedScalingMetricSpecification: scaling,
    PredefinedLoadMetricSpecification: load,
    CustomizedScalingMetricSpecification: ownScaling,
    CustomizedLoadMetricSpecification: ownLoad,
    CustomizedCapacityMetricSpecification: ownCapacity,
  } = specification;
  const isSplit = (scaling ?? ownScaling) !== undefined && (load ?? ownLoad) !== undefined;
  if ((pair !== undefined) === isSplit)
    refuse('A metric specification needs either a metric pair, or a scaling metric and a load metric');
  for (const own of [ownScaling, ownLoad, ownCapacity]) if (own !== undefined) requireQueries(own.MetricDataQueries);
  const { MaxCapacityBreachBehavior: behavior, MaxCapacityBuffer: buffer } = asked ?? {};
  if ((behavior === 'IncreaseMaxCapacity') !== (buffer !== undefined))
    refuse('MaxCapacityBuffer must be specified with IncreaseMaxCapacity, and only with it');
}

function requireQueries(
  queries: readonly (TargetTrackingMetricDataQuery | PredictiveScalingMetricDataQuery)[] | undefined = [],
): void {
  const ids = queries.map(({ Id }) => Id);
  if (new Set(ids).size < ids.length) refuse('The Id of each metric data query must be unique');
  for (const { Expression, MetricStat } of queries)
    if ((Expression === undefined) === (MetricStat === undefined))
      refuse('A metric data query needs either an Expression or a MetricStat');
  if (queries.filter(({ ReturnData }) => ReturnData !== false).length !== 1)
    refuse('Exactly one metric data query must return data');
}

function answer(world: World, target: ScalableTarget, policy: ScalingPolicy): PolicyAnswer {
  const { asked } = policy;
  const { PredictiveScalingPolicyConfiguration: predictive } = asked;
  return {
    PolicyARN: policy.arn,
    PolicyName: asked.PolicyName,
    ServiceNamespace: NAMESPACE,
    ResourceId: target.resourceId,
    ScalableDimension: DIMENSION,
    PolicyType: asked.PolicyType,
    StepScalingPolicyConfiguration: asked.StepScalingPolicyConfiguration,
    ...(predictive === undefined
      ? {}
      : {
          PredictiveScalingPolicyConfiguration: {
            Mode: 'ForecastOnly',
            SchedulingBufferTime: 300,
            MaxCapacityBreachBehavior: 'HonorMaxCapacity',
            ...predictive,
          },
        }),
    TargetTrackingScalingPolicyConfiguration: asked.TargetTrackingScalingPolicyConfiguration,
    Alarms: alarmsOf(world, target, policy),
    CreationTime: new Date(policy.createdAt),
  };
}

/** A target-tracking policy makes its own alarms; those of a step policy belong to whoever made them. */
function alarmsOf(world: World, { resourceId }: ScalableTarget, { arn, asked }: ScalingPolicy): Alarm[] {
  if (asked.PolicyType !== 'TargetTrackingScaling') return [];
  const id = arn.split(':')[6];
  return ['High', 'Low'].map((side) => {
    const AlarmName = `TargetTracking-${resourceId}-Alarm${side}-${id}`;
    return { AlarmName, AlarmARN: `arn:aws:cloudwatch:${world.region}:${world.account}:alarm:${AlarmName}` };
  });
}
