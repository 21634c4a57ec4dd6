import { expect, test } from 'vitest';
import { driftOf } from '../../src/core/drift.ts';
import { knownAfter, nothingKnown } from '../../src/core/known.ts';
import { notYet } from '../../src/core/missing.ts';
import type { Change } from '../../src/core/plan.ts';
import { driftJson } from '../../src/report/drift/json.ts';
import { driftMarkdown } from '../../src/report/drift/markdown.ts';
import { driftText } from '../../src/report/drift/text.ts';
import { expectGolden } from './golden.ts';
import { edited, web } from './manifests.ts';
import { scenes } from './scenes.ts';
import { appliedBy, planOf, tampered, wantedBy } from './stage.ts';

const verdicts = {
  drift: 'drifted',
  'drift-and-a-changed-manifest': 'drifted',
  'drift-to-be-left': 'drifted',
  'deleted-by-hand': 'not-created',
  unreadable: 'unknown',
  'in-order': 'in-sync',
  'manifest-changed': 'not-created',
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

test('what waits for its first read is counted, not listed', () => {
  const scene = scenes['unreadable']!;
  const plan = planOf({ ...scene, unreadable: scene.unreadable!.map(({ type }) => ({ type, ...notYet })) });
  const { unread, unreadable } = driftOf(plan);
  expect(unreadable).toEqual([]);
  expect(driftText(plan)).toBe(`Unknown: ${unread.length} resources not read yet since the start.\n`);
  expect(driftMarkdown({ at: 0, looks: [{ plan }], problems: [] })).not.toContain('|');
  expect(driftJson(plan)).toMatchObject({ verdict: 'unknown', unread: unread.length, unreadable: [] });
});

/** A load balancer that somebody deleted by hand. */
const deleted = scenes['deleted-by-hand']!;

function brief(changes: readonly Change[]): string[] {
  return changes.map(({ id, cause }) => `${id} ${cause}`);
}

const balancer = ['load-balancer/default/web-alb', 'listener/default/web-alb/80'];
const rules = ['listener-rule/default/web-alb/80/api', 'listener-rule/default/web-alb/80/moved'];

test('what was deleted by hand is drift for who saw it standing, and not created yet for who did not', () => {
  const ids = [...balancer, ...rules];
  expect(brief(driftOf(planOf(deleted)).notCreated)).toEqual(ids.map((id) => `${id} spec`));
  const known = knownAfter(nothingKnown, planOf(scenes['in-order']!), new Set());
  const plan = planOf({ ...deleted, known });
  expect(driftOf(plan).verdict).toBe('drifted');
  expect(brief(driftOf(plan).drifted)).toEqual(ids.map((id) => `${id} drift`));
  expect(driftText(plan)).toContain('Drift: 4 missing; ');
  // It holds on while nobody can look.
  const unreadable = [{ type: 'load-balancer', message: 'AccessDenied' }];
  const dark = knownAfter(known, planOf({ ...deleted, unreadable, known }), new Set());
  expect(brief(driftOf(planOf({ ...deleted, known: dark })).drifted)).toEqual(ids.map((id) => `${id} drift`));
});

test('what was never seen standing is not created yet, however often it fails', () => {
  let known = knownAfter(nothingKnown, planOf(scenes['first-apply']!), new Set());
  for (let cycle = 0; cycle < 3; cycle += 1) {
    const plan = planOf({ ...deleted, known });
    expect(driftOf(plan)).toMatchObject({ verdict: 'not-created', drifted: [], notCreated: { length: 4 } });
    known = knownAfter(known, plan, new Set());
  }
});

test('what is said of a single look does not claim to know more than it shows', () => {
  const alone = driftText(planOf(deleted));
  expect(alone).toContain(
    'Whether one of them existed before and was deleted, evenkeel drift cannot tell from one read',
  );
  expect(driftText(planOf(scenes['first-apply']!))).not.toContain('cannot tell');
  expect(driftText(planOf({ ...deleted, known: nothingKnown }))).not.toContain('cannot tell');
});

test('a root is drift where something that could only be made on top of it remembers being applied', () => {
  const live = tampered(
    appliedBy(web).filter(({ physical }) => !/targetgroup\/api-tg/.test(physical)),
    /listener-rule.*api/,
    (state) => ({ ...state, actions: [{ fixedResponse: { statusCode: '200', contentType: 'text/plain' } }] }),
  );
  const { drifted, notCreated } = driftOf(planOf({ wanted: wantedBy(web), live }));
  expect(brief(drifted)).toContain('target-group/default/api-tg drift');
  expect(notCreated).toEqual([]);
  // The rule asked for it only just now.
  const before = edited(web, ['weight: 9', 'weight: 8']);
  const since = appliedBy(before).filter(({ physical }) => !/targetgroup\/api-tg/.test(physical));
  expect(brief(driftOf(planOf({ wanted: wantedBy(web), live: since })).notCreated)).toContain(
    'target-group/default/api-tg spec',
  );
});

test('a rule that follows the replacement of its group says what else differs', () => {
  const api = (manifests: string, live = appliedBy(web)): Change =>
    planOf({ wanted: wantedBy(manifests), live }).changes.find(({ id }) => id === rules[0])!;
  const replaced: [string, string] = ['port: 9000', 'port: 9001'];
  expect(api(edited(web, replaced)).cause).toBe('dependency');
  expect(api(edited(web, replaced, ['weight: 9', 'weight: 5'])).cause).toBe('spec');
  const byHand = tampered(appliedBy(web), /listener-rule.*api/, (state) =>
    JSON.parse(JSON.stringify(state).replace('"weight":9', '"weight":5')),
  );
  expect(api(edited(web, replaced), byHand).cause).toBe('drift');
  // It has to follow all the same: what it leaves could never go.
  const warned: [string, string] = [
    'metadata: { name: web-alb }',
    'metadata: { name: web-alb, annotations: { evenkeel.dev/drift: warn } }',
  ];
  expect(api(edited(web, replaced, warned), byHand)).toMatchObject({ action: 'update', cause: 'dependency' });
});
