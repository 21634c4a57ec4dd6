import { lookToRemove } from '../../engine/teardown.ts';
import { counted } from '../../report/text/counted.ts';
import type { Session } from '../process/session.ts';
import { giveUp } from '../writing/give-up.ts';
import type { PlanAndApplyOptions } from '../writing/plan-and-apply.ts';

export function remove(session: Session<PlanAndApplyOptions>): Promise<number> {
  return giveUp(session, {
    look: lookToRemove,
    deletes: true,
    whenDone: 'Everything is deleted from AWS, except what was to be kept.',
    question: (_, changes) => `Delete or forget ${counted(changes, 'resource')}?`,
  });
}
