import type { CapacityProvider } from '../../../resources/ecs-service/normal.ts';

/** How many of that many tasks each provider gets: the base comes first, the rest goes by weight, in whole tasks. */
export function placed(strategy: readonly CapacityProvider[], tasks: number): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  let left = tasks;
  for (const { capacityProvider, base } of strategy) {
    const taken = Math.min(base, left);
    counts.set(capacityProvider, taken);
    left -= taken;
  }
  const weights = strategy.reduce((sum, { weight }) => sum + weight, 0);
  let weighed = 0;
  let given = 0;
  for (const { capacityProvider, weight } of weights === 0 ? [] : strategy) {
    weighed += weight;
    const due = Math.round((left * weighed) / weights);
    counts.set(capacityProvider, (counts.get(capacityProvider) ?? 0) + due - given);
    given = due;
  }
  return counts;
}
