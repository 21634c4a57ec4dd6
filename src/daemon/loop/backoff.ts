const firstMs = 1_000;
const longestMs = 15 * 60_000;

/** Gives a number from 0 up to, but not including, 1. */
export type Random = () => number;

/** How long to wait after that many failures: at random up to a bound that doubles, so that many don't come back at once. */
export function backoff(failures: number, random: Random): number {
  return Math.ceil(random() * Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30)));
}

/** A span that is off by a tenth at most. */
export function jittered(ms: number, random: Random): number {
  return Math.round(ms * (0.9 + 0.2 * random()));
}
