import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { ApplicationAutoScalingOperation } from '../operations.ts';

export { ApplicationAutoScalingClient as Client };

export const commands = {
  describeScalableTargets: DescribeScalableTargetsCommand,
  describeScalingPolicies: DescribeScalingPoliciesCommand,
  listTagsForResource: ListTagsForResourceCommand,
  registerScalableTarget: RegisterScalableTargetCommand,
  deregisterScalableTarget: DeregisterScalableTargetCommand,
  putScalingPolicy: PutScalingPolicyCommand,
  deleteScalingPolicy: DeleteScalingPolicyCommand,
  tagResource: TagResourceCommand,
  untagResource: UntagResourceCommand,
} satisfies Record<ApplicationAutoScalingOperation, unknown>;
