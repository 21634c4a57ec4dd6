import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan.ts';
import type { Step } from '../../src/core/steps/step.ts';
import { secretsOf } from '../../src/core/value.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { planMarkdown } from '../../src/report/plan/markdown.ts';
import { planText } from '../../src/report/plan/text.ts';
import { toYaml } from '../../src/source/write.ts';
import { expectGolden } from './golden.ts';
import { scenes } from './scenes.ts';
import { planOf, stepsFor } from './stage.ts';

const names = Object.keys(scenes);

/** The plan of a scene, and the steps that carry it out. */
function shown(name: string): [Plan, { readonly steps: readonly Step[] }] {
  const plan = planOf(scenes[name]!);
  return [plan, { steps: stepsFor(scenes[name]!, plan) }];
}

test.each(names)('the text of a plan: %s', async (name) => {
  await expectGolden(`plan/${name}.txt`, planText(...shown(name)));
});

test('the text of a plan, with every undeclared value', async () => {
  await expectGolden('plan/undeclared-verbose.txt', planText(planOf(scenes['undeclared']!), { verbose: true }));
});

describe.each(['manifest-changed', 'foreign-owner', 'warned', 'in-order'])('%s', (name) => {
  test('as JSON', async () => {
    const json = planJson(...shown(name));
    await expectGolden(`plan/${name}.json`, `${JSON.stringify(json, undefined, 2)}\n`);
  });

  test('as Markdown', async () => {
    await expectGolden(`plan/${name}.md`, planMarkdown(...shown(name)));
  });
});

test.each(names)('the JSON of a plan counts what it lists: %s', (name) => {
  const { changes, summary } = planJson(planOf(scenes[name]!));
  const { noop, ...counts } = summary;
  const counted = Object.entries(counts).map(([action]) => [
    action,
    changes.filter((one) => one.action === action).length,
  ]);
  expect(counts).toEqual(Object.fromEntries(counted));
  expect(noop).toBeGreaterThanOrEqual(0);
});

test('the same is said in YAML', () => {
  const json = planJson(planOf(scenes['manifest-changed']!));
  expect(toYaml(json)).toContain('action: update');
});

test('a long plan still fits into a comment, and says what it left out', () => {
  const plan = planOf(scenes['first-apply']!);
  const changes = Array.from({ length: 200 }, () => plan.changes).flat();
  const comment = planMarkdown({ ...plan, changes });
  expect(comment.length).toBeLessThan(65_536);
  expect(comment).toMatch(/… and \d+ more: see `evenkeel plan`/);
});

test('looks are put on by whoever hands them in', () => {
  const text = planText(planOf(scenes['drift']!), { paint: (style, words) => `<${style}>${words}</${style}>` });
  expect(text).toContain('<yellow>  ~ update</yellow> <bold>load-balancer/default/web-alb</bold>');
});

test('no more of a secret is shown than that it changed', () => {
  const plan = planOf(scenes['secret-changed']!);
  const [digest] = secretsOf(scenes['secret-changed']!.wanted.map(({ state }) => state));
  const texts = [JSON.stringify(planJson(plan)), planText(plan), planMarkdown(plan)];
  expect(digest?.digest).toHaveLength(12);
  for (const text of texts) expect(text).not.toContain(digest!.digest.slice(0, 5));
});
