/** The calls after which an AWS object stands, is gone, or differs. */
interface Calls {
  readonly made: readonly string[];
  readonly gone: readonly string[];
  /** Of a field by its path, the first that fits; the last row is for all others. */
  readonly changed: readonly (readonly [path: RegExp, calls: readonly string[]])[];
}

const elbTags = [/\/tags(?:\/|$)/, ['AddTags', 'RemoveTags']] as const;
const ec2Tags = [/\/tags(?:\/|$)/, ['CreateTags', 'DeleteTags']] as const;
const ecsTags = [/\/tags(?:\/|$)/, ['TagResource', 'UntagResource']] as const;

/** By the type of AWS object. What goes with its container goes by the container's call, too. */
export const callsOf: Readonly<Record<string, Calls>> = {
  'load-balancer': {
    made: ['CreateLoadBalancer'],
    gone: ['DeleteLoadBalancer'],
    changed: [
      elbTags,
      [/\/attributes\//, ['ModifyLoadBalancerAttributes']],
      [/\/subnets/, ['SetSubnets']],
      [/\/securityGroups/, ['SetSecurityGroups']],
      [/\/ipAddressType/, ['SetIpAddressType', 'SetSubnets']],
      [/\/ipamPool/, ['ModifyIpPools']],
      [/./, ['ModifyLoadBalancerAttributes', 'ModifyCapacityReservation', 'SetSubnets']],
    ],
  },
  listener: {
    made: ['CreateListener'],
    gone: ['DeleteListener', 'DeleteLoadBalancer'],
    changed: [
      elbTags,
      [/\/attributes\//, ['ModifyListenerAttributes']],
      [/\/certificates/, ['ModifyListener', 'AddListenerCertificates', 'RemoveListenerCertificates']],
      [/./, ['ModifyListener']],
    ],
  },
  'listener-rule': {
    made: ['CreateRule'],
    gone: ['DeleteRule', 'DeleteListener', 'DeleteLoadBalancer'],
    changed: [elbTags, [/\/priority$/, ['SetRulePriorities']], [/./, ['ModifyRule']]],
  },
  'target-group': {
    made: ['CreateTargetGroup'],
    gone: ['DeleteTargetGroup'],
    changed: [elbTags, [/\/attributes\//, ['ModifyTargetGroupAttributes']], [/./, ['ModifyTargetGroup']]],
  },
  target: { made: ['RegisterTargets'], gone: ['DeregisterTargets'], changed: [[/./, ['RegisterTargets']]] },
  'security-group': { made: ['CreateSecurityGroup'], gone: ['DeleteSecurityGroup'], changed: [ec2Tags] },
  'security-group-rule': {
    made: ['AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress'],
    gone: ['RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'DeleteSecurityGroup'],
    changed: [
      ec2Tags,
      [
        /./,
        [
          'ModifySecurityGroupRules',
          'UpdateSecurityGroupRuleDescriptionsIngress',
          'UpdateSecurityGroupRuleDescriptionsEgress',
        ],
      ],
    ],
  },
  'launch-template': {
    made: ['CreateLaunchTemplate'],
    gone: ['DeleteLaunchTemplate'],
    changed: [ec2Tags, [/./, ['CreateLaunchTemplateVersion', 'ModifyLaunchTemplate']]],
  },
  'auto-scaling-group': {
    made: ['CreateAutoScalingGroup'],
    gone: ['DeleteAutoScalingGroup'],
    changed: [
      [/\/tags(?:\/|$)/, ['CreateOrUpdateTags', 'DeleteTags']],
      [/\/metricsCollection/, ['EnableMetricsCollection', 'DisableMetricsCollection']],
      [
        /\/targetGroups/,
        [
          'AttachLoadBalancerTargetGroups',
          'DetachLoadBalancerTargetGroups',
          'AttachTrafficSources',
          'DetachTrafficSources',
        ],
      ],
      [/./, ['UpdateAutoScalingGroup', 'SetDesiredCapacity']],
    ],
  },
  'scaling-policy': {
    made: ['PutScalingPolicy'],
    gone: ['DeletePolicy', 'DeleteAutoScalingGroup'],
    changed: [[/./, ['PutScalingPolicy']]],
  },
  'task-definition': {
    made: ['RegisterTaskDefinition'],
    gone: ['DeregisterTaskDefinition', 'DeleteTaskDefinitions'],
    changed: [ecsTags, [/./, ['RegisterTaskDefinition', 'DeregisterTaskDefinition']]],
  },
  'ecs-service': {
    made: ['CreateService'],
    gone: ['DeleteService'],
    changed: [ecsTags, [/./, ['UpdateService']]],
  },
  'scalable-target': {
    made: ['RegisterScalableTarget'],
    gone: ['DeregisterScalableTarget', 'DeleteService'],
    changed: [[/./, ['RegisterScalableTarget']]],
  },
  'service-scaling-policy': {
    made: ['PutScalingPolicy'],
    gone: ['DeleteScalingPolicy', 'DeregisterScalableTarget'],
    changed: [[/./, ['PutScalingPolicy']]],
  },
};
