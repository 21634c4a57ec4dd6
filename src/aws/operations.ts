/**
 * Every AWS operation this program may call. The ports offer nothing else, and the IAM policy is generated from these
 * lists, so that an operation cannot be used without being granted, nor granted without being used.
 */
const elbv2Operations = [
  'describeLoadBalancers',
  'describeLoadBalancerAttributes',
  'describeCapacityReservation',
  'describeListeners',
  'describeListenerAttributes',
  'describeListenerCertificates',
  'describeRules',
  'describeTargetGroups',
  'describeTargetGroupAttributes',
  'describeTargetHealth',
  'describeTags',
  'createLoadBalancer',
  'modifyLoadBalancerAttributes',
  'modifyCapacityReservation',
  'setIpAddressType',
  'modifyIpPools',
  'setSecurityGroups',
  'setSubnets',
  'deleteLoadBalancer',
  'createListener',
  'modifyListener',
  'modifyListenerAttributes',
  'addListenerCertificates',
  'removeListenerCertificates',
  'deleteListener',
  'createRule',
  'modifyRule',
  'setRulePriorities',
  'deleteRule',
  'createTargetGroup',
  'modifyTargetGroup',
  'modifyTargetGroupAttributes',
  'deleteTargetGroup',
  'registerTargets',
  'deregisterTargets',
  'addTags',
  'removeTags',
] as const;

const ec2Operations = [
  'describeVpcs',
  'describeSubnets',
  'describeRouteTables',
  'describeAddresses',
  'describeNatGateways',
  'describeSecurityGroups',
  'describeSecurityGroupRules',
  'describeInstances',
  'describeNetworkInterfaces',
  'describeImages',
  'describeLaunchTemplates',
  'describeLaunchTemplateVersions',
  'createSecurityGroup',
  'deleteSecurityGroup',
  'authorizeSecurityGroupIngress',
  'authorizeSecurityGroupEgress',
  'modifySecurityGroupRules',
  'revokeSecurityGroupIngress',
  'revokeSecurityGroupEgress',
  'createLaunchTemplate',
  'createLaunchTemplateVersion',
  'deleteLaunchTemplate',
  'createTags',
  'deleteTags',
] as const;

const ecsOperations = [
  'describeClusters',
  'listClusters',
  'listServices',
  'describeServices',
  'describeTaskDefinition',
  'listTaskDefinitions',
  'describeTasks',
  'listTasks',
  'listServiceDeployments',
  'describeServiceRevisions',
  'createService',
  'updateService',
  'deleteService',
  'registerTaskDefinition',
  'deregisterTaskDefinition',
  'tagResource',
  'untagResource',
] as const;

const autoScalingOperations = [
  'describeAutoScalingGroups',
  'describePolicies',
  'describeInstanceRefreshes',
  'describeScalingActivities',
  'createAutoScalingGroup',
  'updateAutoScalingGroup',
  'deleteAutoScalingGroup',
  'attachLoadBalancerTargetGroups',
  'detachLoadBalancerTargetGroups',
  'enableMetricsCollection',
  'disableMetricsCollection',
  'putScalingPolicy',
  'deletePolicy',
  'startInstanceRefresh',
  'createOrUpdateTags',
  'deleteTags',
] as const;

const applicationAutoScalingOperations = [
  'describeScalableTargets',
  'describeScalingPolicies',
  'registerScalableTarget',
  'deregisterScalableTarget',
  'putScalingPolicy',
  'deleteScalingPolicy',
] as const;

/** Only for certificates that are named by their domain. */
const acmOperations = ['listCertificates', 'describeCertificate'] as const;

const taggingOperations = ['getResources'] as const;

const stsOperations = ['getCallerIdentity'] as const;

/** Only for a lease that is kept in a bucket. */
const s3Operations = ['getObject', 'putObject'] as const;

/** Only for events that a queue delivers. */
const sqsOperations = ['getQueueUrl', 'receiveMessage', 'deleteMessageBatch'] as const;

/** Who changed what. */
const cloudTrailOperations = ['lookupEvents'] as const;

export type Elbv2Operation = (typeof elbv2Operations)[number];
export type Ec2Operation = (typeof ec2Operations)[number];
export type EcsOperation = (typeof ecsOperations)[number];
export type AutoScalingOperation = (typeof autoScalingOperations)[number];
export type ApplicationAutoScalingOperation = (typeof applicationAutoScalingOperations)[number];
export type AcmOperation = (typeof acmOperations)[number];
export type TaggingOperation = (typeof taggingOperations)[number];
export type StsOperation = (typeof stsOperations)[number];
export type S3Operation = (typeof s3Operations)[number];
export type SqsOperation = (typeof sqsOperations)[number];
export type CloudTrailOperation = (typeof cloudTrailOperations)[number];

/** Each service that has a port: what it is called in messages and in IAM policies, and what is used of it. */
export const services = {
  elbv2: { title: 'ELBv2', iamPrefix: 'elasticloadbalancing', operations: elbv2Operations },
  ec2: { title: 'EC2', iamPrefix: 'ec2', operations: ec2Operations },
  ecs: { title: 'ECS', iamPrefix: 'ecs', operations: ecsOperations },
  autoScaling: { title: 'Auto Scaling', iamPrefix: 'autoscaling', operations: autoScalingOperations },
  applicationAutoScaling: {
    title: 'Application Auto Scaling',
    iamPrefix: 'application-autoscaling',
    operations: applicationAutoScalingOperations,
  },
  acm: { title: 'ACM', iamPrefix: 'acm', operations: acmOperations },
  tagging: { title: 'Resource Groups Tagging', iamPrefix: 'tag', operations: taggingOperations },
  sts: { title: 'STS', iamPrefix: 'sts', operations: stsOperations },
  s3: { title: 'S3', iamPrefix: 's3', operations: s3Operations },
  cloudTrail: { title: 'CloudTrail', iamPrefix: 'cloudtrail', operations: cloudTrailOperations },
  sqs: { title: 'SQS', iamPrefix: 'sqs', operations: sqsOperations },
} as const;

export type Service = keyof typeof services;

/** Reads and writes have separate budgets at AWS, and only a write can leave its effect in doubt. */
export type CallKind = 'read' | 'write';

export function kindOf(operation: string): CallKind {
  return /^(?:describe|get|list|lookup|receive)/.test(operation) ? 'read' : 'write';
}

/** Sent a second time, these may act a second time or fail on their own first success. */
export function isRepeatable(operation: string): boolean {
  return !/^(?:create(?!(?:OrUpdate)?Tags$)|authorize|registerTaskDefinition$)/.test(operation);
}

/** Whether AWS always has something to say to it: what is read, and what was made. Of a new Auto Scaling group it says nothing, and a queue may be empty. */
export function isAnswered(operation: string): boolean {
  if (operation === 'receiveMessage') return false;
  return kindOf(operation) === 'read' || (!isRepeatable(operation) && operation !== 'createAutoScalingGroup');
}

/** `describeRules` as AWS, its policies and its documents write it. */
export function actionName(operation: string): string {
  return operation.charAt(0).toUpperCase() + operation.slice(1);
}

/** `elasticloadbalancing:DescribeRules`. */
export function iamAction(service: Service, operation: string): string {
  return `${services[service].iamPrefix}:${actionName(operation)}`;
}
