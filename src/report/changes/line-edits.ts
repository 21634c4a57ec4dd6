/** A line that both sides have, or one that is on one side only, as unified diffs mark it. */
export interface LineEdit {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Beyond so many pairs of lines that may differ, all of one side goes and all of the other comes. */
const MOST_PAIRS = 1_000_000;

/** The way from one text to another with the fewest lines touched; of a changed line, the former stands first. */
export function lineEdits(live: readonly string[], wanted: readonly string[]): LineEdit[] {
  let start = 0;
  while (start < live.length && start < wanted.length && live[start] === wanted[start]) start += 1;
  let rest = 0;
  const shorter = Math.min(live.length, wanted.length) - start;
  while (rest < shorter && live.at(-1 - rest) === wanted.at(-1 - rest)) rest += 1;
  return [
    ...marked(' ', live.slice(0, start)),
    ...middle(live.slice(start, live.length - rest), wanted.slice(start, wanted.length - rest)),
    ...marked(' ', live.slice(live.length - rest)),
  ];
}

function middle(live: readonly string[], wanted: readonly string[]): LineEdit[] {
  if (live.length * wanted.length > MOST_PAIRS) return [...marked('-', live), ...marked('+', wanted)];
  const common = commonAhead(live, wanted);
  const edits: LineEdit[] = [];
  let [at, to] = [0, 0];
  while (at < live.length || to < wanted.length) {
    if (at < live.length && to < wanted.length && live[at] === wanted[to]) {
      edits.push({ sign: ' ', text: live[at]! });
      at += 1;
      to += 1;
    } else if (to >= wanted.length || (at < live.length && common[at + 1]![to]! >= common[at]![to + 1]!)) {
      edits.push({ sign: '-', text: live[at]! });
      at += 1;
    } else {
      edits.push({ sign: '+', text: wanted[to]! });
      to += 1;
    }
  }
  return edits;
}

/** From each pair of places on, how many lines both sides have in common. */
function commonAhead(live: readonly string[], wanted: readonly string[]): number[][] {
  const common = Array.from({ length: live.length + 1 }, () => Array.from({ length: wanted.length + 1 }, () => 0));
  for (let at = live.length - 1; at >= 0; at -= 1) {
    for (let to = wanted.length - 1; to >= 0; to -= 1) {
      common[at]![to] =
        live[at] === wanted[to] ? common[at + 1]![to + 1]! + 1 : Math.max(common[at + 1]![to]!, common[at]![to + 1]!);
    }
  }
  return common;
}

function marked(sign: LineEdit['sign'], lines: readonly string[]): LineEdit[] {
  return lines.map((text) => ({ sign, text }));
}
