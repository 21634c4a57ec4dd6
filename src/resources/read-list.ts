import { EvenkeelError, formatError } from '../core/errors.ts';
import type { Unreadable } from '../core/resource.ts';

interface List<Item> {
  readonly items: readonly Item[];
  readonly unreadable: readonly Unreadable[];
}

/** A list that AWS refuses is told as unreadable, never taken for empty; what else is thrown is a fault of ours. */
export async function readList<Item>(type: string, answer: Promise<readonly Item[]>): Promise<List<Item>> {
  try {
    return { items: await answer, unreadable: [] };
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError)) throw thrown;
    return { items: [], unreadable: [{ type, message: formatError(thrown) }] };
  }
}
