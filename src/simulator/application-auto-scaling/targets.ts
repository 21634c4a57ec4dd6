import type {
  DeregisterScalableTargetRequest,
  DescribeScalableTargetsRequest,
  DescribeScalableTargetsResponse,
  RegisterScalableTargetRequest,
  RegisterScalableTargetResponse,
  ScalableTarget as TargetAnswer,
} from '@aws-sdk/client-application-auto-scaling';
import { page } from '../ec2/select.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { DIMENSION, needTarget, NAMESPACE, refuse, requireEcs, scalableTargetArn, scaledService } from './find.ts';
import type { ScalableTarget } from './state.ts';

/** Registers a service for scaling, or changes what is given of one that is registered. */
export function registerScalableTarget(
  input: RegisterScalableTargetRequest,
  { world }: Call<World>,
): RegisterScalableTargetResponse {
  requireEcs(input);
  const resourceId = input.ResourceId ?? '';
  if (!/^service\/[^/]+\/[^/]+$/.test(resourceId)) refuse(`'${resourceId}' is not service/CLUSTER/NAME`);
  if (scaledService(world, resourceId) === undefined) refuse(`ECS service doesn't exist: ${resourceId}`);
  const standing = world.applicationAutoScaling.targets.get(resourceId);
  const { MinCapacity = standing?.minCapacity, MaxCapacity = standing?.maxCapacity } = input;
  if (MinCapacity === undefined || MaxCapacity === undefined)
    refuse('MinCapacity and MaxCapacity must be given when a scalable target is registered first');
  if (MinCapacity < 0 || MaxCapacity < 0) refuse('MinCapacity and MaxCapacity must not be negative');
  if (MinCapacity > MaxCapacity) refuse('Maximum capacity cannot be less than minimum capacity');
  const target = standing ?? makeTarget(world, input);
  target.minCapacity = MinCapacity;
  target.maxCapacity = MaxCapacity;
  target.suspended = { ...target.suspended, ...input.SuspendedState };
  world.applicationAutoScaling.targets.set(resourceId, target);
  return { ScalableTargetARN: target.arn };
}

/** Its policies go with it. */
export function deregisterScalableTarget(input: DeregisterScalableTargetRequest, { world }: Call<World>): object {
  world.applicationAutoScaling.targets.delete(needTarget(world, input).resourceId);
  return {};
}

export function describeScalableTargets(
  input: DescribeScalableTargetsRequest,
  { world }: Call<World>,
): DescribeScalableTargetsResponse {
  requireEcs(input);
  const wanted = new Set(input.ResourceIds);
  const found = [...world.applicationAutoScaling.targets.values()].filter(
    (target) => wanted.size === 0 || wanted.has(target.resourceId),
  );
  const { items, ...rest } = page(found, { MaxResults: input.MaxResults ?? 50, NextToken: input.NextToken });
  return { ScalableTargets: items.map(answer), ...rest };
}

function makeTarget(world: World, input: RegisterScalableTargetRequest): ScalableTarget {
  return {
    arn: scalableTargetArn(world),
    resourceId: input.ResourceId ?? '',
    createdAt: world.clock.now(),
    roleArn: `arn:aws:iam::${world.account}:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService`,
    minCapacity: 0,
    maxCapacity: 0,
    suspended: {
      DynamicScalingInSuspended: false,
      DynamicScalingOutSuspended: false,
      ScheduledScalingSuspended: false,
    },
    scaledAt: undefined,
    policies: new Map(),
    tags: new Map(Object.entries(input.Tags ?? {})),
  };
}

function answer(target: ScalableTarget): TargetAnswer {
  return {
    ServiceNamespace: NAMESPACE,
    ResourceId: target.resourceId,
    ScalableDimension: DIMENSION,
    MinCapacity: target.minCapacity,
    MaxCapacity: target.maxCapacity,
    RoleARN: target.roleArn,
    CreationTime: new Date(target.createdAt),
    SuspendedState: target.suspended,
    ScalableTargetARN: target.arn,
  };
}
