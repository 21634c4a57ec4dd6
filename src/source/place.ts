import type { Path } from '../core/problem.ts';

/** Where the values of a document stand: the offset of each, and of each key. Scalars are bare numbers to keep it small. */
export type ValuePlace = number | ListPlace | MapPlace;

interface ListPlace {
  readonly at: number;
  readonly items: readonly ValuePlace[];
}

interface MapPlace {
  readonly at: number;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** Where a key and its value stand; in a list, which has no keys, both are the item. */
export interface Entry {
  readonly key: number;
  readonly value: ValuePlace;
}

export function offsetOf(place: ValuePlace): number {
  return typeof place === 'number' ? place : place.at;
}

/** Follows a path as far as it leads. */
export function findPlace(root: ValuePlace, path: Path): Entry {
  let found: Entry = { key: offsetOf(root), value: root };
  for (const part of path) {
    const next = step(found.value, part);
    if (next === undefined) return found;
    found = next;
  }
  return found;
}

/** One value where a list may stand is a list of one. */
function step(place: ValuePlace, part: string | number): Entry | undefined {
  const isAlone = part === 0 && (typeof place === 'number' || 'entries' in place);
  if (isAlone) return { key: offsetOf(place), value: place };
  if (typeof place === 'number') return undefined;
  if ('entries' in place) return place.entries.get(String(part));
  const item = place.items[Number(part)];
  return item === undefined ? undefined : { key: offsetOf(item), value: item };
}
