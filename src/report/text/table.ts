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
  /** Those that are cut first. */
  readonly cut: readonly string[];
  /** Those that are left out where that is not enough, the first one first. */
  readonly drop: readonly string[];
}

/** As narrow as a cell is cut. */
const LEAST = 16;

/** The rows, the first of them the heads, such that no line is longer than a terminal is wide. */
export function fitting(rows: readonly (readonly string[])[], { width, cut, drop }: Fit): (readonly string[])[] {
  const [heads = []] = rows;
  const widths = widthsOf(rows);
  let over = widths.reduce((sum, one) => sum + one + GAP.length, -GAP.length) - width;
  for (const [column, head] of heads.entries()) {
    if (over <= 0 || !cut.includes(head)) continue;
    const less = Math.min(over, Math.max(0, widths[column]! - LEAST));
    widths[column]! -= less;
    over -= less;
  }
  const dropped = over > 0 ? drop.find((head) => heads.includes(head)) : undefined;
  if (dropped !== undefined) {
    const without = rows.map((row) => row.filter((_, column) => heads[column] !== dropped));
    return fitting(without, { width, cut, drop });
  }
  return rows.map((row) =>
    row.map((cell, column) => (cell.length > widths[column]! ? `${cell.slice(0, widths[column]! - 1)}…` : cell)),
  );
}
