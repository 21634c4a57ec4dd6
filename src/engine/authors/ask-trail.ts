import type { Hint } from '../../aws/events/hint.ts';
import { latestWrites } from '../../aws/events/trail.ts';
import type { Aws } from '../../aws/ports.ts';
import type { By } from '../../core/author.ts';
import { driftOf } from '../../core/drift.ts';
import { EvenkeelError } from '../../core/errors.ts';
import type { Plan } from '../../core/plan.ts';
import type { Cycle } from '../cycle.ts';
import { callIn, Scene } from './clues.ts';
import { notYet, trailFailed } from './unknown.ts';
import { authorOf, withAuthors } from './with-authors.ts';

/** The plan with who made AWS differ, by one look into CloudTrail's event history; where nothing drifted, nobody is asked. */
export async function askTrail(aws: Aws, { plan, ...seen }: Cycle): Promise<Plan> {
  if (driftOf(plan).drifted.length === 0) return plan;
  const writes = await writesOf(aws);
  if ('unknown' in writes) return withAuthors(plan, () => writes);
  const scene = new Scene({ plan, ...seen });
  return withAuthors(plan, (change, diff) => {
    const hint = callIn(writes.hints, scene.cluesOf(change, diff));
    // Ours was there before: who has changed it since then is yet to be recorded.
    return hint === undefined || hint.by?.tool === 'evenkeel' ? notYet : authorOf(hint);
  });
}

async function writesOf({
  cloudTrail,
}: Aws): Promise<{ readonly hints: readonly Hint[] } | Extract<By, { unknown: string }>> {
  try {
    const writes = await latestWrites(cloudTrail);
    return { hints: writes.flatMap(({ understood }) => ('hint' in understood ? [understood.hint] : [])) };
  } catch (thrown) {
    if (!(thrown instanceof EvenkeelError)) throw thrown;
    return trailFailed(thrown);
  }
}
