import { expect, test } from 'vitest';
import { driftDiff } from '../../src/report/drift/diff.ts';
import { planDiff } from '../../src/report/plan/diff.ts';
import { resources } from '../../src/resources/registry.ts';
import { toYaml } from '../../src/source/write.ts';
import { secretsOf } from '../../src/core/value.ts';
import { expectGolden } from './golden.ts';
import { scenes } from './scenes.ts';
import { diffOf } from './diff-of.ts';
import { planOf, snapshotOf } from './stage.ts';

test.each([
  'manifest-changed',
  'first-apply',
  'manifest-removed',
  'replacement',
  'foreign-owner',
  'adoption',
  'warned',
  'secret-changed',
])('a plan as unified diffs: %s', async (name) => {
  await expectGolden(`plan/${name}.diff`, diffOf(name));
});

test.each(['drift', 'drift-to-be-left'])('drift as unified diffs: %s', async (name) => {
  const scene = scenes[name]!;
  const seen = { plan: planOf(scene), snapshot: snapshotOf(scene), wanted: scene.wanted };
  await expectGolden(`drift/${name}.diff`, driftDiff(seen, { types: resources, yaml: toYaml }));
});

test('nothing to do is an empty diff, as from every other tool', () => {
  expect(diffOf('in-order')).toBe('');
});

test('no more of a secret is shown than that it changed', () => {
  const [secret] = secretsOf(scenes['secret-changed']!.wanted.map(({ state }) => state));
  expect(diffOf('secret-changed')).toContain('secret');
  expect(diffOf('secret-changed')).not.toContain(secret!.digest.slice(0, 5));
});

test('colours are put on by whoever hands them in', () => {
  const scene = scenes['drift']!;
  const plan = planOf(scene);
  const text = planDiff(
    { plan, snapshot: snapshotOf(scene), wanted: scene.wanted },
    { types: resources, yaml: toYaml, paint: (style, words) => `<${style}>${words}</${style}>` },
  );
  expect(text).toMatch(/^<bold>--- live\/LoadBalancer\/default\/web-alb\.yaml<\/bold>$/m);
  expect(text).toMatch(/^<red>-.*<\/red>$/m);
  expect(text).toMatch(/^<green>\+.*<\/green>$/m);
});
