interface View {
  readonly count: number;
  readonly rowHeight: number;
  readonly top: number;
  readonly height: number;
}

/** The rows that are in sight, and how high those are that are left out above and below. */
export interface Slice {
  readonly from: number;
  readonly to: number;
  readonly above: number;
  readonly below: number;
}

/** So that a wheel's turn does not show a gap. */
const spare = 10;

export function sliceOf({ count, rowHeight, top, height }: View): Slice {
  const from = Math.max(0, Math.min(count, Math.floor(top / rowHeight)) - spare);
  const to = Math.min(count, Math.ceil((top + height) / rowHeight) + spare);
  return { from, to, above: from * rowHeight, below: (count - to) * rowHeight };
}
