/** A span of time, and where its marks stand. */
export interface Axis {
  readonly from: number;
  readonly to: number;
  readonly ticks: readonly number[];
}

const minute = 60_000;
const steps = [1, 2, 5, 10, 15, 30, 60, 120, 180, 360, 720, 1_440, 2_880].map((minutes) => minutes * minute);
const week = 7 * 24 * 60 * minute;
const mostTicks = 7;
const shortest = 5 * minute;

/** From the first moment, or from as far back as is asked for, until now. */
export function axisOf(moments: readonly number[], now: number, spanMs = Infinity): Axis {
  const first = moments.reduce((least, moment) => Math.min(least, moment), now - shortest);
  const from = Math.max(first, now - spanMs);
  const step =
    steps.find((one) => (now - from) / one <= mostTicks) ?? week * Math.ceil((now - from) / week / mostTicks);
  const ticks: number[] = [];
  for (let tick = Math.ceil(from / step) * step; tick < now; tick += step) ticks.push(tick);
  return { from, to: now, ticks };
}

/** Where a moment stands, in percent; never outside. */
export function percentOf({ from, to }: Axis, at: number): number {
  return Math.max(0, Math.min(100, (100 * (at - from)) / (to - from)));
}
