import { expect, test } from 'vitest';
import { costDelta, type CostDelta } from '../../src/report/cost/delta.ts';
import { costDeltaText } from '../../src/report/cost/delta-text.ts';
import { planJson } from '../../src/report/plan/json.ts';
import { planMarkdown } from '../../src/report/plan/markdown.ts';
import { planText } from '../../src/report/plan/text.ts';
import { scenes } from './scenes.ts';
import { planOf, snapshotOf } from './stage.ts';

function deltaOf(name: string, region = 'eu-central-1'): CostDelta | undefined {
  const scene = scenes[name]!;
  const plan = { ...planOf(scene), region };
  return costDelta({ plan, snapshot: snapshotOf(scene) }, scene.wanted);
}

test.each([
  ['first-apply', 27.01],
  ['deleted-by-hand', 27.01],
  ['manifest-removed', -27.01],
  ['subnet-added', 3.65],
])('%s changes the costs by %s dollars', (name, monthly) => {
  expect(deltaOf(name)?.monthly).toBe(monthly);
});

test.each(['in-order', 'drift', 'manifest-changed', 'replacement', 'foreign-owner', 'rejected', 'removal-withheld'])(
  '%s leaves them as they are',
  (name) => {
    expect(deltaOf(name)).toBeUndefined();
  },
);

test('nothing is said where the prices of the region are not known', () => {
  expect(deltaOf('first-apply', 'eu-north-1')).toBeUndefined();
});

test('every form of a plan says it', () => {
  const plan = planOf(scenes['first-apply']!);
  const cost = deltaOf('first-apply')!;
  const words = 'Costs about +$27.01 a month: load-balancer/default/web-alb +$27.01.';
  expect(planText(plan, { cost })).toContain(`\n\n${words}\n\nPlan: `);
  expect(planMarkdown(plan, { cost })).toContain(`\n\n\`${words}\`\n\n<details`);
  expect(planJson(plan, { cost }).cost).toEqual({
    monthly: 27.01,
    changes: [{ id: 'load-balancer/default/web-alb', monthly: 27.01 }],
    unpriced: [],
  });
});

test('many changes are cut short, and what has no price is named', () => {
  const changes = Array.from({ length: 7 }, (_, index) => ({
    id: `load-balancer/default/${index}`,
    monthly: -index - 1,
  }));
  expect(costDeltaText({ monthly: -28, changes, unpriced: ['x9.large instances in eu-west-1'] })).toBe(
    'Costs about -$28.00 a month: load-balancer/default/0 -$1.00, load-balancer/default/1 -$2.00, load-balancer/default/2 -$3.00, load-balancer/default/3 -$4.00, load-balancer/default/4 -$5.00, and 2 more; no price known for x9.large instances in eu-west-1.',
  );
});
