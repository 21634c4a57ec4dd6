import { EvenkeelError, formatError } from '../core/errors.ts';
import { readOwnership } from '../core/ownership.ts';
import type { Live, Unreadable } from '../core/resource.ts';
import type { ObserveContext, Observed, Tags } from './resource.ts';
import { readTags } from './tags.ts';

/** Awaits one of an object's further reads. One that AWS refuses is noted, and gives nothing. */
export type Read = <T>(answer: Promise<T>) => Promise<T | undefined>;

/** How the roots of ELBv2 are observed: all listed, all tags in batches, and in depth only those that concern us. */
interface Survey<Item, State> {
  readonly type: string;
  readonly list: () => Promise<readonly Item[]>;
  readonly arnOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly deepen: (item: Item, tags: Tags, read: Read) => Promise<Live<State>>;
}

/**
 * Without the tags nobody can tell whose an object is, so that without them the whole list counts as unreadable. What
 * vanishes while it is read is left out.
 */
export async function survey<Item, State>(
  context: ObserveContext,
  { type, list, arnOf, nameOf, deepen }: Survey<Item, State>,
): Promise<Observed<State>> {
  const unreadable: Unreadable[] = [];

  async function inDepth(item: Item, tags: Tags): Promise<Live<State> | undefined> {
    const physical = arnOf(item);
    const read: Read = (answer) =>
      answer.catch((thrown: unknown) => {
        if (refusal(thrown).code === 'not-found') throw thrown;
        unreadable.push({ type, physical, message: formatError(refusal(thrown)) });
        return undefined;
      });
    return deepen(item, tags, read).catch((thrown: unknown) => {
      if (refusal(thrown).code === 'not-found') return undefined;
      throw thrown;
    });
  }

  try {
    const items = await list();
    const tags = await readTags(context.aws.elbv2, items.map(arnOf));
    const ours = items.flatMap((item) => {
      const found = tags.get(arnOf(item));
      if (found === undefined) return [];
      const concernsUs = readOwnership(found)?.owner === context.owner || context.names(type).has(nameOf(item));
      return concernsUs ? [inDepth(item, found)] : [];
    });
    const live = await Promise.all(ours);
    return { live: live.filter((one) => one !== undefined), unreadable };
  } catch (thrown) {
    return { live: [], unreadable: [{ type, message: formatError(refusal(thrown)) }] };
  }
}

/** What AWS refused; anything else is a fault of ours and no reading. */
function refusal(thrown: unknown): EvenkeelError {
  if (thrown instanceof EvenkeelError) return thrown;
  throw thrown;
}
