import { emptyInventory } from '../../src/core/inventory.ts';
import type { Change } from '../../src/core/plan.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { noEvidence, type Evidence, type TaskEvidence } from '../../src/diagnosis/evidence.ts';
import { factsOf, type Facts } from '../../src/diagnosis/facts.ts';

export const NOW = Date.UTC(2026, 2, 1, 12);
export const MINUTE = 60_000;

const vpc = { vpc: 'vpc-1', isDefault: false, tags: {} };

const inventory = {
  ...emptyInventory,
  subnets: [
    { ...vpc, id: 'subnet-a', name: 'Public A', zone: 'z1a', public: true, defaultRoute: 'igw-1' },
    { ...vpc, id: 'subnet-b', name: 'Public B', zone: 'z1b', public: true, defaultRoute: 'igw-1' },
    { ...vpc, id: 'subnet-p', name: 'Private A', zone: 'z1a', public: false },
    { ...vpc, id: 'subnet-n', name: 'NAT A', zone: 'z1a', public: false, defaultRoute: 'nat-1' },
  ],
};

/** One of each that stands and is well; tests change what ails. */
const healthy = {
  'load-balancer/default/alb': {
    physical: 'alb',
    state: {
      name: 'alb',
      type: 'application',
      scheme: 'internet-facing',
      subnets: [{ subnet: 'subnet-a' }],
      securityGroups: ['sg-alb'],
    },
    status: { ready: true, text: 'active' },
  },
  'listener/default/alb/80': {
    physical: 'listener',
    parent: 'alb',
    state: {
      loadBalancer: 'alb',
      port: 80,
      protocol: 'HTTP',
      defaultActions: [
        { forward: { targetGroups: [{ targetGroup: 'tg', weight: 1 }], stickiness: { enabled: false } } },
      ],
    },
  },
  'target-group/default/tg': {
    physical: 'tg',
    name: 'tg',
    state: {
      name: 'tg',
      targetType: 'ip',
      protocol: 'HTTP',
      port: 8080,
      healthCheck: { protocol: 'HTTP', port: 'traffic-port', path: '/', timeoutSeconds: 5, matcher: '200' },
    },
    status: { ready: true, text: '1/1 healthy', targets: [{ id: '10.0.0.5', port: 8080, state: 'healthy' }] },
  },
  'security-group/default/alb-sg': { physical: 'sg-alb', state: { name: 'alb-sg', vpc: 'vpc-1' } },
  'security-group-rule/default/alb-sg/in': {
    physical: 'sgr-1',
    parent: 'sg-alb',
    state: {
      group: 'sg-alb',
      direction: 'ingress',
      protocol: 'tcp',
      fromPort: 80,
      toPort: 80,
      peer: { cidr: '0.0.0.0/0' },
    },
  },
  'security-group-rule/default/alb-sg/out': {
    physical: 'sgr-2',
    parent: 'sg-alb',
    state: { group: 'sg-alb', direction: 'egress', protocol: '-1', peer: { cidr: '0.0.0.0/0' } },
  },
  'security-group/default/task-sg': { physical: 'sg-task', state: { name: 'task-sg', vpc: 'vpc-1' } },
  'security-group-rule/default/task-sg/in': {
    physical: 'sgr-3',
    parent: 'sg-task',
    state: {
      group: 'sg-task',
      direction: 'ingress',
      protocol: 'tcp',
      fromPort: 8080,
      toPort: 8080,
      peer: { securityGroup: 'sg-alb' },
    },
  },
  'ecs-service/default/web': {
    physical: 'service',
    state: {
      name: 'demo/web',
      cluster: 'demo',
      taskDefinition: 'web:1',
      launchType: 'FARGATE',
      network: { subnets: ['subnet-a'], securityGroups: ['sg-task'], assignPublicIp: false },
      loadBalancers: [{ targetGroup: 'tg', containerName: 'web', containerPort: 8080 }],
    },
    status: { ready: true, text: '1/1 running' },
  },
  'launch-template/default/asg': {
    physical: 'lt-1',
    state: { name: 'asg', image: 'ami-1', securityGroups: ['sg-task'] },
  },
  'auto-scaling-group/default/asg': {
    physical: 'asg',
    createdAt: NOW - 60 * MINUTE,
    state: { name: 'asg', launchTemplate: { id: 'lt-1', version: '1' }, minSize: 2, targetGroups: [] },
    status: { ready: true, text: '2/2 in service' },
  },
};

type Id = keyof typeof healthy;

type Standing = Omit<Live, 'type' | 'tags' | 'outputs' | 'uses'>;

const kinds: Readonly<Record<string, string>> = {
  'load-balancer': 'LoadBalancer',
  listener: 'LoadBalancer',
  'target-group': 'TargetGroup',
  'security-group': 'SecurityGroup',
  'security-group-rule': 'SecurityGroup',
};

export interface Ailment {
  /** What is otherwise than well; `undefined` where it is not there. */
  readonly live?: Readonly<Partial<Record<Id, Partial<Standing> | undefined>>>;
  readonly evidence?: Partial<Evidence>;
  readonly wanted?: readonly Wanted[];
}

/** What a look at a folder and an account would have found. */
export function patient({ live: ailing = {}, evidence = {}, wanted = [] }: Ailment): Facts {
  const all = Object.entries(healthy).flatMap(([id, well]): [string, Live][] => {
    if (id in ailing && ailing[id as Id] === undefined) return [];
    const type = id.slice(0, id.indexOf('/'));
    return [[id, { type, tags: {}, outputs: {}, uses: [], ...merged(well, ailing[id as Id] ?? {}) }]];
  });
  return factsOf({
    snapshot: { account: '1', region: 'r', live: all.map(([, live]) => live), unreadable: [], inventory },
    wanted,
    changes: all.map(([id, live], index) => changeOf(id, live, index)),
    evidence: { ...noEvidence, ...evidence },
    now: NOW,
  });
}

function changeOf(id: string, { type, physical }: Live, index: number): Change {
  const [, namespace, name] = id.split('/');
  return {
    id,
    type,
    manifest: `${kinds[type] ?? 'Service'}/${namespace}/${name}`,
    action: 'noop',
    cause: 'spec',
    impact: 'none',
    diffs: [],
    groups: [],
    after: [],
    warnings: [],
    undeclared: [],
    live: physical,
    source: { file: 'all.yaml', line: index + 1, column: 1 },
  };
}

/** Of the state, each field on its own. */
function merged(well: Standing, ill: Partial<Standing>): Standing {
  return { ...well, ...ill, state: { ...well.state, ...ill.state } };
}

/** A task that stopped a minute ago. */
export function stoppedTask(id: string, stopCode: string, stoppedReason: string): TaskEvidence {
  return {
    id,
    createdAt: NOW - 2 * MINUTE,
    endedAt: NOW - MINUTE,
    status: 'STOPPED',
    subnet: 'subnet-a',
    stopCode,
    stoppedReason,
    containers: [],
  };
}

/** A service that is not ready, of which this was read. */
export function unwell(tasks: readonly TaskEvidence[], messages: readonly string[] = []): Ailment {
  const events = messages.map((message, index) => ({ at: NOW - (index + 1) * MINUTE, message }));
  return {
    live: { 'ecs-service/default/web': { status: { ready: false, text: '0/1 running' } } },
    evidence: { services: new Map([['service', { events, tasks }]]) },
  };
}
