import type { Hint, Understood } from './hint.ts';

/** What came at once. */
export interface Batch {
  readonly hints: readonly Hint[];
  /** Why something that came is of no use here, once for each. */
  readonly ignored: readonly string[];
  /** Why something that came can't be read, once for each. */
  readonly poison: readonly string[];
  /** To be called once it was handed over; what it is not called for comes again. */
  readonly done: () => Promise<void>;
}

/** A way by which hints come: at least once, in any order, late, or not at all. */
export interface EventSource {
  readonly name: 'queue' | 'trail';
  /** What comes next; nothing, where nothing came for a while. Fails where AWS does not let us have it. */
  next(): Promise<Batch>;
}

export function batchOf(understood: readonly Understood[], done: Batch['done']): Batch {
  return {
    hints: understood.flatMap((one) => ('hint' in one ? [one.hint] : [])),
    ignored: understood.flatMap((one) => ('ignored' in one ? [one.ignored] : [])),
    poison: understood.flatMap((one) => ('poison' in one ? [one.poison] : [])),
    done,
  };
}
