import { autoScalingGroupApply } from './auto-scaling-group/apply.ts';
import { autoScalingGroupReads } from './auto-scaling-group/observe.ts';
import {
  autoScalingGroupType,
  type AutoScalingGroupState,
  type AutoScalingGroupGroup,
} from './auto-scaling-group/type.ts';
import { ecsServiceApply } from './ecs-service/apply.ts';
import { ecsServiceReads } from './ecs-service/observe.ts';
import { ecsServiceType, type EcsServiceState, type EcsServiceGroup } from './ecs-service/type.ts';
import { launchTemplateApply } from './launch-template/apply.ts';
import { launchTemplateReads } from './launch-template/observe.ts';
import { launchTemplateType, type LaunchTemplateState, type LaunchTemplateGroup } from './launch-template/type.ts';
import { listenerRuleApply } from './listener-rule/apply.ts';
import { listenerRuleReads } from './listener-rule/observe.ts';
import { listenerRuleType, type ListenerRuleState, type ListenerRuleGroup } from './listener-rule/type.ts';
import { listenerApply } from './listener/apply.ts';
import { listenerReads } from './listener/observe.ts';
import { listenerType, type ListenerState, type ListenerGroup } from './listener/type.ts';
import { loadBalancerApply } from './load-balancer/apply.ts';
import { loadBalancerReads } from './load-balancer/observe.ts';
import { loadBalancerType, type LoadBalancerState, type LoadBalancerGroup } from './load-balancer/type.ts';
import type { Resource } from './resource.ts';
import { scalableTargetApply } from './scalable-target/apply.ts';
import { scalableTargetReads } from './scalable-target/observe.ts';
import { scalableTargetType, type ScalableTargetState, type ScalableTargetGroup } from './scalable-target/type.ts';
import { scalingPolicyApply } from './scaling-policy/apply.ts';
import { scalingPolicyReads } from './scaling-policy/observe.ts';
import { scalingPolicyType, type ScalingPolicyState, type ScalingPolicyGroup } from './scaling-policy/type.ts';
import { securityGroupRuleApply } from './security-group-rule/apply.ts';
import { securityGroupRuleReads } from './security-group-rule/observe.ts';
import {
  securityGroupRuleType,
  type SecurityGroupRuleState,
  type SecurityGroupRuleGroup,
} from './security-group-rule/type.ts';
import { securityGroupApply } from './security-group/apply.ts';
import { securityGroupReads } from './security-group/observe.ts';
import { securityGroupType, type SecurityGroupState, type SecurityGroupGroup } from './security-group/type.ts';
import { serviceScalingPolicyApply } from './service-scaling-policy/apply.ts';
import { serviceScalingPolicyReads } from './service-scaling-policy/observe.ts';
import {
  serviceScalingPolicyType,
  type ServiceScalingPolicyState,
  type ServiceScalingPolicyGroup,
} from './service-scaling-policy/type.ts';
import { targetGroupApply } from './target-group/apply.ts';
import { targetGroupReads } from './target-group/observe.ts';
import { targetGroupType, type TargetGroupState, type TargetGroupGroup } from './target-group/type.ts';
import { targetApply } from './target/apply.ts';
import { targetReads } from './target/observe.ts';
import { targetType, type TargetState } from './target/type.ts';
import { taskDefinitionApply } from './task-definition/apply.ts';
import { taskDefinitionReads } from './task-definition/observe.ts';
import { taskDefinitionType, type TaskDefinitionState, type TaskDefinitionGroup } from './task-definition/type.ts';

export const autoScalingGroup: Resource<AutoScalingGroupState, AutoScalingGroupGroup> = {
  ...autoScalingGroupType,
  ...autoScalingGroupReads,
  apply: autoScalingGroupApply,
};

export const ecsService: Resource<EcsServiceState, EcsServiceGroup> = {
  ...ecsServiceType,
  ...ecsServiceReads,
  apply: ecsServiceApply,
};

export const launchTemplate: Resource<LaunchTemplateState, LaunchTemplateGroup> = {
  ...launchTemplateType,
  ...launchTemplateReads,
  apply: launchTemplateApply,
};

export const listenerRule: Resource<ListenerRuleState, ListenerRuleGroup> = {
  ...listenerRuleType,
  ...listenerRuleReads,
  apply: listenerRuleApply,
};

export const listener: Resource<ListenerState, ListenerGroup> = {
  ...listenerType,
  ...listenerReads,
  apply: listenerApply,
};

export const loadBalancer: Resource<LoadBalancerState, LoadBalancerGroup> = {
  ...loadBalancerType,
  ...loadBalancerReads,
  apply: loadBalancerApply,
};

export const scalableTarget: Resource<ScalableTargetState, ScalableTargetGroup> = {
  ...scalableTargetType,
  ...scalableTargetReads,
  apply: scalableTargetApply,
};

export const scalingPolicy: Resource<ScalingPolicyState, ScalingPolicyGroup> = {
  ...scalingPolicyType,
  ...scalingPolicyReads,
  apply: scalingPolicyApply,
};

export const securityGroupRule: Resource<SecurityGroupRuleState, SecurityGroupRuleGroup> = {
  ...securityGroupRuleType,
  ...securityGroupRuleReads,
  apply: securityGroupRuleApply,
};

export const securityGroup: Resource<SecurityGroupState, SecurityGroupGroup> = {
  ...securityGroupType,
  ...securityGroupReads,
  apply: securityGroupApply,
};

export const serviceScalingPolicy: Resource<ServiceScalingPolicyState, ServiceScalingPolicyGroup> = {
  ...serviceScalingPolicyType,
  ...serviceScalingPolicyReads,
  apply: serviceScalingPolicyApply,
};

const target: Resource<TargetState, never> = {
  ...targetType,
  ...targetReads,
  apply: targetApply,
};

export const targetGroup: Resource<TargetGroupState, TargetGroupGroup> = {
  ...targetGroupType,
  ...targetGroupReads,
  apply: targetGroupApply,
};

export const taskDefinition: Resource<TaskDefinitionState, TaskDefinitionGroup> = {
  ...taskDefinitionType,
  ...taskDefinitionReads,
  apply: taskDefinitionApply,
};

/** Every AWS object that is managed; containers before what they contain, in the order in which they are observed. */
const all = [
  securityGroup,
  loadBalancer,
  targetGroup,
  securityGroupRule,
  listener,
  listenerRule,
  target,
  launchTemplate,
  autoScalingGroup,
  scalingPolicy,
  ecsService,
  taskDefinition,
  scalableTarget,
  serviceScalingPolicy,
];

/** Whoever handles all of them knows none of their states: only the folder of a type ever looks inside. */
export const resources: ReadonlyMap<string, Resource> = new Map(
  all.map((resource) => [resource.name, resource as unknown as Resource]),
);
