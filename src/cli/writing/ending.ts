import { failedRemedy } from '../../core/conditions.ts';
import { formatError } from '../../core/errors.ts';
import { holdsBack } from '../../core/plan.ts';
import type { Problem } from '../../core/problem.ts';
import type { Converged } from '../../engine/converge.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { Outcome } from '../../engine/outcome.ts';
import { unserved, type Unserved } from '../../engine/unserved.ts';
import { counted } from '../../report/text/counted.ts';
import { elapsed } from './elapsed.ts';
import { interrupted } from '../process/interrupt.ts';
import type { Session } from '../process/session.ts';
import { failureText } from './progress.ts';
import { verdictOf } from './verdict.ts';
import { reportWithheld } from './withheld.ts';

interface Circumstances {
  /** What is wrong with the folder. */
  readonly problems: readonly Problem[];
  /** Whether it was to delete what is asked for no more. */
  readonly deletes: boolean;
  /** Manifests whose target groups are to serve in the end. */
  readonly selected: (manifest: string) => boolean;
  /** What to say when all is well. */
  readonly whenDone: string;
}

/** Says how it ended, from the same facts that the exit code is taken from. */
export function reportEnding(session: Session, converged: Converged, circumstances: Circumstances): number {
  const { problems, deletes, selected, whenDone } = circumstances;
  const { say, clock } = session;
  const { ending, outcomes, waiting, failed, cycle, error } = converged;
  const undone = outcomes.filter((outcome) => outcome.status !== 'done');
  const said = summaryOf(outcomes);
  if (said !== '') say('info', said);
  repeatFailures(session, outcomes);
  for (const { id, text, since } of waiting)
    say('error', `not ready: ${id}: ${text} (${elapsed(clock.now() - since)})`);
  for (const { id, text, remedy = failedRemedy } of failed) say('error', `${id}: ${text}; ${remedy}`);
  if (error !== undefined) say('error', formatError(error));
  if (ending === 'interrupted') return reportInterrupted(session, outcomes);
  if (ending === 'timed-out') say('error', timeIsUp(waiting));
  if (deletes) reportUnread(session, cycle);
  if (deletes) reportWithheld(session, cycle.plan);
  reportStaying(session, cycle);
  const { errors } = verdictOf(cycle, { deletes });
  const good = ending === 'converged' || ending === 'left';
  if (good && undone.length === 0 && !errors && problems.length === 0) {
    if (ending === 'converged') reportDone(session, unserved(cycle, selected), whenDone);
    reportHeld(session, cycle);
    return 0;
  }
  return 1;
}

/** More lines than a terminal shows at once: what failed has scrolled away by then. */
const LONG = 20;

function repeatFailures({ say, paintSaid }: Session, outcomes: readonly Outcome[]): void {
  if (outcomes.length <= LONG) return;
  for (const { error, change } of outcomes)
    if (error !== undefined) say('error', `${paintSaid('red', 'failed')} ${failureText(error, change.source)}`);
}

function timeIsUp(waiting: Converged['waiting']): string {
  const isForTargets = waiting.length > 0 && waiting.every(({ id }) => id.startsWith('target-group/'));
  const besides = isForTargets ? ', or do not wait for targets with --no-wait-healthy' : '';
  return `timed out: run it again to continue, or allow more time with --timeout${besides}`;
}

/** That all is written does not mean that it serves: targets may be for others to bring. */
function reportDone({ say }: Session, idle: readonly Unserved[], whenDone: string): void {
  for (const { wanted, message } of idle) say('warn', `does not serve yet: ${wanted.id}: ${message}`);
  say(
    'info',
    idle.length === 0
      ? whenDone
      : `AWS matches the manifests; ${counted(idle.length, 'target group')} without a healthy target.`,
  );
}

/** What came up on the way and would go next: no plan that was agreed to has shown it. */
function reportStaying({ say }: Session, { plan }: Cycle): void {
  for (const { id, blocked } of plan.changes) {
    if (blocked?.reason === 'deregister-limit') say('error', `${id} stays: ${blocked.message}`);
  }
}

/** Adopted is not yet wholly as the manifests say, and who reads this alone is to know. */
function reportHeld({ say }: Session, { plan }: Cycle): void {
  const held = plan.changes.filter(holdsBack).length;
  if (held === 0) return;
  say(
    'info',
    `${held} held back after the adoption, since no manifest declares them: run evenkeel apply again to delete them.`,
  );
}

/** What nobody could see is in no plan, and may be left behind all the same. */
function reportUnread({ say }: Session, { snapshot }: Cycle): void {
  const [first, ...more] = snapshot.unreadable;
  if (first === undefined) return;
  const besides = more.length === 0 ? '' : ` (and ${more.length} more)`;
  say('error', `nothing is deleted while part of AWS can't be read: ${first.message}${besides}`);
}

function reportInterrupted({ say }: Session, outcomes: readonly Outcome[]): number {
  const of = (isDone: boolean): string =>
    outcomes
      .filter((outcome) => (outcome.status === 'done') === isDone)
      .map(({ change }) => `\n  ${change.action} ${change.id}`)
      .join('');
  say(
    'error',
    `interrupted; done:${of(true) || ' nothing'}\nnot done:${of(false) || ' nothing'}\nrun it again to continue`,
  );
  return interrupted;
}

/** `3 done, 1 failed, 2 skipped`. */
function summaryOf(outcomes: readonly Outcome[]): string {
  const statuses = ['done', 'failed', 'skipped', 'interrupted'] as const;
  return statuses
    .map((status) => ({ status, count: outcomes.filter((outcome) => outcome.status === status).length }))
    .filter(({ count }) => count > 0)
    .map(({ status, count }) => `${count} ${status}`)
    .join(', ');
}
