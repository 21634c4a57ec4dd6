import { isUnconfirmed } from '../../core/absence.ts';
import { patientLook, type Cycle, type CycleOptions } from '../../engine/cycle.ts';
import type { Session } from '../process/session.ts';

type LookOptions = Omit<CycleOptions, 'clock' | 'owner' | 'namespace'>;

/** Looks; what is missing for the first time is waited for a few seconds, and looked for again. */
export function lookTwice({ clock, options, say }: Session, about: LookOptions): Promise<Cycle> {
  const { owner, namespace } = options;
  return patientLook({ clock, owner, namespace, ...about }, ({ plan }) => {
    for (const { id, blocked } of plan.changes.filter(isUnconfirmed)) say('info', `${id}: ${blocked?.message}`);
  });
}
