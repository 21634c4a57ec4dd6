interface Voyage {
  readonly what: string;
  readonly made: readonly unknown[];
  /** Every group of fields that can be written in place, in another state. */
  readonly changed: readonly unknown[];
  readonly replaced: readonly unknown[];
}

const vpc = { name: 'VPC-Lab' };
const publicSubnets = [{ name: 'Public subnet A' }, { name: 'Public subnet C' }];
const privateSubnets = [{ name: 'Private subnet A' }, { name: 'Private subnet C' }];

function manifest(kind: string, name: string, spec: object): unknown {
  return { apiVersion: 'evenkeel.dev/v1', kind, metadata: { name }, spec: { vpc, ...spec } };
}

function forwardTo(...names: string[]): unknown[] {
  return [{ forward: { targetGroups: names.map((ref, index) => ({ targetGroup: { ref }, weight: index + 1 })) } }];
}

function admitting(name: string, ...ports: number[]): unknown {
  const ingress = ports.map((port) => ({
    protocol: 'tcp',
    port,
    from: [{ cidr: '10.0.0.0/8' }],
    description: `${ports.length} ports in all`,
  }));
  return manifest('SecurityGroup', name, { ingress, egress: [], tags: { Ports: String(ports.length) } });
}

const application: Voyage = {
  what: 'an application load balancer',
  made: [
    admitting('web', 80),
    manifest('TargetGroup', 'blue', { protocol: 'HTTP', port: 80 }),
    manifest('TargetGroup', 'green', { protocol: 'HTTP', port: 80 }),
    manifest('LoadBalancer', 'web', {
      subnets: publicSubnets,
      securityGroups: [{ ref: 'web' }],
      listeners: [
        {
          port: 80,
          protocol: 'HTTP',
          defaultActions: forwardTo('blue'),
          rules: [
            { name: 'one', priority: 1, conditions: [{ pathPattern: ['/one'] }], actions: forwardTo('green') },
            { name: 'two', priority: 2, conditions: [{ pathPattern: ['/two'] }], actions: forwardTo('green') },
          ],
        },
      ],
    }),
  ],
  changed: [
    admitting('web', 80, 8080),
    manifest('TargetGroup', 'blue', {
      protocol: 'HTTP',
      port: 80,
      healthCheck: { path: '/health', intervalSeconds: 10 },
      attributes: { 'deregistration_delay.timeout_seconds': 10 },
      tags: { colour: 'blue' },
    }),
    manifest('TargetGroup', 'green', { protocol: 'HTTP', port: 80 }),
    manifest('LoadBalancer', 'web', {
      subnets: [publicSubnets[0], privateSubnets[1]],
      securityGroups: [{ ref: 'web' }, { name: 'default' }],
      attributes: { 'idle_timeout.timeout_seconds': 30 },
      tags: { colour: 'both' },
      listeners: [
        {
          port: 80,
          protocol: 'HTTP',
          defaultActions: forwardTo('blue', 'green'),
          rules: [
            { name: 'two', priority: 1, conditions: [{ pathPattern: ['/2'] }], actions: forwardTo('blue', 'green') },
            { name: 'one', priority: 2, conditions: [{ pathPattern: ['/one'] }], actions: forwardTo('green') },
            { name: 'new', priority: 3, conditions: [{ hostHeader: ['new.example.com'] }], actions: forwardTo('blue') },
          ],
        },
        { port: 81, protocol: 'HTTP', defaultActions: [{ fixedResponse: { statusCode: '404' } }] },
      ],
    }),
  ],
  replaced: [
    admitting('web', 80),
    manifest('TargetGroup', 'blue', { protocol: 'HTTP', port: 8080 }),
    manifest('LoadBalancer', 'web', {
      subnets: publicSubnets,
      scheme: 'internal',
      securityGroups: [{ ref: 'web' }],
      listeners: [{ port: 80, protocol: 'HTTP', defaultActions: forwardTo('blue') }],
    }),
  ],
};

const network: Voyage = {
  what: 'a network load balancer',
  made: [
    admitting('edge', 443),
    manifest('TargetGroup', 'tcp', { protocol: 'TCP', port: 443, targetType: 'ip' }),
    manifest('LoadBalancer', 'edge', {
      type: 'network',
      subnets: publicSubnets,
      securityGroups: [{ ref: 'edge' }],
      listeners: [{ port: 443, protocol: 'TCP', defaultActions: forwardTo('tcp') }],
    }),
  ],
  changed: [
    admitting('edge', 443, 8443),
    manifest('TargetGroup', 'tcp', {
      protocol: 'TCP',
      port: 443,
      targetType: 'ip',
      healthCheck: { intervalSeconds: 10 },
      attributes: { 'preserve_client_ip.enabled': true },
    }),
    manifest('LoadBalancer', 'edge', {
      type: 'network',
      subnets: publicSubnets,
      securityGroups: [{ ref: 'edge' }],
      attributes: { 'load_balancing.cross_zone.enabled': true },
      listeners: [
        { port: 443, protocol: 'TCP', defaultActions: forwardTo('tcp') },
        { port: 8443, protocol: 'TCP', defaultActions: forwardTo('tcp') },
      ],
    }),
  ],
  replaced: [
    admitting('edge', 443),
    manifest('TargetGroup', 'tcp', { protocol: 'TCP', port: 8443, targetType: 'ip' }),
    manifest('LoadBalancer', 'edge', {
      type: 'network',
      subnets: publicSubnets,
      securityGroups: [{ ref: 'edge' }],
      listeners: [{ port: 443, protocol: 'TCP', defaultActions: forwardTo('tcp') }],
    }),
  ],
};

const gateway: Voyage = {
  what: 'a gateway load balancer',
  made: [
    manifest('TargetGroup', 'appliances', { protocol: 'GENEVE', port: 6081 }),
    manifest('LoadBalancer', 'inspection', {
      type: 'gateway',
      subnets: [privateSubnets[0]],
      listeners: [{ defaultActions: forwardTo('appliances') }],
    }),
  ],
  changed: [
    manifest('TargetGroup', 'appliances', {
      protocol: 'GENEVE',
      port: 6081,
      healthCheck: { port: '8080' },
      attributes: { 'deregistration_delay.timeout_seconds': 60 },
    }),
    manifest('LoadBalancer', 'inspection', {
      type: 'gateway',
      subnets: [privateSubnets[0]],
      attributes: { 'load_balancing.cross_zone.enabled': true },
      tags: { Purpose: 'inspection' },
      listeners: [{ defaultActions: forwardTo('appliances') }],
    }),
  ],
  replaced: [
    manifest('TargetGroup', 'appliances', { protocol: 'GENEVE', port: 6081 }),
    manifest('LoadBalancer', 'inspection', {
      name: 'inspection-2',
      type: 'gateway',
      subnets: [privateSubnets[0]],
      listeners: [{ defaultActions: forwardTo('appliances') }],
    }),
  ],
};

export const voyages: readonly Voyage[] = [application, network, gateway];
