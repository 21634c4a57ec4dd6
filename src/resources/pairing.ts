import { groupBy } from '../core/group-by.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Wanted } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';

/** One way of recognising a live sibling: the keys on both sides are equal. No key: not this way. */
export interface Likeness<State> {
  readonly wanted: (wanted: Wanted<State>) => string | undefined;
  readonly live: (live: Live<State>) => string | undefined;
  /** What must agree as well, where it is dearer to put into a key than to compare. */
  readonly also?: (wanted: State, live: State) => boolean;
}

/** What our own tag says: which part of which manifest. */
export const samePart: Likeness<unknown> = {
  wanted: ({ manifest, key }) => `${manifest} ${key}`,
  live({ tags }) {
    const owned = readOwnership(tags);
    return owned && `${owned.manifest} ${owned.part}`;
  },
};

/** Something that both states say. */
export function sameIn<State>(key: (state: State) => string): Likeness<State> {
  return { wanted: ({ state }) => key(state), live: ({ state }) => key(state) };
}

/**
 * Pairs siblings by the first likeness for as many as it can, then the rest by the next. Each live one is used once, and the
 * order in which they are given does not matter.
 */
export function pairBy<State>(
  likenesses: readonly Likeness<State>[],
  wanted: readonly Wanted<State>[],
  live: readonly Live<State>[],
): Map<ResourceId, Live<State>> {
  const pairs = new Map<ResourceId, Live<State>>();
  let waiting = sorted(wanted, ({ id }) => id);
  let free = sorted(live, ({ physical }) => physical);
  for (const likeness of likenesses) {
    const candidates = groupBy(free, likeness.live);
    for (const one of waiting) {
      const key = likeness.wanted(one);
      const match = key === undefined ? undefined : take(candidates.get(key), one, likeness);
      if (match !== undefined) pairs.set(one.id, match);
    }
    if (pairs.size === wanted.length || pairs.size === live.length) break;
    const taken = new Set(pairs.values());
    waiting = waiting.filter(({ id }) => !pairs.has(id));
    free = free.filter((one) => !taken.has(one));
  }
  return pairs;
}

function sorted<Item>(items: readonly Item[], by: (item: Item) => string): readonly Item[] {
  const isSorted = items.every((item, index) => index === 0 || by(items[index - 1]!) < by(item));
  return isSorted ? items : items.toSorted((a, b) => (by(a) < by(b) ? -1 : 1));
}

function take<State>(
  candidates: Live<State>[] | undefined,
  { state }: Wanted<State>,
  { also }: Likeness<State>,
): Live<State> | undefined {
  if (candidates === undefined) return undefined;
  const place = also === undefined ? 0 : candidates.findIndex((live) => also(state, live.state));
  return place === -1 ? undefined : candidates.splice(place, 1)[0];
}
