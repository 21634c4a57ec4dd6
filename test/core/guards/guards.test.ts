import { describe, expect, test } from 'vitest';
import { counted, noAttempts, stillOpen, stuckOf, markStuck } from '../../../src/core/guards/breaker.ts';
import { agreedPrunes, limitPrunes } from '../../../src/core/guards/prune-limit.ts';
import type { Change, Plan } from '../../../src/core/plan.ts';

function change(id: string, more: Partial<Change> = {}): Change {
  const [type = ''] = id.split('/');
  const base = { impact: 'none', diffs: [], groups: [], after: [], warnings: [], undeclared: [] } as const;
  return { id, type, manifest: 'M/default/m', action: 'noop', cause: 'spec', live: `arn:${id}`, ...base, ...more };
}

function planOf(...changes: Change[]): Plan {
  return { account: '1', region: 'r', changes };
}

function prunes(count: number): Change[] {
  return Array.from({ length: count }, (_, at) => change(`group/default/${at}`, { action: 'delete', cause: 'prune' }));
}

const others = Array.from({ length: 94 }, (_, at) => change(`rule/default/${at}`));

describe('the limit on pruning', () => {
  const limit = { most: 5, share: 0.2 };

  test('lets go what is few, and all or nothing of what is many', () => {
    const few = planOf(...prunes(5), ...others);
    expect(limitPrunes(few, limit)).toBe(few);
    const { changes } = limitPrunes(planOf(...prunes(6), ...others), limit);
    expect(changes.filter(({ blocked }) => blocked?.reason === 'prune-withheld')).toHaveLength(6);
    expect(changes.filter(({ action }) => action === 'noop')).toHaveLength(94);
  });

  test('minds the share of what stands, of which one may always go', () => {
    const half = limitPrunes(planOf(...prunes(2), ...others.slice(0, 2)), limit);
    expect(half.changes[0]?.blocked?.message).toMatch(/^2 of 4 would be deleted at once, more than the 1 allowed/);
    const one = planOf(...prunes(1), ...others.slice(0, 1));
    expect(limitPrunes(one, limit)).toBe(one);
  });

  test('does not count what AWS deletes along with its container', () => {
    const implied = prunes(9).map((one) => ({ ...one, id: `${one.id}/child`, implied: true as const }));
    const plan = planOf(...prunes(1), ...implied, ...others);
    expect(limitPrunes(plan, limit)).toBe(plan);
  });

  test('allows exactly the list whose hash is given', () => {
    const six = planOf(...prunes(6), ...others);
    const message = limitPrunes(six, limit).changes[0]?.blocked?.message ?? '';
    const [, allowed] = /--allow-prune ([0-9a-f]{12})$/.exec(message) ?? [];
    expect(limitPrunes(six, { ...limit, allowed })).toBe(six);
    const reversed = planOf(...prunes(6).toReversed(), ...others);
    expect(limitPrunes(reversed, { ...limit, allowed })).toBe(reversed);
    const seven = limitPrunes(planOf(...prunes(7), ...others), { ...limit, allowed });
    expect(seven.changes[0]?.action).toBe('blocked');
  });
});

describe('a list that was agreed to', () => {
  const limit = { most: 1, share: 1 };

  test('may be done in part and be gone on with, and nothing may come to it', () => {
    const allowed = agreedPrunes(planOf(...prunes(6), ...others));
    const rest = planOf(...prunes(3), ...others);
    expect(limitPrunes(rest, { ...limit, allowed })).toBe(rest);
    const more = limitPrunes(planOf(...prunes(7), ...others), { ...limit, allowed });
    expect(more.changes[6]).toMatchObject({
      action: 'blocked',
      blocked: { would: 'delete', list: { hash: expect.any(String) } },
    });
  });

  test('from elsewhere counts for itself', () => {
    const apart = prunes(9).map((one) => ({ ...one, id: `${one.id}/apart`, elsewhere: ['x'] }));
    const plan = planOf(...apart, ...prunes(1), ...others);
    expect(limitPrunes(plan, limit)).toBe(plan);
  });
});

describe('the breaker', () => {
  const path = '/spec/timeout';
  const other = { path: '/spec/name', live: 'a', wanted: 'b' };
  const differing = (wanted: unknown): Change =>
    change('group/default/a', { action: 'update', cause: 'drift', diffs: [{ path, live: 1, wanted }, other] });

  test('leaves a field that was written three times and differs still', () => {
    let attempts = noAttempts;
    for (const writes of [1, 2, 3]) {
      attempts = counted(stillOpen(attempts, planOf(differing(2))), [differing(2)]);
      expect(stuckOf(attempts).size, `after ${writes}`).toBe(writes === 3 ? 1 : 0);
    }
    const whole = planOf(differing(2));
    const stuck = stuckOf(stillOpen(attempts, whole));
    const marked = markStuck(planOf(change('group/default/a')), whole, new Map([['group/default/a', new Set([path])]]));
    expect([...stuck]).toEqual([['group/default/a', new Set([path, other.path])]]);
    expect(marked.changes[0]).toMatchObject({
      action: 'blocked',
      diffs: [{ path }],
      blocked: { reason: 'non-converging' },
    });
  });

  test('reports what is stuck while the rest is written, and leaves it at that where nothing is to be written', () => {
    const stuck = new Map([['group/default/a', new Set([path])]]);
    const rest = planOf(change('group/default/a', { action: 'update', cause: 'drift', diffs: [other] }));
    const [marked] = markStuck(rest, planOf(differing(2)), stuck).changes;
    expect(marked).toMatchObject({ action: 'update', diffs: [other], stuck: { diffs: [{ path }] } });
    expect(marked?.warnings).toEqual([marked?.stuck?.message]);
    const blocked = { reason: 'drift-warn', message: 'left', would: 'update' } as const;
    const warned = planOf({ ...differing(2), action: 'blocked', blocked });
    expect(markStuck(rest, warned, stuck)).toEqual(warned);
  });

  test('starts anew when the wish changes, and when it has come right', () => {
    let attempts = noAttempts;
    for (let writes = 0; writes < 3; writes += 1) attempts = counted(attempts, [differing(2)]);
    expect(stuckOf(stillOpen(attempts, planOf(differing(3)))).get('group/default/a')).toEqual(new Set([other.path]));
    expect(stillOpen(attempts, planOf(change('group/default/a')))).toEqual(noAttempts);
  });
});
