import { limitPrunes, type PruneLimit } from '../../core/guards/prune-limit.ts';
import type { Plan } from '../../core/plan.ts';
import type { Snapshot } from '../../core/resource.ts';
import { diagnose } from '../../diagnosis/diagnose.ts';
import { noEvidence } from '../../diagnosis/evidence.ts';
import { factsOf, type Facts } from '../../diagnosis/facts.ts';
import type { Trouble } from '../../diagnosis/finding.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Cycle } from '../../engine/cycle.ts';
import { examine } from '../../engine/evidence/read-evidence.ts';
import { narrowLook } from '../../engine/narrow/narrow-look.ts';
import { objectsOf, type ReportedObject } from '../../report/status/objects.ts';
import { connect, loadFolder, reportProblems } from './folder.ts';
import { scopeOf } from '../writing/prune.ts';
import { whileReading } from './reading.ts';
import { select, selectionOf } from './select.ts';
import type { Session } from '../process/session.ts';

export interface Found {
  readonly objects: readonly ReportedObject[];
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  /** What is wrong, with all that was looked at. */
  readonly findings: readonly Trouble[];
  /** What could not be read, in AWS's words. */
  readonly unreadable: readonly string[];
  /** When AWS was looked at. */
  readonly now: number;
  /** 1 where the folder has problems. */
  readonly code: number;
}

/** Looks at AWS, and picks what is asked for out of the folder; what would be pruned is held to a limit, where there is one. */
export function findObjects(session: Session, asked: FindOptions): Promise<Found> {
  return find(session, asked, (_, { snapshot, wanted, plan: { changes } }, now) => ({
    facts: factsOf({ snapshot, wanted, changes, now, evidence: noEvidence }),
    unreadable: [],
  }));
}

/** The same, and asks AWS more about what looks unwell. */
export function examineObjects(
  session: Session,
  kind?: string,
  name?: string,
  more?: readonly string[],
): Promise<Found> {
  return find(session, { kind, name, ...(more === undefined ? {} : { more }) }, examine);
}

interface Learnt {
  readonly facts: Facts;
  readonly unreadable: Snapshot['unreadable'];
}

interface FindOptions {
  readonly kind: string | undefined;
  readonly name: string | undefined;
  readonly more?: readonly string[];
  readonly limit?: PruneLimit;
  /** For who has signed in already. */
  readonly connect?: () => Promise<Aws>;
}

async function find(
  session: Session,
  asked: FindOptions,
  learn: (aws: Aws, cycle: Cycle, now: number) => Learnt | Promise<Learnt>,
): Promise<Found> {
  const { clock, options } = session;
  const { namespace, owner } = options;
  const loaded = await loadFolder(session);
  reportProblems(session, loaded);
  const { has: selected, isListed } = selectionOf(loaded, { ...asked, namespace });
  const aws = await (asked.connect?.() ?? connect(session));
  const now = clock.now();
  const about = { clock, owner, loaded, selected, isListed, pruning: scopeOf(loaded) };
  const seen = await whileReading(session, aws, (door) =>
    narrowLook({ ...about, aws: door, isToBeDone: false, isToBeShown: true }),
  );
  const cycle = asked.limit === undefined ? seen : { ...seen, plan: limitPrunes(seen.plan, asked.limit) };
  const { facts, unreadable } = await learn(aws, cycle, now);
  const { plan, snapshot } = cycle;
  const findings = diagnose(facts);
  const objects = select(objectsOf({ ...loaded, plan, snapshot, now, findings }), { ...asked, namespace });
  return {
    objects,
    snapshot,
    plan,
    findings,
    unreadable: [...new Set([...snapshot.unreadable, ...unreadable].map(({ message }) => message))],
    now,
    code: loaded.problems.length > 0 ? 1 : 0,
  };
}
