import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lastKnown, failedLook, type LastKnown } from '../../src/core/last-known.ts';
import type { Live, Unreadable } from '../../src/core/resource.ts';
import { graphOf } from '../../src/daemon/http/graph/graph.ts';
import { findingsOf } from '../../src/daemon/reports/findings.ts';
import { scenes } from '../report/scenes.ts';
import { NOW, planOf, snapshotOf, type Scene } from '../report/stage.ts';
import { cases } from '../support/cases.ts';

const drift = scenes['drift']!;
const standing = drift.live!;
const minute = 60_000;

function look(scene: Scene): Pick<LastKnown, 'plan' | 'snapshot'> {
  return { plan: planOf(scene), snapshot: snapshotOf(scene) };
}

const before = lastKnown(undefined, look(drift), NOW);

/** What a look finds where these can't be read: nothing of what is in them, and of an object only that it is there. */
function without(unreadable: readonly Unreadable[], live: readonly Live[] = standing): Scene {
  const isHidden = ({ type, parent }: Live): boolean =>
    unreadable.some(
      (part) =>
        part.type === type && part.physical === undefined && (part.parent === undefined || part.parent === parent),
    );
  const kept = new Set<string>();
  for (const one of live) {
    if (!isHidden(one) && (one.parent === undefined || kept.has(one.parent))) kept.add(one.physical);
  }
  const hollow = new Set(unreadable.map(({ physical }) => physical));
  const seen = live.filter(({ physical }) => kept.has(physical));
  return {
    ...drift,
    live: seen.map(({ status: _, ...one }) => (hollow.has(one.physical) ? one : { ...one, ...(_ && { status: _ }) })),
    unreadable,
  };
}

function ids(known: LastKnown): string[] {
  return known.plan.changes.map(({ id }) => id).toSorted();
}

function physicals({ snapshot }: LastKnown): string[] {
  return snapshot.live.map(({ physical }) => physical).toSorted();
}

const message = 'oh (ELBv2 DescribeRules: InternalFailure)';

describe('what could not be read', () => {
  test.each<[string, Unreadable, RegExp]>([
    ['a whole list', { type: 'listener-rule', message }, /^listener-rule/],
    ['one container', { type: 'listener-rule', parent: idOf(/:listener\//), message }, /^listener-rule/],
    ['one object', { type: 'target-group', physical: idOf(/targetgroup\/web-tg/), message }, /^target-group\/.*web-tg/],
    ['a container', { type: 'load-balancer', message }, /^(?:load-balancer|listener|listener-rule)\//],
  ])('stays as it was last seen: %s', (_, part, concerned) => {
    const known = lastKnown(before, look(without([part])), NOW + minute);
    expect(ids(known)).toEqual(ids(before));
    expect(physicals(known)).toEqual(physicals(before));
    const changes = new Map(known.plan.changes.map((change) => [change.id, change]));
    for (const change of before.plan.changes) {
      if (concerned.test(change.id)) expect(changes.get(change.id)).toEqual(change);
      expect(known.unseen.has(change.id)).toBe(concerned.test(change.id));
      if (change.live !== undefined) expect(known.unseen.has(change.live)).toBe(concerned.test(change.id));
    }
    for (const { seenAt, why } of known.unseen.values())
      expect([seenAt, why]).toEqual([NOW, expect.stringContaining(message)]);
  });

  test('was last seen when it was last read, however often it could not be read since', () => {
    const dark = look(without([{ type: 'listener-rule', message }]));
    const first = lastKnown(before, dark, NOW + minute);
    const second = lastKnown(first, dark, NOW + 2 * minute);
    expect(second.unseen).toEqual(first.unseen);
    expect(lastKnown(second, look(drift), NOW + 3 * minute)).toEqual({ ...before, at: NOW + 3 * minute });
  });

  test('and was never seen stays unreadable', () => {
    const dark = look(without([{ type: 'listener-rule', message }]));
    const known = lastKnown(undefined, dark, NOW);
    expect(known).toEqual({ at: NOW, ...dark, unseen: new Map() });
    expect(lastKnown(known, dark, NOW + minute).plan.changes).toEqual(dark.plan.changes);
  });

  test('does not bring back what is known to be gone', () => {
    const balancer = standing.find(({ type }) => type === 'load-balancer')!;
    const rest = standing.filter(({ type }) => !/^(?:load-balancer|listener)/.test(type));
    const dark = look(without([{ type: 'listener', parent: balancer.physical, message }], rest));
    const known = lastKnown(before, dark, NOW + minute);
    expect(known.snapshot.live.map(({ type }) => type)).not.toContain('listener');
    expect(known.plan.changes.find(({ id }) => id === 'load-balancer/default/web-alb')?.action).toBe('create');
  });

  test('stays withheld for the reason that was known, not because AWS is unreachable', () => {
    const withheld = lastKnown(undefined, look({ ...scenes['removal-withheld']! }), NOW);
    const scene = { ...scenes['removal-withheld']!, withhold: undefined };
    const { withhold: _, ...open } = scene;
    const known = lastKnown(withheld, look({ ...open, unreadable: [{ type: 'subnet', message }] }), NOW + minute);
    expect(known.plan.changes.filter(({ blocked }) => blocked?.reason === 'prune-withheld')).toEqual(
      withheld.plan.changes.filter(({ blocked }) => blocked?.reason === 'prune-withheld'),
    );
  });

  test('is everything, where nothing was read at all', () => {
    const vain = failedLook(before, 'away');
    expect(new Set(vain.plan.changes.map(({ blocked }) => blocked?.reason))).toEqual(new Set(['unreadable']));
    const known = lastKnown(before, vain, NOW + minute);
    expect(ids(known)).toEqual(ids(before));
    expect(known.plan.changes.toSorted(byId)).toEqual(before.plan.changes.toSorted(byId));
    expect(physicals(known)).toEqual(physicals(before));
    for (const { id } of before.plan.changes) expect(known.unseen.get(id)).toEqual({ seenAt: NOW, why: 'away' });
  });
});

test('law: whatever can be read and whatever not, the same things stand, and the same is found since the same time', () => {
  const parts: Unreadable[] = [
    ...[...new Set(standing.map(({ type }) => type))].map((type) => ({ type, message })),
    ...standing.map(({ type, physical }) => ({ type, physical, message })),
    ...standing.flatMap(({ type, parent }) => (parent === undefined ? [] : [{ type, parent, message }])),
  ];
  const found = findingsOf('default', before, undefined, NOW);
  const nodes = graphOf('default', before)
    .nodes.map(({ id }) => id)
    .toSorted();
  fc.assert(
    fc.property(fc.array(fc.subarray(parts, { minLength: 1 }), { minLength: 1, maxLength: 4 }), (looks) => {
      let known = before;
      let findings = found;
      for (const [round, unreadable] of looks.entries()) {
        const at = NOW + (round + 1) * minute;
        const next = lastKnown(known, look(without(unreadable)), at);
        findings = findingsOf('default', next, { findings }, at);
        known = next;
        expect(findings.toSorted(byKey)).toEqual(found.toSorted(byKey));
        expect(
          graphOf('default', known)
            .nodes.map(({ id }) => id)
            .toSorted(),
        ).toEqual(nodes);
        expect(known.unseen.size).toBeGreaterThan(0);
      }
    }),
    { numRuns: cases(300) },
  );
});

function idOf(physical: RegExp): string {
  return standing.find((one) => physical.test(one.physical))!.physical;
}

function byId(one: { readonly id: string }, other: { readonly id: string }): number {
  return one.id < other.id ? -1 : 1;
}

function byKey(one: { readonly key: string }, other: { readonly key: string }): number {
  return one.key < other.key ? -1 : 1;
}
