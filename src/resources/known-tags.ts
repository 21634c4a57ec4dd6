import type { Tags } from './resource.ts';

/** The tags of what was listed, by `physical`, as far as they are known. */
export interface KnownTags {
  readonly tags: ReadonlyMap<string, Tags>;
  /** Those that a look which reads a part at a time gets to later. */
  readonly notYet: ReadonlySet<string>;
}

/** Of a list in which each object has its tags with it. */
export function tagsInList<Item>(
  physicalOf: (item: Item) => string,
  tagsOf: (item: Item) => Tags,
): (items: readonly Item[]) => Promise<KnownTags> {
  return (items) =>
    Promise.resolve({ tags: new Map(items.map((item) => [physicalOf(item), tagsOf(item)])), notYet: new Set() });
}
