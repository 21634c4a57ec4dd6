import type { DaemonStatus, PlaceStatus } from '../status.ts';

interface Pace {
  readonly now: number;
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
  if (places.length === 0) return 'no place is known yet';
  return places.flatMap((place) => unreadyPlace(place, pace) ?? [])[0];
}

function unreadyPlace({ name, cycle }: PlaceStatus, { now, intervalMs }: Pace): string | undefined {
  if (cycle === undefined) return `place ${name}: no cycle has come to its end yet`;
  const quiet = now - cycle.endedAt;
  if (quiet <= missedIntervals * intervalMs + graceMs) return undefined;
  return `place ${name}: no cycle has come to its end for ${Math.round(quiet / 1_000)} s`;
}
