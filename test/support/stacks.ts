/** What stands before any stack: a VPC with two public subnets. */
export const stacksFixture = {
  regions: {
    'ap-northeast-2': {
      vpcs: [
        {
          name: 'budget',
          cidr: '10.0.0.0/16',
          internetGateway: true,
          subnets: [
            { name: 'a', zone: 'a', cidr: '10.0.0.0/20', public: true },
            { name: 'c', zone: 'c', cidr: '10.0.16.0/20', public: true },
          ],
        },
      ],
    },
  },
};

const apiVersion = 'evenkeel.dev/v1';
const vpc = { name: 'budget' };

/** A security group with one rule each way, a load balancer, a target group, a listener and two rules. */
export function stack(number: number): readonly unknown[] {
  const name = `stack-${number}`;
  const forward = [{ forward: { targetGroups: [{ targetGroup: { ref: name } }] } }];
  const path = (prefix: string, priority: number): unknown => ({
    name: prefix,
    priority,
    conditions: [{ pathPattern: [`/${prefix}/*`] }],
    actions: forward,
  });
  return [
    {
      apiVersion,
      kind: 'SecurityGroup',
      metadata: { name },
      spec: {
        vpc,
        ingress: [{ protocol: 'tcp', port: 80, from: [{ cidr: '0.0.0.0/0' }] }],
        egress: [{ protocol: 'tcp', port: 8080, to: [{ cidr: '10.0.0.0/16' }] }],
      },
    },
    {
      apiVersion,
      kind: 'TargetGroup',
      metadata: { name },
      spec: { protocol: 'HTTP', port: 8080, targetType: 'ip', vpc, tags: { Stack: name } },
    },
    {
      apiVersion,
      kind: 'LoadBalancer',
      metadata: { name },
      spec: {
        vpc,
        subnets: [{ name: 'a' }, { name: 'c' }],
        securityGroups: [{ ref: name }],
        tags: { Stack: name },
        listeners: [
          { port: 80, protocol: 'HTTP', defaultActions: forward, rules: [path('api', 10), path('admin', 20)] },
        ],
      },
    },
  ];
}
