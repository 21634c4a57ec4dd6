const GAP = '   ';

/** Columns under each other, as wide as their widest cell; nothing trails. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = widthsOf(rows);
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join(GAP)
      .trimEnd(),
  );
}

function widthsOf(rows: readonly (readonly string[])[]): number[] {
  return (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
}

/** How a table is made to fit, by the heads of its columns. */
interface Fit {
  readonly width: number;
  /** Those that are cut first, the widest of them first, and where. */
  readonly cut: Readonly<Record<string, 'start' | 'end'>>;
  /** Those that are left out where that is not enough, the first one first. */
  readonly drop: readonly string[];
}

/** As narrow as a cell is cut. */
const LEAST = 16;

/** The rows, the first of them the heads, such that no line is longer than a terminal is wide. */
export function fitting(rows: readonly (readonly string[])[], fit: Fit): (readonly string[])[] {
  const { width, cut, drop } = fit;
  const [heads = []] = rows;
  const widths = widthsOf(rows);
  const places = heads.map((head) => cut[head]);
  const over = (most: number): number => capped(most).reduce((sum, one) => sum + one + GAP.length, -GAP.length) - width;
  const capped = (most: number): number[] =>
    widths.map((one, column) => (places[column] === undefined ? one : Math.min(one, most)));
  let most = Math.max(LEAST, ...widths);
  while (most > LEAST && over(most) > 0) most -= 1;
  const dropped = over(most) > 0 ? drop.find((head) => heads.includes(head)) : undefined;
  if (dropped !== undefined)
    return fitting(
      rows.map((row) => row.filter((_, column) => heads[column] !== dropped)),
      fit,
    );
  const narrowed = capped(most);
  return rows.map((row) => row.map((cell, column) => shortened(cell, narrowed[column]!, places[column])));
}

function shortened(cell: string, width: number, place: 'start' | 'end' | undefined): string {
  if (cell.length <= width) return cell;
  return place === 'start' ? `…${cell.slice(cell.length - width + 1)}` : `${cell.slice(0, width - 1)}…`;
}
