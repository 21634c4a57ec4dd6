import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { deleteScalingPolicy, describeScalingPolicies, putScalingPolicy } from './policies.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import { deregisterScalableTarget, describeScalableTargets, registerScalableTarget } from './targets.ts';

/** Application Auto Scaling's operations by the name that a call gives. */
export const applicationAutoScalingOperations: Readonly<Record<string, Operation<World>>> = {
  DeleteScalingPolicy: deleteScalingPolicy,
  DeregisterScalableTarget: deregisterScalableTarget,
  DescribeScalableTargets: describeScalableTargets,
  DescribeScalingPolicies: describeScalingPolicies,
  ListTagsForResource: listTagsForResource,
  PutScalingPolicy: putScalingPolicy,
  RegisterScalableTarget: registerScalableTarget,
  TagResource: tagResource,
  UntagResource: untagResource,
};
