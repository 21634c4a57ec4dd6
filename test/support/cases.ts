/**
 * How many random cases a law is held against: all of them, and a third in the fast loop, which people run again and again.
 * What fails once in hundreds of cases may pass there, and is found by `npm test`.
 */
export function cases(all: number): number {
  return process.env['EVENKEEL_FAST_LOOP'] === undefined ? all : Math.ceil(all / 3);
}
