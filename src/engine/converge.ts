import { isUnconfirmed } from '../core/absence.ts';
import { EvenkeelError } from '../core/errors.ts';
import { isFinalForARun, noRefusals, refusedBy, stillRefused, withoutRefused } from '../core/guards/refusals.ts';
import { isWrite, type Change } from '../core/plan.ts';
import { awaited } from './awaited.ts';
import type { Earlier } from './earlier.ts';
import type { Cycle } from './cycle.ts';
import { execute, type ExecuteOptions } from './execute.ts';
import { madeBy, type Outcome } from './outcome.ts';
import { waitUntilReady, type Readiness, type WaitOptions } from './ready.ts';
import { Tries } from './tries.ts';
import { unserved } from './unserved.ts';

export interface ConvergeOptions
  extends Omit<ExecuteOptions, 'wanted' | 'snapshot' | 'patienceMs'>, Pick<WaitOptions, 'onWaiting'> {
  /** The look whose plan is carried out first. */
  readonly first: Cycle;
  /** Looks and plans anew, after what was done since. */
  readonly look: (earlier: Earlier) => Promise<Cycle>;
  /** Asked before each round after the first: the plan to carry out, or nothing where that is not agreed to. */
  readonly consent?: (cycle: Cycle) => Promise<Cycle | undefined>;
  /** Manifests that are ours to bring about; what belongs to others is not waited for. */
  readonly selected: (manifest: string) => boolean;
  /** Whether to wait until everything is ready, and to look once more. */
  readonly wait: boolean;
  /** Not for targets, which somebody brings later. */
  readonly ignoreTargets?: boolean;
  readonly timeoutMs: number;
}

/** How it ended: `left` where nothing was waited for, `unagreed` where a later round would do what nobody agreed to. */
type Ending = 'converged' | 'left' | 'unagreed' | 'failed' | 'timed-out' | 'interrupted' | 'non-converging';

export interface Converged extends Readiness {
  readonly ending: Ending;
  /** What became of each change, in whichever round it was last tried. */
  readonly outcomes: readonly Outcome[];
  /** The last look. */
  readonly cycle: Cycle;
  /** Only where it does not converge. */
  readonly error?: EvenkeelError;
}

const mostRounds = 3;
const pauseBetweenRoundsMs = 2_000;
/** Without waiting, only what AWS needs to show a new object everywhere. */
const patienceWithoutWaitingMs = 30_000;

/** Plan, execute, wait until ready, look again: until a look finds nothing to do. */
export async function converge(options: ConvergeOptions): Promise<Converged> {
  const { clock, look, signal, timeoutMs, wait } = options;
  let deadline = clock.now() + timeoutMs;
  const tries = new Tries();
  // What may leave a target group at once is so much for all rounds together.
  const leaving = leavingIn(options.first);
  let cycle = options.first;
  let readiness: Readiness = { waiting: [], failed: [] };
  let refusals = noRefusals;
  const isStopped = (): boolean => signal?.aborted === true;
  const end = (ending: Ending, error?: EvenkeelError): Converged => ({
    ending,
    outcomes: tries.outcomes(),
    cycle,
    ...readiness,
    ...(error === undefined ? {} : { error }),
  });

  for (let round = 1; ; round += 1) {
    const open = cycle.plan.changes.filter(isWrite);
    const patienceMs = wait ? Math.max(0, deadline - clock.now()) : Math.min(timeoutMs, patienceWithoutWaitingMs);
    const { plan, wanted, snapshot } = cycle;
    const tried = await execute(plan, { ...options, wanted, snapshot, patienceMs });
    tries.add(tried);
    refusals = refusedBy(refusals, tried, { wanted, isFinal: isFinalForARun });
    if (isStopped()) return end('interrupted');
    if (!wait) return end(tries.areDone() ? 'left' : 'failed');
    readiness = await waitUntilReady(awaited(cycle, tries, options), { ...options, deadline });
    if (isStopped()) return end('interrupted');
    if (open.length > 0) {
      const seen = await look({ ...cycle, made: madeBy(tries.outcomes()), leaving });
      refusals = stillRefused(refusals, seen);
      cycle = { ...seen, plan: withoutRefused(seen, refusals) };
    }
    const still = cycle.plan.changes.filter(isWrite);
    const refused = cycle.plan.changes.filter(({ blocked }) => blocked?.reason === 'refused');
    tries.settle([...still, ...refused, ...cycle.plan.changes.filter(isUnconfirmed)]);
    if (readiness.waiting.length > 0) return end('timed-out');
    if (open.length === 0 || still.length === 0) {
      if (readiness.failed.length + refused.length > 0) return end('failed');
      const toServe = options.ignoreTargets ? [] : unserved(cycle, options.selected).filter((one) => one.isBrought);
      if (toServe.length === 0) return end('converged');
      const groups = toServe.map((one) => one.wanted);
      readiness = await waitUntilReady(groups, { ...options, deadline, until: 'serving' });
      if (isStopped()) return end('interrupted');
      cycle = await look({ ...cycle, made: madeBy(tries.outcomes()), leaving });
      return end(readiness.waiting.length > 0 ? 'timed-out' : 'converged');
    }
    if (still.every((change) => change.implied || tries.isHopeless(change))) return end('failed');
    if (round === mostRounds) {
      const unkept = still.filter((change) => tries.timesDone(change) === mostRounds);
      return unkept.length === 0 ? end('failed') : end('non-converging', nonConverging(unkept));
    }
    const asked = clock.now();
    const agreed = options.consent === undefined ? cycle : await options.consent(cycle);
    if (isStopped()) return end('interrupted');
    if (agreed === undefined) return end('unagreed');
    cycle = agreed;
    deadline += clock.now() - asked;
    if (clock.now() + pauseBetweenRoundsMs > deadline) return end('timed-out');
    await clock.sleep(pauseBetweenRoundsMs, signal).catch(() => undefined);
    if (isStopped()) return end('interrupted');
  }
}

function leavingIn({ plan }: Cycle): ReadonlySet<string> {
  return new Set(plan.changes.flatMap(({ action, live }) => (action === 'deregister' && live ? [live] : [])));
}

/** Only of writes that AWS accepted each time: those that it refused were reported as refused. */
function nonConverging(still: readonly Change[]): EvenkeelError {
  const left = still.map(({ id, action, diffs }) => `${id} (${diffs.map((diff) => diff.path).join(', ') || action})`);
  return new EvenkeelError({
    code: 'non-converging',
    retry: 'never',
    message: `written ${mostRounds} times, and still different from the manifests: ${left.join('; ')}`,
    remedy:
      'something else overwrites them, or AWS keeps another value: declare that value, or name the field in evenkeel.dev/ignore-fields',
  });
}
