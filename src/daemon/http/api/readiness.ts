import type { DaemonStatus } from '../../status.ts';
import type { CycleAge } from './cycle-age.ts';

interface Pace {
  readonly cycleAge: CycleAge;
  readonly intervalMs: number;
}

const missedIntervals = 3;
const graceMs = 60_000;

/**
 * Why the daemon is not ready; nothing if it is. Anybody may ask, so AWS's words stay out. One that stands by is ready:
 * otherwise a rolling update would wait for it for ever, while it waits for the one that is to be replaced.
 */
export function unreadiness({ role, places }: DaemonStatus, pace: Pace): string | undefined {
  if (role === 'standing-by') return undefined;
  if (places.length === 0) return 'no place known yet';
  return places.flatMap(({ name }) => unreadyPlace(name, pace) ?? [])[0];
}

function unreadyPlace(name: string, { cycleAge, intervalMs }: Pace): string | undefined {
  const quiet = cycleAge.sinceLastCycleMs(name);
  if (quiet === undefined) return `place ${name}: no cycle has completed yet`;
  if (quiet <= missedIntervals * intervalMs + graceMs) return undefined;
  return `place ${name}: no cycle has completed for ${Math.round(quiet / 1_000)} s`;
}
