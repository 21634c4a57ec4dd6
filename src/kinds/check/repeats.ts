/** Items that say the same as an earlier one, each with the first that said it; those without a key are all different. */
export function* repeats<Item>(
  items: Iterable<Item>,
  keyOf: (item: Item) => string | number | undefined,
): Iterable<{ readonly item: Item; readonly first: Item }> {
  const seen = new Map<string | number, Item>();
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    else yield { item, first };
  }
}
