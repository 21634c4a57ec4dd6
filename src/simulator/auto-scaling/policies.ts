import type {
  DeletePolicyType,
  DescribePoliciesType,
  PoliciesType,
  PolicyARNType,
  PutScalingPolicyType,
  ScalingPolicy,
} from '@aws-sdk/client-auto-scaling';
import { page } from '../ec2/select.ts';
import { randomUuid } from '../random.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn, needGroup, needLastingGroup, refuse } from './find.ts';
import type { Group, Policy } from './state.ts';

/** Puts a policy in place of the one of its name: what the request leaves out is not kept. */
export function putScalingPolicy(input: PutScalingPolicyType, { world }: Call<World>): PolicyARNType {
  const group = needLastingGroup(world, input.AutoScalingGroupName);
  const { PolicyName: name = '', PolicyType = 'SimpleScaling', Enabled = true } = input;
  const asked = { ...input, PolicyType, Enabled };
  requireWhole(asked);
  const standing = group.policies.get(name);
  if (standing && standing.asked.PolicyType !== PolicyType)
    refuse(`Scaling policy '${name}' is a ${standing.asked.PolicyType} policy; its type cannot be changed`);
  const path = `autoScalingGroupName/${group.name}:policyName/${name}`;
  const policy: Policy = {
    arn: standing?.arn ?? makeArn(world, `scalingPolicy:${randomUuid(world.random)}:${path}`),
    asked,
  };
  group.policies.set(name, policy);
  return { PolicyARN: policy.arn, Alarms: alarmsOf(group, policy) };
}

export function describePolicies(input: DescribePoliciesType, { world }: Call<World>): PoliciesType {
  const groups = input.AutoScalingGroupName
    ? [needGroup(world, input.AutoScalingGroupName)]
    : [...world.autoScaling.groups.values()];
  const { PolicyNames: names = [], PolicyTypes: types = [] } = input;
  const found = groups
    .flatMap((group) => [...group.policies.values()].map((policy) => ({ group, policy })))
    .filter(
      ({ policy }) => names.length === 0 || names.includes(policy.asked.PolicyName ?? '') || names.includes(policy.arn),
    )
    .filter(({ policy }) => types.length === 0 || types.includes(policy.asked.PolicyType ?? ''));
  const { items, ...rest } = page(found, { MaxResults: input.MaxRecords ?? 50, NextToken: input.NextToken });
  return { ScalingPolicies: items.map(({ group, policy }) => answer(group, policy)), ...rest };
}

export function deletePolicy(input: DeletePolicyType, { world }: Call<World>): object {
  const groups = input.AutoScalingGroupName
    ? [needGroup(world, input.AutoScalingGroupName)]
    : [...world.autoScaling.groups.values()];
  for (const { policies } of groups)
    for (const [name, { arn }] of policies)
      if (name === input.PolicyName || arn === input.PolicyName) {
        policies.delete(name);
        return {};
      }
  return refuse(`No scaling policy found with name: ${input.PolicyName}`);
}

function requireWhole(asked: PutScalingPolicyType): void {
  switch (asked.PolicyType ?? '') {
    case 'TargetTrackingScaling':
      requireTracking(asked.TargetTrackingConfiguration);
      return;
    case 'StepScaling':
      if (!asked.StepAdjustments?.length) refuse('At least one StepAdjustment must be specified');
      requireAdjustmentType(asked.AdjustmentType);
      return;
    case 'SimpleScaling':
      if (asked.ScalingAdjustment === undefined) refuse('ScalingAdjustment must be specified for SimpleScaling');
      requireAdjustmentType(asked.AdjustmentType);
      return;
    default:
      refuse(`The simulator has no scaling policies of type '${asked.PolicyType}'`);
  }
}

function requireTracking(tracking: PutScalingPolicyType['TargetTrackingConfiguration']): void {
  if (tracking === undefined) refuse('TargetTrackingConfiguration must be specified for TargetTrackingScaling');
  const { PredefinedMetricSpecification: predefined, CustomizedMetricSpecification: customized } = tracking;
  if ((predefined === undefined) === (customized === undefined))
    refuse('Exactly one of a predefined and a customized metric must be specified');
  if (predefined?.PredefinedMetricType === 'ALBRequestCountPerTarget' && !predefined.ResourceLabel)
    refuse('ResourceLabel must be specified for ALBRequestCountPerTarget');
}

function requireAdjustmentType(type: string | undefined): void {
  if (['ChangeInCapacity', 'ExactCapacity', 'PercentChangeInCapacity'].includes(type ?? '')) return;
  refuse(`'${type}' is not a valid adjustment type`);
}

function answer(group: Group, policy: Policy): ScalingPolicy {
  const { arn, asked } = policy;
  const { TargetTrackingConfiguration: tracking } = asked;
  const DisableScaleIn = tracking?.DisableScaleIn ?? false;
  return {
    ...asked,
    PolicyARN: arn,
    StepAdjustments: asked.StepAdjustments ?? [],
    ...(tracking ? { TargetTrackingConfiguration: { ...tracking, DisableScaleIn } } : {}),
    ...(asked.PolicyType === 'StepScaling' ? { MetricAggregationType: asked.MetricAggregationType ?? 'Average' } : {}),
    Alarms: alarmsOf(group, policy),
  };
}

/** A target-tracking policy makes its own alarms; those of the other types belong to whoever made them. */
function alarmsOf(group: Group, { arn, asked }: Policy): { AlarmName: string }[] {
  if (asked.PolicyType !== 'TargetTrackingScaling') return [];
  const id = arn.split(':')[6];
  return ['High', 'Low'].map((side) => ({ AlarmName: `TargetTracking-${group.name}-Alarm${side}-${id}` }));
}
