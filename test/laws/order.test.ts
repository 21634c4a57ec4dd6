import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrite, type Plan } from '../../src/core/plan.ts';
import { plan } from '../../src/core/planning/make-plan.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, owner, planFor } from '../toy/carry-out.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { asked, desire, emptyFolder } from '../toy/folder.ts';
import { converged } from '../toy/converged.ts';
import { types } from '../toy/types.ts';

/** The same value with the keys of every object in another order. */
function resorted<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(resorted) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, member]): [string, unknown] => [key, resorted(member)]);
  return Object.fromEntries(entries.reverse()) as Value;
}

/** And the members of every set too. */
function stirred<Value>(value: Value): Value {
  return resorted(
    JSON.parse(JSON.stringify(value), (key, member: unknown) =>
      (key === 'gates' || key === 'members') && Array.isArray(member) ? member.reverse() : member,
    ) as Value,
  );
}

function byId({ changes }: Plan): Map<string, unknown> {
  return new Map(changes.map((change) => [change.id, { ...change, after: change.after.toSorted() }]));
}

/** Every write has behind it all that it waits for. */
function expectInOrder({ changes }: Plan): void {
  const seen = new Set<string>();
  for (const change of changes) {
    for (const earlier of change.after) expect(seen, `${change.id} after ${earlier}`).toContain(earlier);
    expect(seen).not.toContain(change.id);
    seen.add(change.id);
  }
}

const twoFolders = fc.tuple(anyFolder, anyFolder);

describe('the order of a plan', () => {
  it('puts every change after those that it waits for, and waits for writes only', () => {
    fc.assert(
      fc.property(twoFolders, fc.array(anyDamage, { maxLength: 3 }), ([first, second], damages) => {
        const cloud = converged(first);
        for (const one of damages) damage(cloud, one);
        const planned = planFor(cloud, desire(second));
        expectInOrder(planned);
        const writes = new Set(planned.changes.filter(isWrite).map(({ id }) => id));
        for (const { after } of planned.changes) for (const id of after) expect(writes).toContain(id);
      }),
      { numRuns: cases(300) },
    );
  });

  it('is the same for the same input', () => {
    fc.assert(
      fc.property(twoFolders, ([first, second]) => {
        const cloud = converged(first);
        expect(planFor(cloud, desire(second))).toStrictEqual(planFor(cloud, desire(second)));
      }),
      { numRuns: cases(100) },
    );
  });

  it('does not hang on the order in which anything is given', () => {
    const shuffle = fc.infiniteStream(fc.nat());
    fc.assert(
      fc.property(twoFolders, shuffle, ([first, second], numbers) => {
        const snapshot = converged(first).snapshot();
        const shuffled = <Item>(items: readonly Item[]): Item[] => {
          const weight = new Map(items.map((item) => [item, numbers.next().value]));
          return items.toSorted((a, b) => weight.get(a)! - weight.get(b)!);
        };
        const given = plan({ wanted: desire(second), snapshot, types, owner });
        const other = plan({
          owner,
          wanted: shuffled(asked(stirred(second)).map((one): Wanted => ({ ...one, state: resorted(one.state) }))),
          snapshot: { ...snapshot, live: shuffled(snapshot.live.map((one): Live => resorted(one))) },
          types: new Map(shuffled([...types])),
        });
        expectInOrder(other);
        expect(byId(other)).toEqual(byId(given));
      }),
      { numRuns: cases(300) },
    );
  });

  it('finds nothing to do where only the order of keys and of sets differs', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const snapshot = converged(folder).snapshot();
        const live = snapshot.live.map((one): Live => stirred(one));
        const { changes } = plan({
          wanted: desire(stirred(folder)),
          snapshot: { ...snapshot, live },
          types,
          owner,
        });
        expect(changes.filter(isWrite)).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });

  it('deletes what a container contains before it', () => {
    fc.assert(
      fc.property(twoFolders, ([first, second]) => {
        const cloud = converged(first);
        const parents = new Map(cloud.snapshot().live.map(({ physical, parent }) => [physical, parent]));
        const deletions = planFor(cloud, desire(second)).changes.filter(({ action }) => action === 'delete');
        const byLive = new Map(deletions.map((change) => [change.live, change]));
        for (const { id, live } of deletions) {
          const container = byLive.get(parents.get(live ?? ''));
          if (container !== undefined) expect(container.after).toContain(id);
        }
      }),
      { numRuns: cases(100) },
    );
  });

  it('deletes in the reverse of the order in which it creates', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const wanted = desire(folder);
        const cloud = converged(emptyFolder);
        const creating = planFor(cloud, wanted);
        const { made } = carryOut(cloud, creating, wanted);
        const deleted = planFor(cloud, []).changes.map(({ live }) => live);
        for (const { id, after } of creating.changes) {
          for (const needed of after) {
            expect(deleted.indexOf(made.get(id))).toBeLessThan(deleted.indexOf(made.get(needed)));
          }
        }
        expect(new Set(deleted)).toEqual(new Set(made.values()));
      }),
      { numRuns: cases(100) },
    );
  });
});
