import { noAbsences, waitsToBeRead } from '../../core/missing.ts';
import { unsettledIn } from '../../engine/concerned.ts';
import type { CycleResult } from '../status.ts';
import { isOnItsWay } from './objects.ts';

/**
 * Whether what a cycle came to holds for as long as nobody changes anything: nothing is to be done, under way, in doubt or wrong, so that
 * nothing of it depends on the time that goes by. What waits to be read is news once it was.
 */
export function isAtRest({ plan, snapshot, outcomes, objects, findings }: CycleResult): boolean {
  return (
    outcomes.length === 0 &&
    findings.length === 0 &&
    (snapshot.absences ?? noAbsences).doubts.size === 0 &&
    snapshot.unreadable.every(({ notYet }) => notYet) &&
    unsettledIn(snapshot.live).length === 0 &&
    plan.changes.every(({ action, blocked }) => action === 'noop' || waitsToBeRead(blocked?.message ?? '')) &&
    !objects.some(isOnItsWay)
  );
}
