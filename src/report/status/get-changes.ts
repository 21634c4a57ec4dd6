import { tableLines, type Rows } from './get-text.ts';

/** What a watch has shown so far. */
export interface Shown {
  /** By the object's id, what there was to see of it. */
  readonly seen: ReadonlyMap<string, string>;
  /** The line above a table. */
  readonly head: string;
  /** The widest cell of each of its columns: they never get narrower. */
  readonly widest: readonly string[];
}

export const nothingShown: Shown = { seen: new Map(), head: '', widest: [] };

/** One object, with what there is to see of it. */
export interface Sight {
  readonly id: string;
  readonly seen: string;
}

/** The objects, by their number, of which there is something else to see than before, and the ids of those that left. */
export function changesSince(
  shown: Shown,
  sights: readonly Sight[],
): { readonly changed: readonly number[]; readonly left: readonly string[]; readonly shown: Shown } {
  const seen = new Map(sights.map((sight) => [sight.id, sight.seen]));
  return {
    changed: [...sights.keys()].filter((index) => shown.seen.get(sights[index]!.id) !== sights[index]!.seen),
    left: [...shown.seen.keys()].filter((id) => !seen.has(id)),
    shown: { ...shown, seen },
  };
}

/** Those lines of a table, below its heads where they were not shown yet or have moved. */
export function changedLines(
  { heads, rows }: Rows,
  { changed, shown, width }: { changed: readonly number[]; shown: Shown; width: number | undefined },
): { readonly lines: readonly string[]; readonly shown: Shown } {
  if (changed.length === 0) return { lines: [], shown };
  const known = shown.widest.length === heads.length ? [shown.widest] : [];
  const widest = heads.map((_, column) =>
    [...known, ...rows].map((row) => row[column]!).reduce((a, b) => (b.length > a.length ? b : a)),
  );
  const [head = '', , ...lines] = tableLines([heads, widest, ...rows], width);
  const own = changed.map((index) => lines[index]!);
  return { lines: head === shown.head ? own : [head, ...own], shown: { ...shown, head, widest } };
}
