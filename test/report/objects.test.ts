import { expect, test } from 'vitest';
import type { Problem } from '../../src/core/problem.ts';
import type { Live, TargetHealth } from '../../src/core/resource.ts';
import { describeText } from '../../src/report/status/describe-text.ts';
import { listJson, objectJson } from '../../src/report/status/get-json.ts';
import { getNames, getText } from '../../src/report/status/get-text.ts';
import { objectsOf, type ReportedObject } from '../../src/report/status/objects.ts';
import { toYaml } from '../../src/source/write.ts';
import { manifestsOf } from '../kinds/manifests.ts';
import { expectGolden } from './golden.ts';
import { edited, web } from './manifests.ts';
import { scenes } from './scenes.ts';
import { appliedBy, NOW, planOf, snapshotOf, wantedBy, type Scene } from './stage.ts';

const problem: Problem = {
  file: 'broken.yaml',
  position: { line: 7, column: 11 },
  manifest: 'TargetGroup/default/broken-tg',
  path: '/spec/port',
  message: 'must be a number',
};

function objectsIn(scene: Scene, text = web): ReportedObject[] {
  return objectsOf({
    manifests: manifestsOf(text),
    invalid: ['TargetGroup/default/broken-tg'],
    problems: [problem],
    plan: planOf(scene),
    snapshot: snapshotOf(scene),
    now: NOW,
  });
}

/** Two addresses registered, one of which does not answer. */
function withTargets(live: readonly Live[]): Live[] {
  const targets: TargetHealth[] = [
    { id: '10.0.1.5', port: 8080, zone: 'eu-central-1a', state: 'healthy' },
    {
      id: '10.0.2.5',
      port: 8080,
      zone: 'eu-central-1c',
      state: 'unhealthy',
      reason: 'Target.Timeout',
      description: 'Request timed out',
    },
  ];
  return live.map((one) => {
    if (one.type !== 'target-group') return one;
    const own = one.physical.includes('web-tg') ? targets : [];
    return { ...one, status: { ready: true, text: own.length === 0 ? 'no targets' : '1/2 healthy', targets: own } };
  });
}

const suspended = edited(
  web,
  [
    'metadata: { name: web-sg }',
    'metadata: { name: web-sg, namespace: other, annotations: { evenkeel.dev/suspend: "true" } }',
  ],
  ['{ ref: web-sg }', '{ ref: other/web-sg }'],
);

function provisioning(live: readonly Live[]): Live[] {
  return live.map((one) =>
    one.type === 'load-balancer'
      ? { ...one, status: { ready: false, text: 'provisioning' }, createdAt: NOW - 45_000 }
      : one,
  );
}

const standing: Scene = { wanted: wantedBy(web), live: withTargets(appliedBy(web)) };
const drifted: Scene = { ...scenes['drift']!, live: withTargets(scenes['drift']!.live!) };

const listed: Readonly<Record<string, ReportedObject[]>> = {
  'in-order': objectsIn(standing),
  'first-apply': objectsIn({ wanted: wantedBy(web) }),
  'manifest-changed': objectsIn(scenes['manifest-changed']!),
  drift: objectsIn(drifted),
  'drift-to-be-left': objectsIn(scenes['drift-to-be-left']!),
  'foreign-owner': objectsIn(scenes['foreign-owner']!),
  unreadable: objectsIn(scenes['unreadable']!),
  provisioning: objectsIn({ wanted: wantedBy(web), live: provisioning(appliedBy(web)) }),
  suspended: objectsIn({ wanted: wantedBy(suspended), live: appliedBy(suspended) }, suspended),
};

test.each(Object.entries(listed))('get: %s', async (name, objects) => {
  await expectGolden(`get/${name}.txt`, getText(objects, { now: NOW }));
});

test('get -o wide', async () => {
  await expectGolden('get/wide.txt', getText(listed['in-order']!, { now: NOW, wide: true }));
});

test.each([40, 60, 80, 100, 120, 160, 200, 300])(
  'get -o wide shows no column less than get, in %i characters',
  (width) => {
    const heads = (wide: boolean): string[] =>
      getText(listed['in-order']!, { now: NOW, wide, width }).split('\n')[0]!.split(/ +/);
    expect(heads(true)).toEqual(expect.arrayContaining(heads(false)));
  },
);

test('get -o yaml', async () => {
  await expectGolden('get/drift.yaml', toYaml(listJson(listed['drift']!)));
});

test('get -o name', () => {
  const names = [
    'loadbalancer/web-alb',
    'securitygroup/web-sg',
    'targetgroup/api-tg',
    'targetgroup/broken-tg',
    'targetgroup/web-tg',
  ];
  expect(getNames(listed['in-order']!)).toBe(names.map((name) => `${name}\n`).join(''));
});

test('an empty list is shown in words', () => {
  expect(getText([], { now: NOW })).toBe('No resources found.\n');
});

test('a status in the manifest gives way to the real one', () => {
  const [object] = listed['in-order']!;
  expect(objectJson({ ...object!, document: { kind: 'LoadBalancer', status: 'made up' } })).toMatchObject({
    kind: 'LoadBalancer',
    status: { conditions: [{ type: 'Ready', status: 'True' }, {}, {}, {}], state: 'active' },
  });
});

test.each([
  ['load-balancer', 'drift', 'web-alb', drifted],
  ['load-balancer-in-order', 'in-order', 'web-alb', standing],
  ['target-group', 'in-order', 'web-tg', standing],
  ['security-group', 'in-order', 'web-sg', standing],
  ['invalid', 'in-order', 'broken-tg', standing],
  ['missing', 'first-apply', 'web-alb', { wanted: [] }],
] as const)('describe: %s', async (file, list, name, scene) => {
  const object = listed[list]!.find((one) => one.name === name)!;
  await expectGolden(`get/describe-${file}.txt`, describeText(object, snapshotOf(scene), { now: NOW }));
});
