import { isUnconfirmed } from '../../core/absence.ts';
import { patiently, type Cycle } from '../../engine/cycle.ts';
import { narrowLook, type NarrowLookOptions } from '../../engine/narrow/narrow-look.ts';
import type { Selection } from './select.ts';
import type { Session } from '../process/session.ts';

interface LookOptions extends Omit<NarrowLookOptions, 'clock' | 'owner' | 'selected' | 'isListed' | 'isToBeDone'> {
  readonly selection: Selection;
  readonly isToBeDone?: boolean;
}

/** Looks; what is missing for the first time is waited for a few seconds, and looked for again. */
export function lookTwice(
  { clock, options, say }: Session,
  { selection: { has: selected, isListed }, isToBeDone = false, ...about }: LookOptions,
): Promise<Cycle> {
  const { owner } = options;
  return patiently(narrowLook, { clock, owner, selected, isListed, isToBeDone, ...about }, ({ plan }) => {
    for (const { id, blocked } of plan.changes.filter(isUnconfirmed)) say('info', `${id}: ${blocked?.message}`);
  });
}
