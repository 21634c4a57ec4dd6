/** Items by their key, in their order; those without a key are left out. */
export function groupBy<Item>(items: Iterable<Item>, keyOf: (item: Item) => string | undefined): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const key = keyOf(item);
    if (key !== undefined) add(groups, key, item);
  }
  return groups;
}

/** Items by each of their keys, in their order. */
export function indexBy<Item, Key = string>(
  items: Iterable<Item>,
  keysOf: (item: Item) => readonly Key[],
): Map<Key, Item[]> {
  const index = new Map<Key, Item[]>();
  for (const item of items) {
    for (const key of keysOf(item)) add(index, key, item);
  }
  return index;
}

function add<Item, Key>(index: Map<Key, Item[]>, key: Key, item: Item): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [item]);
  else list.push(item);
}

/** One of each key, in their order: the one that came last. */
export function distinct<Item>(items: Iterable<Item>, keyOf: (item: Item) => string): Item[] {
  return [...new Map(Array.from(items, (item) => [keyOf(item), item])).values()];
}
