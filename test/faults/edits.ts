import type { Edits } from '../support/folders.ts';

const answer = (statusCode: string): unknown => [{ fixedResponse: { statusCode } }];
const routing = 'content-routing#/spec';
const group = 'web#/spec/autoScalingGroup';
const service = 'ecs-web#/spec/ecs';

/** What people change in the manifests of a system: each alone is sound, and so are any of them together. */
export const editsOf: Readonly<Record<string, readonly Edits[]>> = {
  'content-routing': [
    { 'content-routing#/spec/scheme': 'internal' },
    { 'pages#/spec/port': 81 },
    { 'api#/spec/port': 8080 },
    { [`${routing}/attributes`]: { 'idle_timeout.timeout_seconds': 30 } },
    { [`${routing}/attributes`]: undefined },
    { [`${routing}/tags`]: { Project: 'another' } },
    { [`${routing}/tags`]: undefined },
    { [`${routing}/listeners/0/rules/0/priority`]: 70 },
    { [`${routing}/listeners/0/rules/4/priority`]: 10, [`${routing}/listeners/0/rules/0/priority`]: 50 },
    {
      [`${routing}/listeners/0/rules/5`]: {
        name: 'n',
        priority: 5,
        conditions: [{ pathPattern: ['/n'] }],
        actions: answer('200'),
      },
    },
    { [`${routing}/listeners/0/rules/3/conditions`]: [{ sourceIp: ['10.0.0.0/8'] }] },
    { [`${routing}/listeners/0/rules/1/actions`]: answer('404') },
    { [`${routing}/listeners/0/rules`]: undefined },
    { [`${routing}/listeners/0/defaultActions`]: answer('503') },
    { [`${routing}/listeners/0/port`]: 8080 },
    { [`${routing}/securityGroups`]: [{ name: 'page-sg' }] },
    {
      'content-routing-sg#/spec/ingress': [
        { protocol: 'tcp', ports: { from: 80, to: 90 }, from: [{ cidr: '10.0.0.0/8' }, { cidr: '::/0' }] },
      ],
    },
    { 'content-routing-sg#/spec/egress': undefined },
    { 'content-routing-sg#/spec/egress': [] },
    { 'pages#/spec/healthCheck/path': '/alive', 'pages#/spec/tags': undefined },
    { 'pages#/spec/healthCheck': undefined },
    { 'pages#/spec/attributes': { 'stickiness.enabled': true, 'stickiness.type': 'lb_cookie' } },
    { 'api#/spec/attributes': undefined },
    { 'api-instances#/spec/instances': [{ tags: { Role: 'page' } }] },
    { 'page-instances#/spec/instances': [{ name: 'page-01' }] },
    {
      'api-instances#/metadata/annotations': { 'evenkeel.dev/allow-empty': 'true' },
      'api-instances#/spec/instances': [{ name: 'page-01' }],
    },
  ],
  'asg-web': [
    { 'web-alb#/spec/scheme': 'internal' },
    { 'web-tg#/spec/port': 8080 },
    { [`${group}/minSize`]: 1 },
    { [`${group}/maxSize`]: 6 },
    { [`${group}/launchTemplate/instanceType`]: 't3.micro' },
    { [`${group}/launchTemplate/instanceTags`]: undefined },
    { [`${group}/launchTemplate/description`]: 'another' },
    { [`${group}/subnets`]: [{ name: 'Private subnet A' }] },
    { [`${group}/healthCheck`]: undefined },
    { [`${group}/metricsCollection`]: undefined },
    { [`${group}/scalingPolicies`]: undefined },
    { [`${group}/scalingPolicies/0/targetTracking/targetValue`]: 60 },
    {
      [`${group}/scalingPolicies/1`]: {
        name: 'network',
        targetTracking: { predefinedMetric: 'ASGAverageNetworkIn', targetValue: 1000000 },
      },
    },
    { [`${group}/tags`]: { Team: 'web' } },
    { [`${group}/tags`]: undefined },
    { [`${group}/instanceRefresh`]: undefined },
    { 'web-tg#/spec/healthCheck/path': '/alive' },
    { 'web-tg#/spec/tags': { Team: 'web' } },
    { 'asg-web-inst-sg#/spec/egress': [] },
  ],
  // Without a public address its tasks could not pull their image: all else may be changed.
  'ecs-service': [
    { 'ecs-web-alb#/spec/scheme': 'internal' },
    { 'ecs-web-tg#/spec/port': 8080 },
    { [`${service}/taskDefinition/containers/0/image`]: 'nginx:1.28' },
    { [`${service}/taskDefinition/cpu`]: '0.5 vCPU', [`${service}/taskDefinition/memory`]: '1 GB' },
    { [`${service}/taskDefinition/containers/0/environment`]: [{ name: 'STAGE', value: 'test' }] },
    { [`${service}/deployment`]: undefined },
    { [`${service}/deployment/circuitBreaker`]: undefined },
    { [`${service}/deployment/minimumHealthyPercent`]: 50 },
    { [`${service}/availabilityZoneRebalancing`]: undefined },
    { [`${service}/serviceConnect`]: undefined },
    { [`${service}/healthCheckGracePeriodSeconds`]: 30 },
    { [`${service}/healthCheckGracePeriodSeconds`]: undefined },
    { [`${service}/propagateTags`]: undefined },
    { [`${service}/autoScaling`]: undefined },
    { [`${service}/autoScaling/min`]: 1 },
    { [`${service}/autoScaling/policies`]: undefined },
    { [`${service}/autoScaling/policies/0/targetTracking/targetValue`]: 80 },
    { 'ecs-web#/spec/tags': undefined },
    { 'ecs-web-tg#/spec/attributes': undefined },
  ],
};
