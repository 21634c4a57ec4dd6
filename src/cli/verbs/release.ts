import { lookToRelease } from '../../engine/teardown.ts';
import { counted } from '../../report/text/counted.ts';
import type { Session } from '../process/session.ts';
import { giveUp } from '../writing/give-up.ts';
import type { PlanAndApplyOptions } from '../writing/plan-and-apply.ts';

/** Hands back what the folder's manifests stand for: only our tags go. */
export function release(session: Session<PlanAndApplyOptions>): Promise<number> {
  return giveUp(session, {
    look: lookToRelease,
    deletes: false,
    whenDone: 'Everything stays in AWS as it is, and evenkeel manages none of it.',
    question: (_, changes) => `Take evenkeel's tags from ${counted(changes, 'resource')}, and leave everything else?`,
  });
}
