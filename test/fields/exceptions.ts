/** What else than a change in place becomes of a field that is changed. */
export type Expected =
  /** In place: the only difference, reported at the path that the manifest has. */
  | 'updated'
  /** In place, and what belongs to it changes along with it. */
  | 'together'
  /** AWS keeps it for life: something else comes in the place of what had it. */
  | 'replaced'
  /** It is what its element is known by: one element goes, another one comes. */
  | 'moved'
  /** It only says where to look for other objects, which would not be found elsewhere. */
  | 'narrows'
  /** AWS accepts it, and has it in no answer. */
  | 'secret'
  /** It says how a later change is made: nothing is written until there is one. */
  | 'later'
  /** It has something done once, and of it AWS keeps no more than what was done. */
  | 'once'
  /** There is no other value: left out, nothing changes. */
  | 'only'
  /** It stands in a tag of our own, and nowhere else in AWS. */
  | 'remembered';

interface Exception {
  readonly expected: Expected;
  /** Where it is reported, if not at its own path. */
  readonly at?: string;
  readonly why: string;
}

const every = (expected: Expected, why: string, leaves: readonly string[], at?: string): Record<string, Exception> =>
  Object.fromEntries(leaves.map((leaf) => [leaf, { expected, why, ...(at === undefined ? {} : { at }) }]));

/** Leaves that are not changed in place, and a difference of their own. */
export const exceptions: Readonly<Record<string, Exception>> = {
  ...every('replaced', 'AWS has no call that changes it', [
    'TargetGroup.name',
    'TargetGroup.targetType',
    'TargetGroup.protocol',
    'TargetGroup.protocolVersion',
    'TargetGroup.port',
    'TargetGroup.targetControlPort',
    'TargetGroup.vpc.id',
    'TargetGroup.vpc.name',
    'TargetGroup.vpc.tags.*',
    'TargetGroup.vpc.default',
    'TargetGroup.ipAddressType',
    'SecurityGroup.name',
    'SecurityGroup.description',
    'SecurityGroup.vpc.id',
    'SecurityGroup.vpc.name',
    'SecurityGroup.vpc.tags.*',
    'SecurityGroup.vpc.default',
    'LoadBalancer.name',
    'LoadBalancer.type',
    'LoadBalancer.scheme',
    'LoadBalancer.customerOwnedIpv4Pool',
    'Service.autoScalingGroup.name',
    'Service.autoScalingGroup.launchTemplate.name',
    'Service.ecs.name',
    'Service.ecs.cluster.name',
    'Service.ecs.cluster.arn',
    'Service.ecs.launchType',
    'Service.ecs.schedulingStrategy',
    'Service.ecs.deployment.controller',
    'Service.ecs.taskDefinition.family',
  ]),
  ...every('moved', 'a target is known by what it is and its port', [
    'Service.targetGroups.targetGroup.ref',
    'Service.targetGroups.port',
    'Service.instances.id',
    'Service.instances.name',
    'Service.instances.tags.*',
    'Service.ips.ip',
    'Service.ips.port',
    'Service.lambda.functionArn',
    'Service.loadBalancer.ref',
    'Service.loadBalancer.name',
    'Service.loadBalancer.arn',
  ]),
  ...every('moved', 'an address outside of the VPC is in no other zone than all, so that it deleted with its address', [
    'Service.ips.availabilityZone',
  ]),
  ...every('moved', 'policies are known by their names', [
    'Service.autoScalingGroup.scalingPolicies.name',
    'Service.ecs.autoScaling.policies.name',
  ]),
  ...every('narrows', 'what is launched stands where its subnets are', [
    ...vpcLeaves('Service.autoScalingGroup'),
    ...vpcLeaves('Service.ecs.network'),
  ]),
  ...every('only', 'AWS reports every minute or not at all', [
    'Service.autoScalingGroup.metricsCollection.granularity',
  ]),
  ...every(
    'later',
    'it is sent to AWS once there are instances to replace',
    [
      'onTemplateChange',
      'minHealthyPercentage',
      'maxHealthyPercentage',
      'instanceWarmup',
      'checkpointPercentages',
      'checkpointDelay',
      'scaleInProtectedInstances',
      'standbyInstances',
      'bakeTime',
    ].map((field) => `Service.autoScalingGroup.instanceRefresh.${field}`),
  ),
  ...every('moved', 'AWS knows a rule by all that it has but its description', [
    ...ruleLeaves('SecurityGroup.ingress', 'from'),
    ...ruleLeaves('SecurityGroup.egress', 'to'),
  ]),
  ...every('moved', 'a listener is known by its port', ['LoadBalancer.listeners.port']),
  ...every('narrows', 'a load balancer stands where its subnets are', vpcLeaves('LoadBalancer')),
  ...every('together', 'only verify has a trust store and all that belongs to it', [
    'LoadBalancer.listeners.mutualAuthentication.mode',
  ]),
  ...every('together', 'HTTPS has a certificate, and HTTP none', ['LoadBalancer.listeners.protocol']),
  ...every('together', 'it is what its element is known by within one field', [
    'Service.ecs.taskDefinition.containers.name',
    'Service.ecs.taskDefinition.volumes.name',
  ]),
  ...every(
    'together',
    'ECS keeps with a target group what its traffic shifts by; the rules concerned are written along with it',
    [
      'roleArn',
      ...['ref', 'name', 'arn'].map((form) => `alternateTargetGroup.${form}`),
      ...['productionListenerRule', 'testListenerRule'].flatMap((rule) =>
        ['loadBalancer.ref', 'listener', 'rule'].map((field) => `${rule}.${field}`),
      ),
    ].map((field) => `Service.ecs.deployment.${field}`),
    '/spec/targetGroups',
  ),
  ...every('together', 'without stickiness there is no duration', [
    'LoadBalancer.listeners.defaultActions.forward.stickiness.enabled',
  ]),
  ...every('secret', 'AWS never shows it', [
    'LoadBalancer.listeners.defaultActions.authenticateOidc.clientSecretFrom.env',
  ]),
  ...every('once', 'all tasks are replaced', ['Service.ecs.redeploy']),
  ...every('remembered', 'rules have no names in AWS', ['LoadBalancer.listeners.rules.name']),
};

function vpcLeaves(holder: string): string[] {
  return ['id', 'name', 'tags.*', 'default'].map((form) => `${holder}.vpc.${form}`);
}

function ruleLeaves(list: string, peer: string): string[] {
  return [
    `${list}.protocol`,
    `${list}.port`,
    `${list}.ports.from`,
    `${list}.ports.to`,
    `${list}.icmpTypeCode.type`,
    `${list}.icmpTypeCode.code`,
    `${list}.${peer}.cidr`,
    `${list}.${peer}.securityGroup.ref`,
    `${list}.${peer}.securityGroup.id`,
    `${list}.${peer}.securityGroup.name`,
    `${list}.${peer}.prefixList.id`,
  ];
}
