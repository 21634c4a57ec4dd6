import type { TrailResource } from './state.ts';

/** What kind of resource a text names, where it names one by an id or ARN that says so. */
const kinds: readonly (readonly [pattern: RegExp, type: string])[] = [
  [/^arn:aws[\w-]*:elasticloadbalancing:[^/]*:loadbalancer\//, 'AWS::ElasticLoadBalancingV2::LoadBalancer'],
  [/^arn:aws[\w-]*:elasticloadbalancing:[^/]*:targetgroup\//, 'AWS::ElasticLoadBalancingV2::TargetGroup'],
  [/^arn:aws[\w-]*:elasticloadbalancing:[^/]*:listener\//, 'AWS::ElasticLoadBalancingV2::Listener'],
  [/^arn:aws[\w-]*:elasticloadbalancing:[^/]*:listener-rule\//, 'AWS::ElasticLoadBalancingV2::ListenerRule'],
  [/^arn:aws[\w-]*:ecs:[^/]*:service\//, 'AWS::ECS::Service'],
  [/^arn:aws[\w-]*:ecs:[^/]*:cluster\//, 'AWS::ECS::Cluster'],
  [/^arn:aws[\w-]*:ecs:[^/]*:task-definition\//, 'AWS::ECS::TaskDefinition'],
  [/^i-[0-9a-f]+$/, 'AWS::EC2::Instance'],
  [/^sg-[0-9a-f]+$/, 'AWS::EC2::SecurityGroup'],
  [/^subnet-[0-9a-f]+$/, 'AWS::EC2::Subnet'],
  [/^vpc-[0-9a-f]+$/, 'AWS::EC2::VPC'],
  [/^eni-[0-9a-f]+$/, 'AWS::EC2::NetworkInterface'],
  [/^rtb-[0-9a-f]+$/, 'AWS::EC2::RouteTable'],
  [/^igw-[0-9a-f]+$/, 'AWS::EC2::InternetGateway'],
  [/^lt-[0-9a-f]+$/, 'AWS::EC2::LaunchTemplate'],
  [/^ami-[0-9a-f]+$/, 'AWS::EC2::Ami'],
];

/** The names that are nothing but names, by the member that they stand in. */
const names: Readonly<Record<string, string>> = {
  autoScalingGroupName: 'AWS::AutoScaling::AutoScalingGroup',
  launchTemplateName: 'AWS::EC2::LaunchTemplate',
};

/** What a call is about: everything that its parameters and its answer name. */
export function resourcesIn(...parts: readonly unknown[]): TrailResource[] {
  const found = new Map<string, TrailResource>();
  for (const part of parts) collect(part, '', found);
  return [...found.values()];
}

function collect(value: unknown, member: string, found: Map<string, TrailResource>): void {
  if (typeof value === 'string') {
    const type = names[member] ?? kinds.find(([pattern]) => pattern.test(value))?.[1];
    if (type !== undefined) found.set(`${type} ${value}`, { type, name: value });
  } else if (Array.isArray(value)) for (const item of value) collect(item, member, found);
  else if (typeof value === 'object' && value !== null)
    for (const [name, item] of Object.entries(value)) collect(item, name, found);
}
