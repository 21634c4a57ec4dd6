import { notYet } from '../core/missing.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { unlessGone } from './ensure.ts';
import type { KnownTags } from './known-tags.ts';
import { reading, type Read } from './reading.ts';
import type { Observed, Tags } from './resource.ts';

/** How children are observed that AWS lists container by container. */
interface ChildReads<Item, State> {
  readonly type: string;
  readonly parents: readonly Live[];
  readonly list: (parent: Live) => Promise<readonly Item[]>;
  readonly physicalOf: (item: Item) => string;
  /** The tags of all of them, whatever contains them. */
  readonly readTags: (items: readonly Item[]) => Promise<KnownTags>;
  readonly readInDepth: (item: Item, parent: Live, tags: Tags, read: Read) => Promise<Live<State>>;
}

/** What vanishes while it is read is left out; what AWS refuses to tell is noted, where it belongs. */
export async function observeChildren<Item, State>({
  type,
  parents,
  list,
  physicalOf,
  readTags,
  readInDepth,
}: ChildReads<Item, State>): Promise<Observed<State>> {
  const unreadable: Unreadable[] = [];

  const families = await Promise.all(
    parents.map(async (parent) => {
      const items = await unlessGone(reading(type, unreadable, { parent: parent.physical })(list(parent)));
      return (items ?? []).map((item) => ({ item, parent, physical: physicalOf(item) }));
    }),
  );
  const children = families.flat();
  const known = await reading(type, unreadable)(readTags(children.map(({ item }) => item)));
  const live = await Promise.all(
    children.map(async ({ item, parent, physical }) => {
      if (known?.notYet.has(physical)) {
        unreadable.push({ type, parent: parent.physical, ...notYet });
      }
      const own = known?.tags.get(physical);
      return own === undefined
        ? undefined
        : unlessGone(readInDepth(item, parent, own, reading(type, unreadable, { physical })));
    }),
  );
  return { live: live.filter((one) => one !== undefined), unreadable };
}
