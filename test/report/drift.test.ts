import { expect, test } from 'vitest';
import { driftOf } from '../../src/core/drift.ts';
import { driftJson } from '../../src/report/drift-json.ts';
import { driftText } from '../../src/report/drift-text.ts';
import { expectGolden } from './golden.ts';
import { web } from './manifests.ts';
import { scenes } from './scenes.ts';
import { appliedBy, planOf, wantedBy } from './stage.ts';

const verdicts = {
  drift: 'drifted',
  'drift-and-a-changed-manifest': 'drifted',
  'drift-to-be-left': 'drifted',
  'deleted-by-hand': 'drifted',
  unreadable: 'unknown',
  'in-order': 'in-sync',
  'manifest-changed': 'in-sync',
  undeclared: 'in-sync',
  'manifest-removed': 'in-sync',
} as const;

test.each(Object.entries(verdicts))('%s: %s', async (name, verdict) => {
  const plan = planOf(scenes[name]!);
  expect(driftOf(plan).verdict).toBe(verdict);
  expect(driftJson(plan).verdict).toBe(verdict);
  await expectGolden(`drift/${name}.txt`, driftText(plan));
});

test('what somebody took our tags from has drifted, and what leads there is not known to', () => {
  const live = appliedBy(web).map((one) => (/web-tg/.test(one.physical) ? { ...one, tags: {} } : one));
  const { drifted, others } = driftOf(planOf({ wanted: wantedBy(web), live }));
  expect(drifted.map(({ id }) => id)).toEqual(['target-group/default/web-tg']);
  expect(others.map(({ id, blocked }) => `${id} ${blocked?.reason}`)).toContain(
    'listener/default/web-alb/80 unresolved-ref',
  );
});

test('as JSON', async () => {
  const json = driftJson(planOf(scenes['drift-and-a-changed-manifest']!));
  await expectGolden('drift/drift-and-a-changed-manifest.json', `${JSON.stringify(json, undefined, 2)}\n`);
});

test('nobody can say, where the folder could not be read whole', () => {
  const plan = planOf(scenes['in-order']!);
  expect(driftOf(plan, 2).verdict).toBe('unknown');
  expect(driftJson(plan, 2)).toMatchObject({ verdict: 'unknown', problems: 2 });
  expect(driftText(plan, { problems: 2 })).toBe('Unknown: the folder has 2 problems.\n');
});
