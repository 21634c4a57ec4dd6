import type { Paint } from '../text/paint.ts';
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

/** The lines of a piece, as they are printed below its head. */
export function editLines({ edits }: Hunk, paint: Paint): string[] {
  return edits.map(({ sign, text }) =>
    sign === ' ' ? ` ${text}` : paint(sign === '+' ? 'green' : 'red', `${sign}${text}`),
  );
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
  const [live, wanted] = [linesBefore(edits, '+'), linesBefore(edits, '-')];
  return pieces.map(({ from, to }) => {
    const head = `@@ -${range(live, from, to)} +${range(wanted, from, to)} @@`;
    return { head, edits: edits.slice(from, to), from };
  });
}

/** Of one side, how many lines stand before each edit, and after the last; those are left out that only the other side has. */
function linesBefore(edits: readonly LineEdit[], other: '-' | '+'): number[] {
  let lines = 0;
  const before = edits.map(({ sign }) => (sign === other ? lines : lines++));
  return [...before, lines];
}

/** Where a piece begins on one side, and how long it is there. */
function range(lines: readonly number[], from: number, to: number): string {
  const length = lines[to]! - lines[from]!;
  return `${lines[from]! + (length === 0 ? 0 : 1)},${length}`;
}
