import type { LimitedFigures } from './limits.ts';

/** What is promised under AWS's limits, for a folder of some size and for a large one. */
const promised = {
  some: { savedMs: 2_000, planMs: 2_000, megabytes: 130, idleShare: 0.01 },
  large: { savedMs: 3_000, planMs: 3_000, megabytes: 300, idleShare: 0.03 },
};
const largeFrom = 1_000;
const readsAtRest = 3;
const heardMs = 3_000;
/** Beyond the sweep that finds it: a cycle in between, and what it waits for. */
const healedAfterSweepS = 35;

/** What is not as promised, by its name. */
export function limitedOver(given: readonly LimitedFigures[]): string[] {
  return given.flatMap((one) => {
    const most = one.stacks >= largeFrom ? promised.large : promised.some;
    const { healedS = 0, sweepS = 0 } = one;
    const checks: Readonly<Record<string, boolean>> = {
      'reads at rest': one.readsAtRest > readsAtRest,
      'refused reads of the neighbour': one.refused > 0,
      'time to take up a file': one.savedMs > most.savedMs,
      'time to heal with an event': one.heardMs > heardMs,
      'time to heal without one': healedS > sweepS + healedAfterSweepS,
      'time of a plan': one.planMs > most.planMs,
      memory: one.megabytes > most.megabytes,
      'work at rest': one.idleShare > most.idleShare,
    };
    const missed = Object.keys(checks).filter((name) => checks[name]);
    return missed.map((name) => `${name} with ${one.stacks} stacks under AWS's limits`);
  });
}
