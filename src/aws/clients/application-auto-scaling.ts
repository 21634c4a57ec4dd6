import {
  ApplicationAutoScalingClient,
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  PutScalingPolicyCommand,
  RegisterScalableTargetCommand,
} from '@aws-sdk/client-application-auto-scaling';
import type { ApplicationAutoScalingOperation } from '../operations.ts';

export { ApplicationAutoScalingClient as Client };

export const commands = {
  describeScalableTargets: DescribeScalableTargetsCommand,
  describeScalingPolicies: DescribeScalingPoliciesCommand,
  registerScalableTarget: RegisterScalableTargetCommand,
  deregisterScalableTarget: DeregisterScalableTargetCommand,
  putScalingPolicy: PutScalingPolicyCommand,
  deleteScalingPolicy: DeleteScalingPolicyCommand,
} satisfies Record<ApplicationAutoScalingOperation, unknown>;
