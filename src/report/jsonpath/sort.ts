import { compareTexts } from '../../core/compare.ts';
import { findAll, textOf } from './evaluate.ts';
import type { Path } from './template.ts';

/** By what a path leads to: what has nothing there first, numbers by their size, all else as text. */
export function sortedBy<Item>(items: readonly Item[], path: Path, valueOf: (item: Item) => unknown): Item[] {
  const keys = new Map(items.map((item) => [item, findAll(path, valueOf(item))[0]]));
  return items.toSorted((a, b) => ordered(keys.get(a), keys.get(b)));
}

function ordered(one: unknown, other: unknown): number {
  if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined);
  if (typeof one === 'number' && typeof other === 'number') return one - other;
  return compareTexts(textOf(one), textOf(other));
}
