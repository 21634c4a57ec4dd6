import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { describeScalingActivities } from './activities.ts';
import { completeLifecycleAction, recordLifecycleActionHeartbeat } from './answer-action.ts';
import {
  attachSources,
  describeLoadBalancerTargetGroups,
  describeTrafficSources,
  detachSources,
} from './attachments.ts';
import { describeAutoScalingInstances, setDesiredCapacity, terminateInstance } from './capacity.ts';
import {
  createAutoScalingGroup,
  deleteAutoScalingGroup,
  describeAutoScalingGroups,
  updateAutoScalingGroup,
} from './groups.ts';
import { deleteLifecycleHook, describeLifecycleHooks, describeLifecycleHookTypes, putLifecycleHook } from './hooks.ts';
import { disableMetricsCollection, enableMetricsCollection } from './metrics.ts';
import { deletePolicy, describePolicies, putScalingPolicy } from './policies.ts';
import { resumeProcesses, suspendProcesses } from './processes.ts';
import { cancelInstanceRefresh, describeInstanceRefreshes, startInstanceRefresh } from './refreshes.ts';
import { createOrUpdateTags, deleteTags, describeTags } from './tags.ts';

/** Auto Scaling's operations by the name that a call gives. */
export const autoScalingOperations: Readonly<Record<string, Operation<World>>> = {
  AttachLoadBalancerTargetGroups: attachSources,
  AttachTrafficSources: attachSources,
  CancelInstanceRefresh: cancelInstanceRefresh,
  CompleteLifecycleAction: completeLifecycleAction,
  CreateAutoScalingGroup: createAutoScalingGroup,
  CreateOrUpdateTags: createOrUpdateTags,
  DeleteAutoScalingGroup: deleteAutoScalingGroup,
  DeleteLifecycleHook: deleteLifecycleHook,
  DeletePolicy: deletePolicy,
  DeleteTags: deleteTags,
  DescribeAutoScalingGroups: describeAutoScalingGroups,
  DescribeAutoScalingInstances: describeAutoScalingInstances,
  DescribeInstanceRefreshes: describeInstanceRefreshes,
  DescribeLifecycleHookTypes: describeLifecycleHookTypes,
  DescribeLifecycleHooks: describeLifecycleHooks,
  DescribeLoadBalancerTargetGroups: describeLoadBalancerTargetGroups,
  DescribePolicies: describePolicies,
  DescribeScalingActivities: describeScalingActivities,
  DescribeTags: describeTags,
  DescribeTrafficSources: describeTrafficSources,
  DetachLoadBalancerTargetGroups: detachSources,
  DetachTrafficSources: detachSources,
  DisableMetricsCollection: disableMetricsCollection,
  EnableMetricsCollection: enableMetricsCollection,
  PutLifecycleHook: putLifecycleHook,
  PutScalingPolicy: putScalingPolicy,
  RecordLifecycleActionHeartbeat: recordLifecycleActionHeartbeat,
  ResumeProcesses: resumeProcesses,
  SetDesiredCapacity: setDesiredCapacity,
  StartInstanceRefresh: startInstanceRefresh,
  SuspendProcesses: suspendProcesses,
  TerminateInstanceInAutoScalingGroup: terminateInstance,
  UpdateAutoScalingGroup: updateAutoScalingGroup,
};
