import { driftOf } from '../../../core/drift.ts';
import { countWithheld, withheldIn, type Withheld } from '../../../core/guards/withheld.ts';
import type { Change } from '../../../core/plan.ts';
import { formatProblem } from '../../../core/problem.ts';
import type { DaemonStatus, Finding, PlaceStatus } from '../../status.ts';
import { drifted, ready, stalled } from './conditions.ts';

/** As many problems as are listed; the others are counted. */
const mostProblems = 50;
/** As many of what is withheld for one reason; the plan has all of them. */
const mostWithheld = 50;

export interface WithheldJson extends Pick<Withheld, 'why' | 'hash'> {
  readonly count: number;
  readonly list: readonly Pick<Change, 'id' | 'manifest'>[];
}

/** How the daemon is doing, small enough to be sent at every change. */
export function statusJson({ folder, places, ...daemon }: DaemonStatus): object {
  const { problems, ...rest } = folder;
  return {
    version: 1,
    ...daemon,
    folder: {
      ...rest,
      problemCount: problems.length,
      problems: problems.slice(0, mostProblems).map(formatProblem),
    },
    places: places.map(placeJson),
  };
}

function placeJson({ cycle, ...place }: PlaceStatus): object {
  if (cycle === undefined) return place;
  const { number, trigger, startedAt, endedAt, plan, known, objects, outcomes, findings, calls } = cycle;
  return {
    ...place,
    account: plan.account,
    cycle: {
      number,
      trigger,
      startedAt,
      endedAt,
      manifests: objects.length,
      ready: objects.filter((object) => ready(object) === 'True').length,
      degraded: objects.filter(({ health }) => health === 'degraded').length,
      unhealthy: objects.filter(({ health }) => health === 'unhealthy').length,
      drifted: objects.filter((object) => drifted(object) === 'True').length,
      stalled: objects.filter((object) => stalled(object) === 'True').length,
      notCreated: driftOf(plan).notCreated.length,
      findings: findings.length,
      withheld: countWithheld(known.plan),
      changed: outcomes.filter(({ status }) => status === 'done').length,
      failed: outcomes.filter(({ status }) => status === 'failed').length,
      calls,
    },
    withheld: withheldIn(known.plan).map(withheldJson),
  };
}

/** Why so many deletions are held back, what they are, and the hash that allows exactly them, where one does. */
function withheldJson({ why, hash, changes }: Withheld): WithheldJson {
  return {
    count: changes.length,
    why,
    ...(hash === undefined ? {} : { hash }),
    list: changes.slice(0, mostWithheld).map(({ id, manifest }) => ({ id, manifest })),
  };
}

/** Everything that is not as it should be, in all places. */
export function findingsJson({ places }: DaemonStatus): readonly Finding[] {
  return places.flatMap(({ cycle }) => cycle?.findings ?? []);
}
