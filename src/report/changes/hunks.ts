import type { LineEdit } from './line-edits.ts';

/** Lines of context around what differs, as every tool that reads unified diffs expects. */
const CONTEXT = 3;

export interface Hunk {
  /** `@@ -1,4 +1,5 @@` */
  readonly head: string;
  readonly edits: readonly LineEdit[];
  /** Which of all the edits is its first one. */
  readonly from: number;
}

/** What differs, in pieces, each with the lines around it. */
export function hunksOf(edits: readonly LineEdit[]): Hunk[] {
  const touched = edits.flatMap(({ sign }, index) => (sign === ' ' ? [] : [index]));
  const pieces: { from: number; to: number }[] = [];
  for (const index of touched) {
    const [from, to] = [Math.max(0, index - CONTEXT), Math.min(edits.length, index + CONTEXT + 1)];
    const last = pieces.at(-1);
    if (last !== undefined && from <= last.to) last.to = to;
    else pieces.push({ from, to });
  }
  return pieces.map(({ from, to }) => {
    const own = edits.slice(from, to);
    const before = edits.slice(0, from);
    return { head: `@@ -${range(before, own, '+')} +${range(before, own, '-')} @@`, edits: own, from };
  });
}

/** Of one side, where a piece begins and how long it is, without the lines that only the other side has. */
function range(before: readonly LineEdit[], own: readonly LineEdit[], other: '-' | '+'): string {
  const lines = (edits: readonly LineEdit[]): number => edits.filter(({ sign }) => sign !== other).length;
  const length = lines(own);
  return `${lines(before) + (length === 0 ? 0 : 1)},${length}`;
}
