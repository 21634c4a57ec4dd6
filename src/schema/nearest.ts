/** How many insertions, deletions, replacements and swaps of neighbours lead from one word to the other. */
function distance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const same = from[row - 1] === to[column - 1];
      const swapped = row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
        swapped ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
      );
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

/** Case and separators are what people get wrong most, so they do not count. */
function bare(word: string): string {
  return word.toLowerCase().replaceAll(/[-_. ]/g, '');
}

/** The candidate that was probably meant, or nothing when none is near enough to be worth saying. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  if (word.length > 100) return undefined;
  const wanted = bare(word);
  let best: { candidate: string; far: number } | undefined;
  for (const candidate of candidates) {
    const other = bare(candidate);
    const far = distance(wanted, other);
    const near = far <= Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3)) && far < other.length;
    if (near && (best === undefined || far < best.far)) best = { candidate, far };
  }
  return best?.candidate;
}

/** "did you mean …?", or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const found = nearest(word, candidates);
  return found === undefined ? undefined : `did you mean ${found}?`;
}
