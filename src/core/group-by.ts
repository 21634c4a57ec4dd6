/** Items by their key, in their order; those without a key are left out. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  return indexBy(items, (item) => {
    const key = keyOf(item);
    return key === undefined ? [] : [key];
  });
}

/** Items by each of their keys, in their order. */
export function indexBy<Item, Key = string>(
  items: Iterable<Item>,
  keysOf: (item: Item) => readonly Key[],
): Map<Key, Item[]> {
  const index = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const list = index.get(key);
      if (list === undefined) index.set(key, [item]);
      else list.push(item);
    }
  }
  return index;
}

/** One of each key, in their order: the one that came last. */
export function distinct<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  return [...new Map(Array.from(items, (item) => [keyOf(item), item])).values()];
}
