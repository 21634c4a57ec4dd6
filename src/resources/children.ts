import { notYet } from '../core/missing.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { unlessGone } from './ensure.ts';
import { reading, type Read } from './reading.ts';
import type { ObserveContext, Observed, Tags } from './resource.ts';
import { readSomeTags } from './tags.ts';

/** How the children of ELBv2's objects are observed: listed container by container, the tags of all in batches. */
interface ChildReads<Item, State> {
  readonly type: string;
  readonly parents: readonly Live[];
  readonly list: (parent: Live) => Promise<readonly Item[]>;
  readonly arnOf: (item: Item) => string;
  readonly readInDepth: (item: Item, parent: Live, tags: Tags, read: Read) => Promise<Live<State>>;
}

/** What vanishes while it is read is left out; what AWS refuses to tell is noted, where it belongs. */
export async function surveyChildren<Item, State>(
  { aws }: ObserveContext,
  { type, parents, list, arnOf, readInDepth }: ChildReads<Item, State>,
): Promise<Observed<State>> {
  const unreadable: Unreadable[] = [];

  const families = await Promise.all(
    parents.map(async (parent) => {
      const items = await unlessGone(reading(type, unreadable, { parent: parent.physical })(list(parent)));
      return (items ?? []).map((item) => ({ item, parent, physical: arnOf(item) }));
    }),
  );
  const children = families.flat();
  const physicals = children.map(({ physical }) => physical);
  const known = await reading(type, unreadable)(readSomeTags(aws.elbv2, physicals));
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
