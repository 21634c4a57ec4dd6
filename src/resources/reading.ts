import { EvenkeelError, formatError } from '../core/errors.ts';
import type { Unreadable } from '../core/resource.ts';

/** Awaits a read. One that AWS refuses is noted, and gives nothing; that something is gone is for the caller to judge. */
export type Read = <T>(answer: Promise<T>) => Promise<T | undefined>;

/** Reads whose refusals are noted as being about that object, that container, or the whole type. */
export function reading(
  type: string,
  unreadable: Unreadable[],
  about: Pick<Unreadable, 'physical' | 'parent'> = {},
): Read {
  return (answer) =>
    answer.catch((thrown: unknown) => {
      if (!(thrown instanceof EvenkeelError) || thrown.code === 'not-found') throw thrown;
      const notYet = thrown.facts.notYet === true ? { notYet: true as const } : {};
      unreadable.push({ type, ...about, ...notYet, message: formatError(thrown) });
      return undefined;
    });
}
