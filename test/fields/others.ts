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
};

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

/** More than that: what the manifest has there and elsewhere in its spec, nothing to take it out. */
export const edits: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  'TargetGroup.vpc.default': { '/vpc': { name: 'one' } },
  'SecurityGroup.vpc.default': { '/vpc': { name: 'one' } },
  'LoadBalancer.vpc.default': { '/vpc': { name: 'one' } },
  'LoadBalancer.subnets.default': { '/subnets': [{ id: '<subnet default a>' }, { id: '<subnet default b>' }] },
  'LoadBalancer.listeners.protocol': {
    '/listeners/0/protocol': 'HTTPS',
    '/listeners/0/certificates': [{ arn: 'arn:aws:acm:ap-northeast-2:123456789012:certificate/one' }],
  },
  'LoadBalancer.listeners.mutualAuthentication.mode': { '/listeners/0/mutualAuthentication': { mode: 'passthrough' } },
};
