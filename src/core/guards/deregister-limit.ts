import { absenceKey, type Absence, type Absences } from '../missing.ts';
import type { Change } from '../plan.ts';

/** How many targets may leave a group in one cycle because what asked for them finds them no more. */
export interface LeavingLimit {
  /** The largest part, from 0 to 1, of what is registered. One may always go. */
  readonly share: number;
  /** Only these, by what AWS calls them: what earlier cycles of the same run have let go. */
  readonly only?: ReadonlySet<string>;
}

/** What an incident, a mistyped tag or an answer that is wrong for longer may take from a group at once. */
export const HALF = 0.5;

interface LeftGroup {
  readonly name: string;
  readonly registered: number;
  readonly absences: Absences | undefined;
}

/**
 * The first of those that leave may go, the others stay for now. A terminated instance serves nobody and never will, so that
 * it is neither kept nor counted.
 */
export function limitLeaving(
  leaving: readonly Change[],
  { name, registered, absences }: LeftGroup,
  limit: LeavingLimit,
): Change[] {
  const isGone = ({ rests = [] }: Change): boolean =>
    rests.length > 0 && rests.every((one: Absence) => absences?.gone.has(absenceKey(one)));
  const counted = leaving.filter((change) => !isGone(change));
  const { share, only } = limit;
  const most = Math.max(1, Math.floor(share * registered));
  const free = only === undefined ? counted.slice(0, most) : counted.filter(({ live = '' }) => only.has(live));
  if (free.length >= counted.length) return [...leaving];
  const held = new Set(counted.filter((change) => !free.includes(change)));
  const message =
    only === undefined
      ? `${counted.length} of ${registered} targets of ${name} are no longer found, and at most ${most} may be deregistered at once: the others wait for the next cycle; to deregister all now, pass --max-deregister-share 1`
      : `more targets of ${name} are no longer found than may be deregistered at once: run again for the next ones, or pass --max-deregister-share 1`;
  return leaving.map((change) =>
    held.has(change)
      ? { ...change, action: 'blocked', blocked: { reason: 'deregister-limit', message, would: change.action } }
      : change,
  );
}
