import {
  AttachLoadBalancerTargetGroupsCommand,
  AutoScalingClient,
  CreateAutoScalingGroupCommand,
  CreateOrUpdateTagsCommand,
  DeleteAutoScalingGroupCommand,
  DeletePolicyCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeInstanceRefreshesCommand,
  DescribePoliciesCommand,
  DescribeScalingActivitiesCommand,
  DetachLoadBalancerTargetGroupsCommand,
  DisableMetricsCollectionCommand,
  EnableMetricsCollectionCommand,
  PutScalingPolicyCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import type { AutoScalingOperation } from '../operations.ts';

export { AutoScalingClient as Client };

export const commands = {
  describeAutoScalingGroups: DescribeAutoScalingGroupsCommand,
  describePolicies: DescribePoliciesCommand,
  describeInstanceRefreshes: DescribeInstanceRefreshesCommand,
  describeScalingActivities: DescribeScalingActivitiesCommand,
  createAutoScalingGroup: CreateAutoScalingGroupCommand,
  updateAutoScalingGroup: UpdateAutoScalingGroupCommand,
  deleteAutoScalingGroup: DeleteAutoScalingGroupCommand,
  attachLoadBalancerTargetGroups: AttachLoadBalancerTargetGroupsCommand,
  detachLoadBalancerTargetGroups: DetachLoadBalancerTargetGroupsCommand,
  enableMetricsCollection: EnableMetricsCollectionCommand,
  disableMetricsCollection: DisableMetricsCollectionCommand,
  putScalingPolicy: PutScalingPolicyCommand,
  deletePolicy: DeletePolicyCommand,
  startInstanceRefresh: StartInstanceRefreshCommand,
  createOrUpdateTags: CreateOrUpdateTagsCommand,
  deleteTags: DeleteTagsCommand,
} satisfies Record<AutoScalingOperation, unknown>;
