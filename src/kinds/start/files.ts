import type { Imported, Note } from '../import/context.ts';
import type { Answers, Origin } from './answers.ts';
import { serviceSpec } from './service.ts';

/** One file of a new folder. */
export interface StartFile {
  readonly name: string;
  readonly manifests: readonly Imported[];
}

/** A small system to begin with: who reaches it, by what, and what serves. */
export function startFiles(answers: Answers): StartFile[] {
  return [
    { name: 'load-balancer.yaml', manifests: [loadBalancer(answers)] },
    { name: 'security-groups.yaml', manifests: securityGroups(answers) },
    { name: 'target-group.yaml', manifests: [targetGroup(answers)] },
    { name: 'service.yaml', manifests: [service(answers)] },
  ];
}

const namespace = 'default';

function loadBalancer({ name, vpc, scheme, subnets, certificate }: Answers): Imported {
  const forward = [{ forward: { targetGroups: [{ targetGroup: { ref: `${name}-tg` } }] } }];
  const redirect = [{ redirect: { protocol: 'HTTPS', port: '443', statusCode: 'HTTP_301' } }];
  const secure = {
    port: 443,
    protocol: 'HTTPS',
    sslPolicy: 'ELBSecurityPolicy-TLS13-1-2-2021-06',
    certificates: [{ arn: certificate }],
    defaultActions: forward,
  };
  const plain = { port: 80, protocol: 'HTTP', defaultActions: certificate === undefined ? forward : redirect };
  const zones = note(['spec', 'subnets'], 'One subnet in each zone. Two zones at least: one may fail.');
  const http =
    'Only HTTP. With a certificate of ACM, add a listener on 443: evenkeel explain lb.spec.listeners.certificates';
  return {
    kind: 'LoadBalancer',
    namespace,
    name: `${name}-alb`,
    spec: {
      scheme,
      vpc,
      subnets,
      securityGroups: [{ ref: `${name}-alb-sg` }],
      listeners: certificate === undefined ? [plain] : [secure, plain],
    },
    notes: [
      note([], 'Where requests come in.'),
      zones,
      certificate === undefined
        ? note(['spec', 'listeners'], http)
        : note(['spec', 'listeners', 1, 'defaultActions'], 'Whoever comes by HTTP is sent to HTTPS.'),
    ],
  };
}

function securityGroups({ name, port, vpc, scheme, certificate, serves }: Answers): Imported[] {
  const ports = certificate === undefined ? [80] : [443, 80];
  const anywhere = scheme === 'internal' ? '10.0.0.0/8' : '0.0.0.0/0';
  const outer: Imported = {
    kind: 'SecurityGroup',
    namespace,
    name: `${name}-alb-sg`,
    spec: {
      description: 'Requests to the load balancer',
      vpc,
      ingress: ports.map((one) => ({ protocol: 'tcp', port: one, from: [{ cidr: anywhere }] })),
    },
    notes: [note([], 'Who reaches the load balancer.'), note(['spec', 'ingress'], 'Narrow this down to who is meant.')],
  };
  if (serves.from === 'instances') return [outer];
  const inner: Imported = {
    kind: 'SecurityGroup',
    namespace,
    name: `${name}-sg`,
    spec: {
      description: 'Requests from the load balancer only',
      vpc,
      ingress: [{ protocol: 'tcp', port, from: [{ securityGroup: { ref: `${name}-alb-sg` } }] }],
    },
    notes: [note([], 'Only the load balancer reaches what serves.')],
  };
  return [outer, inner];
}

function targetGroup({ name, port, vpc, serves }: Answers): Imported {
  return {
    kind: 'TargetGroup',
    namespace,
    name: `${name}-tg`,
    spec: {
      targetType: serves.from === 'fargate' ? 'ip' : 'instance',
      protocol: 'HTTP',
      port,
      vpc,
      healthCheck: { path: '/' },
    },
    notes: [
      note([], 'What gets the requests.'),
      note(['spec', 'healthCheck'], 'A target serves while this answers 200.'),
    ],
  };
}

const whatServes: Readonly<Record<Origin, string>> = {
  instances: 'Every running instance with these tags. Their own security groups have to let the load balancer in.',
  asg: 'Instances that an Auto Scaling group starts and replaces.',
  fargate: 'Tasks that ECS runs on Fargate and registers in the target group.',
};

function service(answers: Answers): Imported {
  const { spec, notes } = serviceSpec(answers);
  return {
    kind: 'Service',
    namespace,
    name: answers.name,
    spec: { targetGroups: [{ targetGroup: { ref: `${answers.name}-tg` } }], ...spec },
    notes: [note([], whatServes[answers.serves.from]), ...notes],
  };
}

function note(path: Note['path'], text: string): Note {
  return { path, text };
}
