/** What else than a change in place becomes of a field that is changed. */
export type Expected =
  /** In place: the only difference, and it is told where the manifest has the field. */
  | 'updated'
  /** In place, and what belongs to it changes along with it. */
  | 'together'
  /** AWS keeps it for life: something else comes in the place of what had it. */
  | 'replaced'
  /** It is what its element is known by: one element goes, another one comes. */
  | 'moved'
  /** It only tells where to look for others: those are not found elsewhere. */
  | 'narrows'
  /** AWS is told, and never tells it to anybody. */
  | 'secret'
  /** It stands in a tag of our own, and nowhere else in AWS. */
  | 'remembered';

interface Exception {
  readonly expected: Expected;
  readonly why: string;
}

const every = (expected: Expected, why: string, leaves: readonly string[]): Record<string, Exception> =>
  Object.fromEntries(leaves.map((leaf) => [leaf, { expected, why }]));

/** Leaves that are not changed in place, and a difference of their own. */
export const exceptions: Readonly<Record<string, Exception>> = {
  ...every('replaced', 'AWS has no call that changes it', [
    'TargetGroup.name',
    'TargetGroup.targetType',
    'TargetGroup.protocol',
    'TargetGroup.protocolVersion',
    'TargetGroup.port',
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
  ]),
  ...every('moved', 'AWS knows a rule by all that it has but its description', [
    ...ruleLeaves('SecurityGroup.ingress', 'from'),
    ...ruleLeaves('SecurityGroup.egress', 'to'),
  ]),
  ...every('moved', 'a listener is known by its port', ['LoadBalancer.listeners.port']),
  ...every('narrows', 'a load balancer stands where its subnets are', [
    'LoadBalancer.vpc.id',
    'LoadBalancer.vpc.name',
    'LoadBalancer.vpc.tags.*',
    'LoadBalancer.vpc.default',
  ]),
  ...every('together', 'only verify has a trust store and all that belongs to it', [
    'LoadBalancer.listeners.mutualAuthentication.mode',
  ]),
  ...every('together', 'HTTPS has a certificate, and HTTP none', ['LoadBalancer.listeners.protocol']),
  ...every('together', 'without stickiness there is no duration', [
    'LoadBalancer.listeners.defaultActions.forward.stickiness.enabled',
  ]),
  ...every('secret', 'AWS never shows it', [
    'LoadBalancer.listeners.defaultActions.authenticateOidc.clientSecretFrom.env',
  ]),
  ...every('remembered', 'rules have no names in AWS', ['LoadBalancer.listeners.rules.name']),
};

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
