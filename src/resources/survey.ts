import { notYet } from '../core/missing.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import { unlessGone } from './ensure.ts';
import { reading, type Read } from './reading.ts';
import type { ObserveContext, Observed, Tags } from './resource.ts';
import { readSomeTags } from './tags.ts';

/** How the roots of ELBv2 are observed: all listed, all tags in batches, and in depth only those that concern us. */
interface Survey<Item, State> {
  readonly type: string;
  readonly list: () => Promise<readonly Item[]>;
  readonly arnOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly readInDepth: (item: Item, tags: Tags, read: Read) => Promise<Live<State>>;
}

/**
 * Without the tags nobody can tell whose an object is, so that without them the whole list counts as unreadable. What
 * vanishes while it is read is left out.
 */
export async function survey<Item, State>(
  context: ObserveContext,
  { type, list, arnOf, nameOf, readInDepth }: Survey<Item, State>,
): Promise<Observed<State>> {
  const unreadable: Unreadable[] = [];
  const read = reading(type, unreadable);
  const items = (await read(list())) ?? [];
  const known = await read(readSomeTags(context.aws.elbv2, items.map(arnOf)));

  function concernsUs(item: Item, own: Tags): boolean {
    return readOwnership(own)?.owner === context.owner || context.names(type).has(nameOf(item));
  }

  const live = await Promise.all(
    items.map(async (item) => {
      const physical = arnOf(item);
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
