import { expect, test } from 'vitest';
import { load } from '../../src/engine/load.ts';
import type { Fixture } from '../../src/simulator/fixture.ts';
import { controllerOn } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { folderOf } from '../support/folders.ts';

const fixture: Fixture = {
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
      instances: [
        { name: 'one', subnet: 'a', tags: { Role: 'page' } },
        { name: 'two', subnet: 'c', tags: { Role: 'page' } },
      ],
      images: [{ name: 'page' }],
      clusters: [{ name: 'demo' }],
    },
  },
};

const apiVersion = 'evenkeel.dev/v1';
const vpc = { name: 'budget' };
const subnets = [{ name: 'a' }, { name: 'c' }];

interface Backend {
  readonly targetType: 'instance' | 'ip';
  readonly of: (name: string) => object;
  /** What its targets serve on, where that is for the Service to say. */
  readonly serves?: { readonly port: number; readonly container: string };
}

const backends: Readonly<Record<string, Backend>> = {
  instances: { targetType: 'instance', of: () => ({ instances: [{ tags: { Role: 'page' } }] }) },
  autoScalingGroup: {
    targetType: 'instance',
    of: (name) => ({
      autoScalingGroup: {
        name,
        launchTemplate: { name, image: { name: 'page' }, instanceType: 't3.micro' },
        vpc,
        subnets,
        minSize: 1,
        maxSize: 2,
        metricsCollection: { granularity: '1Minute' },
        scalingPolicies: [
          { name: 'cpu', targetTracking: { predefinedMetric: 'ASGAverageCPUUtilization', targetValue: 30 } },
        ],
        instanceRefresh: { onTemplateChange: true },
        tags: { Name: name },
      },
    }),
  },
  ecs: {
    targetType: 'ip',
    serves: { port: 80, container: 'web' },
    of: (name) => ({
      ecs: {
        cluster: { name: 'demo' },
        launchType: 'FARGATE',
        taskDefinition: {
          family: name,
          cpu: '0.25 vCPU',
          memory: '0.5 GB',
          containers: [{ name: 'web', image: 'nginx', portMappings: [{ containerPort: 80 }] }],
        },
        desiredCount: 1,
        network: { vpc, subnets, assignPublicIp: true },
        autoScaling: {
          min: 1,
          max: 2,
          policies: [
            { name: 'cpu', targetTracking: { predefinedMetric: 'ECSServiceAverageCPUUtilization', targetValue: 50 } },
          ],
        },
      },
    }),
  },
};

/** One load balancer, and behind a rule each as many target groups. */
function groups(names: readonly string[], { targetType }: Backend): object[] {
  const forward = (ref: string): object => ({ forward: { targetGroups: [{ targetGroup: { ref } }] } });
  const rules = names.map((name, index) => ({
    name,
    priority: index + 1,
    conditions: [{ pathPattern: [`/${name}/*`] }],
    actions: [forward(name)],
  }));
  const listeners = [{ port: 80, protocol: 'HTTP', defaultActions: [{ fixedResponse: { statusCode: '404' } }], rules }];
  return [
    { apiVersion, kind: 'LoadBalancer', metadata: { name: 'budget' }, spec: { vpc, subnets, listeners } },
    ...names.map((name) => ({
      apiVersion,
      kind: 'TargetGroup',
      metadata: { name },
      spec: { targetType, protocol: 'HTTP', port: 80, vpc },
    })),
  ];
}

function service(name: string, { of, serves }: Backend): object {
  const targetGroups = [{ targetGroup: { ref: name }, ...serves }];
  return { apiVersion, kind: 'Service', metadata: { name }, spec: { targetGroups, ...of(name) } };
}

interface Quiet {
  readonly reads: number;
  readonly counts: Readonly<Record<string, number>>;
}

/** Converges, and gives what a look costs once nothing is left to do. */
async function quiet(manifests: readonly object[]): Promise<Quiet> {
  const emulator = simulatorEmulator({ fixture });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const controller = await controllerOn(account);
  const loaded = await load(folderOf({ 'all.yaml': manifests }), {});
  expect(loaded.problems).toEqual([]);
  expect((await controller.run(loaded)).ending).toBe('converged');
  journal.clear();
  await controller.look(loaded);
  const cost = { reads: journal.count(), counts: journal.counts() };
  journal.clear();
  expect((await controller.run(loaded)).ending).toBe('converged');
  expect(journal.writes()).toBe(0);
  await emulator.stop();
  return cost;
}

test.for(Object.entries(backends))('a Service adds few reads for each target group: %s', async ([name, backend]) => {
  const added = async (count: number): Promise<Quiet> => {
    const names = Array.from({ length: count }, (_, index) => `web-${index}`);
    const before = await quiet(groups(names, backend));
    const after = await quiet([...groups(names, backend), ...names.map((one) => service(one, backend))]);
    return { ...after, reads: after.reads - before.reads };
  };
  const [one, twenty] = [await added(1), await added(20)];
  const slope = (twenty.reads - one.reads) / 19;
  process.stdout.write(
    `${name}: a quiet look takes ${one.reads} more reads with 1 Service, ${twenty.reads} with 20: ${slope.toFixed(2)} each\n`,
  );
  expect(slope).toBeLessThanOrEqual(2);
  if (name === 'ecs') {
    expect([one.counts['ecs:DescribeServices'], twenty.counts['ecs:DescribeServices']]).toEqual([1, 2]);
  }
});
