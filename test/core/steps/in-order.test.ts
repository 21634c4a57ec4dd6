import { describe, expect, it } from 'vitest';
import type { Change } from '../../../src/core/plan.ts';
import type { Snapshot } from '../../../src/core/resource.ts';
import { stepContextOf } from '../../../src/core/steps/step-context.ts';
import { inOrder } from '../../../src/core/steps/in-order.ts';
import { emptyInventory } from '../../../src/core/inventory.ts';
import { resources } from '../../../src/resources/registry.ts';
import { shapes } from '../../bench/shapes.ts';

function orderOf(shape: string, size: number): Change[] {
  const { changes, wanted, live } = shapes[shape]!(size);
  const snapshot: Snapshot = { account: '', region: '', live, unreadable: [], inventory: emptyInventory };
  return inOrder(changes, stepContextOf(wanted, snapshot, resources));
}

describe('siblings of which many are changed and many deleted', () => {
  it.each([20, 2_000])('wait for one and the same list: %i', (size) => {
    const ordered = orderOf('rules of one listener, changed and deleted', size);
    const deletions = ordered.filter(({ action }) => action === 'delete');
    const updates = ordered.filter(({ action }) => action === 'update');

    expect(deletions).toHaveLength(size / 2);
    expect(new Set(deletions.map(({ after }) => after)).size).toBe(1);
    expect(deletions[0]?.after.toSorted()).toEqual(updates.map(({ id }) => id).toSorted());
    expect(ordered).toEqual([...updates, ...deletions]);
  });

  it('mention no more ids than there are changes', () => {
    const lists = new Set(orderOf('rules of one listener, changed and deleted', 2_000).map(({ after }) => after));

    expect([...lists].reduce((sum, { length }) => sum + length, 0)).toBeLessThanOrEqual(2_000);
  });
});

it.each(Object.keys(shapes))('each change comes behind all that it waits for: %s', (shape) => {
  const places = new Map(orderOf(shape, 60).map(({ id }, place) => [id, place]));

  for (const { id, after } of orderOf(shape, 60)) {
    for (const other of after) expect(places.get(other), `${id} after ${other}`).toBeLessThan(places.get(id)!);
  }
});
