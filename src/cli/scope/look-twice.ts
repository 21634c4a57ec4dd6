import { isUnconfirmed } from '../../core/absence.ts';
import { patiently, type Cycle } from '../../engine/cycle.ts';
import { narrowLook, type NarrowLookOptions } from '../../engine/narrow/narrow-look.ts';
import { whileReading } from './reading.ts';
import type { Selection } from './select.ts';
import type { Session } from '../process/session.ts';

interface LookOptions extends Omit<NarrowLookOptions, 'clock' | 'owner' | 'selected' | 'isListed' | 'isToBeDone'> {
  readonly selection: Selection;
  readonly isToBeDone?: boolean;
}

/** Looks; what is missing for the first time is waited for a few seconds, and looked for again. */
export function lookTwice(
  session: Session,
  { aws, selection: { has: selected, isListed }, isToBeDone = false, ...about }: LookOptions,
): Promise<Cycle> {
  const { clock, options, say } = session;
  const asked = { clock, owner: options.owner, selected, isListed, isToBeDone, ...about };
  return whileReading(session, aws, (door) =>
    patiently(narrowLook, { ...asked, aws: door }, ({ plan }) => {
      for (const { id, blocked } of plan.changes.filter(isUnconfirmed)) say('info', `${id}: ${blocked?.message}`);
    }),
  );
}
