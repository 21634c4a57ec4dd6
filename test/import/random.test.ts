import * as fc from 'fast-check';
import { it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { controllerOn } from '../support/controller.ts';
import { folderOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stacksFixture } from '../support/stacks.ts';
import { release, roundTrip } from './round-trip.ts';

const RUNS = Number(process.env['EVENKEEL_STACKS'] ?? 200);

const vpc = { name: 'budget' };
const port = fc.integer({ min: 1, max: 65_535 });
const label = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z0-9]$/);
const tags = fc.dictionary(
  fc.stringMatching(/^[A-Za-z][A-Za-z0-9:/._-]{0,12}$/),
  fc.string({ maxLength: 12, unit: 'grapheme-ascii' }).map((text) => text.replaceAll(/[^\w .:/=+@-]/g, '')),
  { maxKeys: 4 },
);

const groupSpec = fc.record(
  {
    port,
    protocol: fc.constantFrom('HTTP', 'HTTPS'),
    healthCheck: fc.record(
      {
        intervalSeconds: fc.integer({ min: 31, max: 300 }),
        healthyThreshold: fc.integer({ min: 2, max: 10 }),
        port: fc.constantFrom('traffic-port', '8081'),
        path: fc.constantFrom('/', '/healthy?deep=1'),
      },
      { requiredKeys: [] },
    ),
    attributes: fc.record(
      {
        'deregistration_delay.timeout_seconds': fc.integer({ min: 0, max: 3600 }),
        'slow_start.duration_seconds': fc.constantFrom(0, 30),
        'stickiness.enabled': fc.boolean(),
      },
      { requiredKeys: [] },
    ),
    tags,
  },
  { requiredKeys: ['port', 'protocol'] },
);

const peer = fc.constantFrom('0.0.0.0/0', '10.0.0.0/8', '192.0.2.7/32', '2001:db8::/32').map((cidr) => ({ cidr }));
const traffic = fc.oneof(
  fc.record({ protocol: fc.constantFrom('tcp', 'udp'), port }),
  fc.record({
    protocol: fc.constant('tcp'),
    ports: fc.tuple(port, port).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  }),
  fc.constantFrom(
    { protocol: 'all' },
    { protocol: 'icmp' },
    { protocol: 50 },
    { protocol: 'icmp', icmpTypeCode: { type: 8 } },
  ),
);
const rule = (end: 'from' | 'to') =>
  fc
    .record({
      traffic,
      peers: fc.uniqueArray(peer, { minLength: 1, selector: ({ cidr }) => cidr }),
      description: fc.option(label, { nil: undefined }),
    })
    .map(({ traffic: about, peers, description }) => ({
      ...about,
      [end]: peers,
      ...(description === undefined ? {} : { description }),
    }));
const rules = (end: 'from' | 'to') =>
  fc.uniqueArray(rule(end), {
    maxLength: 3,
    selector: (one) => JSON.stringify({ ...one, description: '', [end]: '' }),
  });

const condition = fc.oneof(
  fc
    .uniqueArray(label, { minLength: 1, maxLength: 2 })
    .map((some) => ({ pathPattern: some.map((one) => `/${one}/*`) })),
  label.map((name) => ({ hostHeader: [`${name}.example.com`] })),
  fc.record({ key: label, value: label }).map((pair) => ({ queryString: [pair] })),
  label.map((value) => ({ httpHeader: { name: 'X-Env', values: [value] } })),
  fc.constantFrom({ sourceIp: ['10.1.0.0/16'] }, { httpRequestMethod: ['GET', 'HEAD'] }),
);

const targets = fc.uniqueArray(
  fc.record({ ip: fc.integer({ min: 4, max: 250 }).map((end) => `10.0.1.${end}`), port }),
  {
    maxLength: 4,
    selector: ({ ip, port: on }) => `${ip}:${on}`,
  },
);

const stack = fc.record({
  name: fc.stringMatching(/^[A-Za-z][A-Za-z0-9]{0,8}$/),
  group: groupSpec,
  ingress: rules('from'),
  egress: fc.option(rules('to'), { nil: undefined }),
  targets,
  internal: fc.boolean(),
  idle: fc.integer({ min: 1, max: 4000 }),
  tags,
  listeners: fc.uniqueArray(port, { minLength: 1, maxLength: 2 }),
  rules: fc.array(
    fc.record({ condition, weight: fc.integer({ min: 0, max: 999 }), sticky: fc.boolean(), answer: fc.boolean() }),
    { maxLength: 3 },
  ),
});

type Stack = typeof stack extends fc.Arbitrary<infer One> ? One : never;

function manifestsOf(given: Stack): object[] {
  const id = 'web';
  const { name } = given;
  const groups = [`${id}-a`, `${id}-b`];
  const forward = (...some: { targetGroup: object; weight?: number }[]): object => ({
    forward: { targetGroups: some },
  });
  const [one, other] = groups.map((ref) => ({ targetGroup: { ref } })) as [
    { targetGroup: object },
    { targetGroup: object },
  ];
  const document = (kind: string, called: string, spec: object): object => ({
    apiVersion: 'evenkeel.dev/v1',
    kind,
    metadata: { name: called },
    spec,
  });
  return [
    document('SecurityGroup', id, {
      name,
      description: 'any',
      vpc,
      ingress: given.ingress,
      ...(given.egress === undefined ? {} : { egress: given.egress }),
      tags: given.tags,
    }),
    ...groups.map((group) => document('TargetGroup', group, { targetType: 'ip', vpc, ...given.group })),
    ...(given.targets.length === 0
      ? []
      : [document('Service', id, { targetGroups: [{ targetGroup: { ref: groups[0] } }], ips: given.targets })]),
    document('LoadBalancer', id, {
      name,
      scheme: given.internal ? 'internal' : 'internet-facing',
      vpc,
      subnets: [{ name: 'a' }, { name: 'c' }],
      securityGroups: [{ ref: id }],
      attributes: { 'idle_timeout.timeout_seconds': given.idle },
      tags: given.tags,
      listeners: given.listeners.map((on) => ({
        port: on,
        protocol: 'HTTP',
        defaultActions: [forward(one)],
        rules: given.rules.map((about, index) => ({
          name: `r${index}`,
          priority: index * 7 + 1,
          conditions: [about.condition],
          actions: [
            about.answer
              ? { fixedResponse: { statusCode: '404', messageBody: about.sticky ? 'none' : '' } }
              : {
                  forward: {
                    targetGroups: [{ ...one, weight: about.weight }, other],
                    ...(about.sticky ? { stickiness: { enabled: true, durationSeconds: 60 } } : {}),
                  },
                },
          ],
        })),
      })),
    }),
  ];
}

it('any stack, forgotten and imported, is adopted by tags alone', async () => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  await fc.assert(
    fc.asyncProperty(stack, async (given) => {
      const account = await emulator.open();
      const { journal } = emulator.running();
      const controller = await controllerOn(account);
      const original = await load(folderOf({ 'all.yaml': manifestsOf(given) }), {});
      fc.pre(original.problems.length === 0);
      await controller.converge(original);
      await release(controller, original, account.clock);
      const writes = (): string[] => {
        const all = journal.entries().filter(({ write }) => write);
        journal.clear();
        return all.map(({ action }) => action);
      };
      await roundTrip(controller, writes, { selection: { names: [given.name], all: false, tags: {} } });
    }),
    { numRuns: RUNS },
  );
  await emulator.stop();
});
