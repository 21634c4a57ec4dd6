import { notYet } from '../core/missing.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { unlessGone } from './ensure.ts';
import type { KnownTags } from './known-tags.ts';
import { reading, type Read } from './reading.ts';
import type { ObserveContext, Observed, Tags } from './resource.ts';

/** How roots are observed: all are listed, and only those that concern us are read in depth. */
interface RootReads<Item, State> {
  readonly type: string;
  /** What of the list can't be read is noted by `read`. */
  readonly list: (read: Read) => Promise<readonly Item[]>;
  readonly physicalOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly readTags: (items: readonly Item[]) => Promise<KnownTags>;
  readonly readInDepth: (item: Item, tags: Tags, read: Read) => Promise<Live<State>>;
}

/**
 * Those that are ours, or have a name that a manifest claims. Without the tags nobody can tell whose an object is, so that
 * without them the whole list counts as unreadable. What vanishes while it is read is left out.
 */
export async function observeRoots<Item, State>(
  context: ObserveContext,
  { type, list, physicalOf, nameOf, readTags, readInDepth }: RootReads<Item, State>,
): Promise<Observed<State>> {
  const unreadable: Unreadable[] = [];
  const read = reading(type, unreadable);
  const items = (await read(list(read))) ?? [];
  const known = await read(readTags(items));
  const claimed = context.names(type);

  function concernsUs(item: Item, own: Tags): boolean {
    return readOwnership(own)?.owner === context.owner || claimed.has(nameOf(item));
  }

  const live = await Promise.all(
    items.map(async (item) => {
      const physical = physicalOf(item);
      const own = known?.tags.get(physical);
      if (own === undefined || !concernsUs(item, own)) return undefined;
      return unlessGone(readInDepth(item, own, reading(type, unreadable, { physical })));
    }),
  );
  // Any of them may be what a manifest asks for, under whatever name.
  if (known !== undefined && known.notYet.size > 0) {
    unreadable.push({ type, rest: true, ...notYet });
  }
  return { live: live.filter((one) => one !== undefined), unreadable };
}
