import { expect, test } from 'vitest';
import { nothingKnown } from '../../../src/core/known.ts';
import { findingsOf, transitions } from '../../../src/daemon/reports/findings.ts';
import type { Finding } from '../../../src/daemon/status.ts';
import { transitionEvents } from '../../../src/daemon/reports/words.ts';
import { scenes } from '../../report/scenes.ts';
import { NOW, planOf } from '../../report/stage.ts';
import { planKnowing, Stage } from './stage.ts';

const rule = 'listener-rule/default/web-alb/80';

/** Findings in a few words. */
function brief(findings: readonly Finding[]): string[] {
  return findings.map(({ id, path = '(all)', doing }) => `${id} ${path} ${doing}`);
}

test('a finding for each field, and one for what is missing or unexpected', () => {
  const findings = findingsOf('default', { plan: planOf(scenes['drift']!) }, undefined, NOW);
  expect(brief(findings)).toEqual([
    'load-balancer/default/web-alb /spec/attributes/idle_timeout.timeout_seconds correct',
    `${rule}/api /spec/listeners/80/rules/api/conditions correct`,
    `${rule}/moved (all) correct`,
    `${rule}/77 (all) correct`,
  ]);
  expect(findings[0]).toEqual({
    key: 'default load-balancer/default/web-alb /spec/attributes/idle_timeout.timeout_seconds',
    place: 'default',
    id: 'load-balancer/default/web-alb',
    manifest: 'LoadBalancer/default/web-alb',
    source: 'test.yaml:36',
    path: '/spec/attributes/idle_timeout.timeout_seconds',
    live: '120',
    wanted: '60',
    since: NOW,
    cause: 'drift',
    drift: true,
    doing: 'correct',
  });
  expect(findings[2]).toMatchObject({ live: null, wanted: { '/spec/listeners/80/rules/moved/priority': 20 } });
  expect(findings[3]).toMatchObject({ live: { '/spec/listeners/80/priority': 5 }, wanted: null });
});

test.each([
  ['in-order', []],
  ['undeclared', []],
  ['manifest-changed', []],
  ['removal-withheld', ['withhold']],
  ['drift-to-be-left', ['report']],
  ['unreadable', []],
  ['foreign-owner', ['correct', 'blocked']],
] as const)('%s: %j', (scene, doings) => {
  const stage = new Stage();
  stage.cycle('in-order');
  expect([...new Set(stage.cycle(scene).findings.map(({ doing }) => doing))]).toEqual(doings);
});

test('what was deleted is drift, and what was only just written is not', () => {
  const stage = new Stage();
  stage.cycle('nothing-at-all');
  expect(stage.cycle('first-apply').findings).toEqual([]);
  stage.cycle('in-order');
  const gone = stage.cycle('deleted-by-hand');
  expect(brief(gone.findings)).toContain('load-balancer/default/web-alb (all) correct');
  expect(new Set(gone.findings.map(({ cause }) => cause))).toEqual(new Set(['drift']));
  expect(stage.cycle('deleted-by-hand').findings).toEqual(gone.findings);
});

test('at the first look nothing is missed that was never seen', () => {
  expect(new Stage().cycle('first-apply').findings).toEqual([]);
});

test('at the first look what somebody was only just making is still being made', () => {
  const scene = scenes['drift']!;
  const found = (createdAt: number): number => {
    const live = scene.live!.map((one) => ({ ...one, createdAt }));
    return findingsOf('default', { plan: planKnowing({ ...scene, live }, nothingKnown, NOW) }, undefined, NOW).length;
  };
  expect([found(NOW - 60_000), found(NOW - 7_200_000)]).toEqual([0, 4]);
});

test('since stays while it lasts, whatever the values become', () => {
  const stage = new Stage();
  const { endedAt } = stage.cycle('drift');
  stage.cycle('drift');
  expect(stage.cycle('drift-to-be-left').findings.every(({ since }) => since === endedAt)).toBe(true);
  stage.cycle('in-order');
  const again = stage.cycle('drift');
  expect(again.findings.every(({ since }) => since === again.endedAt)).toBe(true);
});

test('what was never seen and cannot be read is found as such, and is no drift', () => {
  const { findings } = new Stage().cycle('unreadable');
  expect(new Set(findings.map(({ doing, drift }) => `${doing} ${drift}`))).toEqual(new Set(['unreadable false']));
});

test('what cannot be read is not gone', () => {
  const stage = new Stage();
  const seen = stage.cycle('drift');
  const dark = stage.cycle('unreadable');
  const rules = seen.findings.filter(({ id }) => id.startsWith('listener-rule'));
  expect(dark.findings).toEqual(rules);
  expect(transitions(seen.findings, dark.findings).gone.map(({ id }) => id)).toEqual(['load-balancer/default/web-alb']);
});

test('events say what came, what is left as it is, and how long it lasted', () => {
  const stage = new Stage();
  const drifted = stage.cycle('drift').findings;
  const left = stage.cycle('drift-to-be-left').findings;
  const healed = stage.cycle('in-order').findings;
  const linesOf = (one: ReturnType<typeof transitions>): string[] =>
    transitionEvents(one, NOW + 90_000).map(({ kind, id, message }) => `${kind} ${id} ${message}`);
  expect(linesOf(transitions([], drifted))).toEqual([
    'drift-found load-balancer/default/web-alb /spec/attributes/idle_timeout.timeout_seconds: 120 → 60: being corrected',
    `drift-found ${rule}/api /spec/listeners/80/rules/api/conditions: [{ pathPattern: [/api/*, /v3/*] }] → ` +
      '[{ pathPattern: [/api/*, /v2/*] }]: being corrected',
    `drift-found ${rule}/moved missing: being corrected`,
    `drift-found ${rule}/77 no manifest declares { priority: 5, conditions: [{ pathPattern: [/debug/*] }], ` +
      'actions: [{ fixedResponse: { statusCode: 200, contentType: tex…: being corrected',
  ]);
  expect(linesOf(transitions(drifted, drifted))).toEqual([]);
  expect(linesOf(transitions(drifted, left))[2]).toBe(
    `drift-found ${rule}/moved missing: left alone: the manifest says evenkeel.dev/drift: warn`,
  );
  expect(linesOf(transitions(drifted, healed))[2]).toBe(`drift-gone ${rule}/moved healed in 1m`);
});
