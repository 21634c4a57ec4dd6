/*
 * What a field is changed to where nobody can make it up, by the name of the leaf. What stands behind the first of its kind
 * in the bases is changed: the values here are to fit there.
 */

/** Another value, all else left as it is. */
export const others: Readonly<Record<string, unknown>> = {
  'TargetGroup.targetType': 'instance',
  'TargetGroup.vpc.id': '<vpc other>',
  'TargetGroup.vpc.name': 'other',
  'TargetGroup.vpc.tags.*': 'other',
  'TargetGroup.healthCheck.port': '8082',
  'TargetGroup.healthCheck.matcher': '200-299',
  'TargetGroup.attributes.*': 31,

  'SecurityGroup.vpc.id': '<vpc other>',
  'SecurityGroup.vpc.name': 'other',
  'SecurityGroup.vpc.tags.*': 'other',
  ...rules('SecurityGroup.ingress', 'from'),
  ...rules('SecurityGroup.egress', 'to'),

  'LoadBalancer.ipAddressType': 'dualstack',
  'LoadBalancer.vpc.id': '<vpc other>',
  'LoadBalancer.vpc.name': 'other',
  'LoadBalancer.vpc.tags.*': 'other',
  'LoadBalancer.subnets.id': '<subnet other a>',
  'LoadBalancer.subnets.name': 'other b',
  'LoadBalancer.subnets.tags.*': 'other',
  'LoadBalancer.subnets.allocationId': '<address other>',
  'LoadBalancer.subnets.ipv6Address': '2001:db8::2',
  'LoadBalancer.subnets.privateIPv4Address': '10.1.0.11',
  'LoadBalancer.securityGroups.ref': 'another-door',
  'LoadBalancer.securityGroups.id': '<group third>',
  'LoadBalancer.securityGroups.name': 'third',
  'LoadBalancer.ipamPool': 'ipam-pool-0b',
  'LoadBalancer.customerOwnedIpv4Pool': 'ipv4pool-coip-0b',
  'LoadBalancer.attributes.*': 62,
  'LoadBalancer.listeners.port': 8443,
  'LoadBalancer.listeners.sslPolicy': 'ELBSecurityPolicy-2016-08',
  'LoadBalancer.listeners.attributes.*': true,
  'LoadBalancer.listeners.mutualAuthentication.trustStore.arn': '<trust store other>',
  'LoadBalancer.listeners.defaultActions.authenticateOidc.clientSecretFrom.env': 'FIELDS_OTHER_SECRET',
  'LoadBalancer.listeners.defaultActions.forward.targetGroups.targetGroup.ref': 'three',
  'LoadBalancer.listeners.rules.conditions.httpRequestMethod': 'PUT',
  'LoadBalancer.listeners.rules.conditions.sourceIp': '11.0.0.0/8',
  'LoadBalancer.listeners.rules.transforms.hostHeaderRewrite.regex': '^.+$',
  'LoadBalancer.listeners.rules.actions.forward.targetGroups.targetGroup.name': 'existing-too',
  'LoadBalancer.listeners.rules.actions.forward.targetGroups.targetGroup.arn': '<target group existing-too>',
  'LoadBalancer.listeners.defaultActions.fixedResponse.statusCode': '403',
  'LoadBalancer.listeners.rules.actions.redirect.protocol': '#{protocol}',
  'LoadBalancer.listeners.rules.actions.redirect.port': '8081',

  'Service.targetGroups.targetGroup.ref': 'other',
  'Service.targetGroups.targetGroup.name': 'served-third',
  'Service.targetGroups.targetGroup.arn': '<target group served-third>',
  'Service.autoScalingGroup.mixedInstancesPolicy.instancesDistribution.spotMaxPrice': '0.06',
  'Service.autoScalingGroup.mixedInstancesPolicy.overrides.launchTemplate.id': '<launch template other-template>',
  'Service.autoScalingGroup.mixedInstancesPolicy.overrides.launchTemplate.name': 'other-template',
  'Service.autoScalingGroup.mixedInstancesPolicy.overrides.launchTemplate.version': '$Latest',
  'Service.instances.id': '<instance fourth>',
  'Service.instances.name': 'fourth',
  'Service.instances.tags.*': 'fourth',
  'Service.ips.ip': '10.1.0.101',
  'Service.loadBalancer.ref': 'inner-too',
  'Service.loadBalancer.name': 'existing-too',
  'Service.loadBalancer.arn': '<load balancer existing-too>',

  ...network('Service.autoScalingGroup'),
  'Service.autoScalingGroup.launchTemplate.image.id': '<image other>',
  'Service.autoScalingGroup.launchTemplate.image.name': 'other',
  'Service.autoScalingGroup.launchTemplate.instanceType': 't3.small',
  'Service.autoScalingGroup.launchTemplate.securityGroups.ref': 'inside-too',
  'Service.autoScalingGroup.launchTemplate.securityGroups.id': '<group third>',
  'Service.autoScalingGroup.launchTemplate.securityGroups.name': 'third',
  'Service.autoScalingGroup.healthCheck.type': 'ELB',
  'Service.autoScalingGroup.terminationPolicies': 'OldestInstance',
  'Service.autoScalingGroup.metricsCollection.metrics': 'GroupMinSize',
  'Service.autoScalingGroup.scalingPolicies.targetTracking.resourceLabel':
    'app/web/0123456789abcdef/targetgroup/web/fedcba9876543211',

  ...network('Service.ecs.network'),
  'Service.ecs.launchType': 'EXTERNAL',
  'Service.ecs.platformVersion': '1.3.0',
  'Service.ecs.deployment.controller': 'CODE_DEPLOY',
  'Service.ecs.deployment.alternateTargetGroup.ref': 'third',
  'Service.ecs.deployment.alternateTargetGroup.name': 'spare-too',
  'Service.ecs.deployment.alternateTargetGroup.arn': '<target group spare-too>',
  ...listenerRule('Service.ecs.deployment.productionListenerRule', 'users-too'),
  ...listenerRule('Service.ecs.deployment.testListenerRule', 'trial-too'),
  'Service.ecs.network.securityGroups.ref': 'inside-too',
  'Service.ecs.network.securityGroups.id': '<group third>',
  'Service.ecs.network.securityGroups.name': 'third',
  'Service.ecs.placementStrategy.field': 'instanceId',
  'Service.ecs.serviceConnect.services.portName': 'admin',
  // Fewer, since more tasks would stay once they are there.
  'Service.ecs.autoScaling.min': 0,
  'Service.ecs.autoScaling.policies.targetTracking.targetGroup.ref': 'other',
  'Service.ecs.autoScaling.policies.targetTracking.targetGroup.name': 'served',
  'Service.ecs.autoScaling.policies.targetTracking.targetGroup.arn': '<target group served>',

  'Service.ecs.serviceRegistries.containerName': 'other',
  'Service.ecs.vpcLatticeConfigurations.portName': 'admin',
  'Service.ecs.capacityProviderStrategy.capacityProvider': 'FARGATE_SPOT',
  'Service.ecs.taskDefinition.arn': '<revision one:2>',
  'Service.ecs.taskDefinition.cpu': 512,
  'Service.ecs.taskDefinition.memory': 2048,
  'Service.ecs.taskDefinition.networkMode': 'host',
  'Service.ecs.taskDefinition.requiresCompatibilities': 'EXTERNAL',
  'Service.ecs.taskDefinition.runtimePlatform.operatingSystemFamily': 'WINDOWS_SERVER_2022_CORE',
  'Service.ecs.taskDefinition.containers.healthCheck.command': 'CMD',
  'Service.ecs.taskDefinition.containers.dependsOn.containerName': 'log',
  'Service.ecs.taskDefinition.containers.mountPoints.sourceVolume': 'scratch',
  'Service.ecs.taskDefinition.containers.volumesFrom.sourceContainer': 'log',
  'Service.ecs.taskDefinition.containers.portMappings.containerPortRange': '8000-8020',
  'Service.ecs.taskDefinition.proxyConfiguration.containerName': 'log',
  'Service.ecs.taskDefinition.containers.ulimits.name': 'nproc',
  'Service.ecs.taskDefinition.containers.linuxParameters.tmpfs.mountOptions': 'nosuid',
};

function network(holder: string): Record<string, unknown> {
  return {
    [`${holder}.vpc.id`]: '<vpc other>',
    [`${holder}.vpc.name`]: 'other',
    [`${holder}.vpc.tags.*`]: 'other',
    [`${holder}.subnets.id`]: '<subnet other a>',
    [`${holder}.subnets.name`]: 'other b',
    [`${holder}.subnets.tags.*`]: 'other',
  };
}

function listenerRule(holder: string, rule: string): Record<string, unknown> {
  return { [`${holder}.loadBalancer.ref`]: 'other', [`${holder}.listener`]: 81, [`${holder}.rule`]: rule };
}

function rules(list: string, peer: string): Record<string, unknown> {
  return {
    [`${list}.protocol`]: 'udp',
    [`${list}.${peer}.cidr`]: '10.0.0.0/9',
    [`${list}.${peer}.securityGroup.ref`]: 'by-name',
    [`${list}.${peer}.securityGroup.id`]: '<group other>',
    [`${list}.${peer}.securityGroup.name`]: 'other',
    [`${list}.${peer}.prefixList.id`]: '<prefix list other>',
  };
}

export type Edits = Readonly<Record<string, unknown>>;

/** What has to change for a group to be given how its instances are replaced. */
export const occasion: Edits = { '/autoScalingGroup/launchTemplate/instanceType': 't3.small' };

/** More than that: what the manifest has there and elsewhere in its spec, nothing to take it out. */
export const edits: Readonly<Record<string, Edits>> = {
  'TargetGroup.vpc.default': { '/vpc': { name: 'one' } },
  'SecurityGroup.vpc.default': { '/vpc': { name: 'one' } },
  'LoadBalancer.vpc.default': { '/vpc': { name: 'one' } },
  'LoadBalancer.subnets.default': { '/subnets': [{ id: '<subnet default a>' }, { id: '<subnet default b>' }] },
  'LoadBalancer.listeners.protocol': {
    '/listeners/0/protocol': 'HTTPS',
    '/listeners/0/certificates': [{ arn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/one' }],
  },
  'LoadBalancer.listeners.mutualAuthentication.mode': { '/listeners/0/mutualAuthentication': { mode: 'passthrough' } },

  'Service.targetGroups.container': { '/targetGroups/0/container': 'other', '/targetGroups/0/port': 8080 },
  'Service.ips.availabilityZone': { '/ips/1': { ip: '10.1.0.101', availabilityZone: 'ap-northeast-2a' } },
  'Service.autoScalingGroup.vpc.default': { '/autoScalingGroup/vpc': { name: 'one' } },
  'Service.autoScalingGroup.subnets.default': { '/autoScalingGroup/subnets': [{ id: '<subnet default a>' }] },
  'Service.autoScalingGroup.metricsCollection.granularity': {
    '/autoScalingGroup/metricsCollection/granularity': undefined,
  },
  'Service.autoScalingGroup.scalingPolicies.step.adjustmentType': {
    '/autoScalingGroup/scalingPolicies/3/step/adjustmentType': 'ChangeInCapacity',
    '/autoScalingGroup/scalingPolicies/3/step/minAdjustmentMagnitude': undefined,
  },
  ...bound('Service.autoScalingGroup.scalingPolicies', '/autoScalingGroup/scalingPolicies'),
  ...bound('Service.ecs.autoScaling.policies', '/ecs/autoScaling/policies'),
  'Service.ecs.autoScaling.policies.step.adjustmentType': {
    '/ecs/autoScaling/policies/3/step/adjustmentType': 'ChangeInCapacity',
    '/ecs/autoScaling/policies/3/step/minAdjustmentMagnitude': undefined,
  },
  'Service.ecs.autoScaling.policies.predictive.maxCapacityBreachBehavior': {
    '/ecs/autoScaling/policies/5/predictive/maxCapacityBreachBehavior': 'HonorMaxCapacity',
    '/ecs/autoScaling/policies/5/predictive/maxCapacityBuffer': undefined,
  },
  ...counting('targetTracking.metricMath', '/ecs/autoScaling/policies/4/targetTracking/metricMath'),
  ...Object.fromEntries(
    ['Scaling', 'Load', 'Capacity'].flatMap((which) => {
      const own = `customized${which}MetricSpecification`;
      const path = `/ecs/autoScaling/policies/7/predictive/metricSpecifications/0/${own}/metricDataQueries`;
      return Object.entries(counting(`predictive.metricSpecifications.${own}.metricDataQueries`, path));
    }),
  ),
  // A service is identified by its cluster and its name.
  'Service.ecs.cluster.name': { '/ecs/cluster': { name: 'other' } },
  'Service.ecs.cluster.arn': { '/ecs/cluster': { arn: '<cluster other>' } },
  'Service.ecs.network.vpc.default': { '/ecs/network/vpc': { name: 'one' } },
  'Service.ecs.network.subnets.default': { '/ecs/network/subnets': [{ id: '<subnet default a>' }] },
  'Service.ecs.schedulingStrategy': {
    '/ecs/schedulingStrategy': 'DAEMON',
    '/ecs/desiredCount': undefined,
    '/ecs/placementStrategy': undefined,
  },
  'Service.ecs.deployment.circuitBreaker.enable': {
    '/ecs/deployment/circuitBreaker': { enable: false, rollback: false },
  },
  'Service.ecs.deployment.alarms.enable': {
    '/ecs/deployment/alarms/enable': false,
    '/ecs/deployment/alarms/rollback': false,
  },
  'Service.ecs.deployment.lifecycleHooks.targetType': {
    '/ecs/deployment/lifecycleHooks/1': {
      hookTargetArn: 'arn:aws:lambda:ap-northeast-2:123456789012:function:judge',
      roleArn: 'arn:aws:iam::123456789012:role/ecs',
      lifecycleStages: ['PRODUCTION_TRAFFIC_SHIFT'],
    },
  },
  'Service.ecs.taskDefinition.volumes.configuredAtLaunch': {
    '/ecs/taskDefinition/volumes': undefined,
    '/ecs/volumeConfigurations': undefined,
  },
  'Service.ecs.volumeConfigurations.name': {
    '/ecs/taskDefinition/volumes/0/name': 'other',
    '/ecs/volumeConfigurations/0/name': 'other',
  },
  'Service.ecs.volumeConfigurations.managedEBSVolume.volumeType': {
    '/ecs/volumeConfigurations/0/managedEBSVolume/volumeType': 'io1',
    '/ecs/volumeConfigurations/0/managedEBSVolume/throughput': undefined,
  },
  'Service.ecs.volumeConfigurations.managedEBSVolume.encrypted': {
    '/ecs/volumeConfigurations/0/managedEBSVolume/encrypted': false,
    '/ecs/volumeConfigurations/0/managedEBSVolume/kmsKeyId': undefined,
  },
  'Service.ecs.placementConstraints.type': { '/ecs/placementConstraints': [{ type: 'distinctInstance' }] },
  'Service.ecs.placementStrategy.type': { '/ecs/placementStrategy': [{ type: 'random' }] },
  'Service.ecs.taskDefinition.placementConstraints.type': { '/ecs/taskDefinition/placementConstraints': undefined },
  'Service.ecs.taskDefinition.proxyConfiguration.type': { '/ecs/taskDefinition/proxyConfiguration': undefined },
  'Service.ecs.taskDefinition.volumes.dockerVolumeConfiguration.scope': {
    '/ecs/taskDefinition/volumes/1/dockerVolumeConfiguration/scope': 'task',
    '/ecs/taskDefinition/volumes/1/dockerVolumeConfiguration/autoprovision': undefined,
  },
  'Service.ecs.taskDefinition.containers.portMappings.containerPort': {
    '/ecs/taskDefinition/containers/0/portMappings/0/containerPort': 81,
    '/ecs/taskDefinition/containers/0/portMappings/0/hostPort': 81,
  },
  'Service.ecs.taskDefinition.containers.portMappings.hostPort': {
    '/ecs/taskDefinition/containers/0/portMappings/0/containerPort': 82,
    '/ecs/taskDefinition/containers/0/portMappings/0/hostPort': 82,
  },
  'Service.ecs.taskDefinition.containers.environmentFiles.type': {
    '/ecs/taskDefinition/containers/0/environmentFiles': undefined,
  },
  'Service.ecs.taskDefinition.containers.resourceRequirements.type': {
    '/ecs/taskDefinition/containers/0/resourceRequirements': undefined,
  },
};

/** Steps touch: where one ends, the next one begins. */
function bound(policies: string, path: string): Record<string, Edits> {
  const moved = { [`${path}/3/step/steps/0/upper`]: 11, [`${path}/3/step/steps/1/lower`]: 11 };
  return { [`${policies}.step.steps.upper`]: moved, [`${policies}.step.steps.lower`]: moved };
}

/** Of several metrics one counts. */
function counting(queries: string, path: string): Record<string, Edits> {
  const other = { [`${path}/0/returnData`]: true, [`${path}/1/returnData`]: false };
  return { [`Service.ecs.autoScaling.policies.${queries}.returnData`]: other };
}
