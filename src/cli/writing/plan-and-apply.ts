import type { Aws } from '../../aws/ports.ts';
import { sameJson } from '../../core/json.ts';
import { idsText } from '../../core/guards/withheld.ts';
import { newsIn, showing, type News } from '../../core/guards/shown.ts';
import { isWrite, type Plan } from '../../core/plan.ts';
import type { PlanInput } from '../../core/planning/input.ts';
import { converge, type Converged } from '../../engine/converge.ts';
import type { Earlier } from '../../engine/earlier.ts';
import { stepsIn, type Cycle } from '../../engine/cycle.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { resources } from '../../resources/registry.ts';
import { counted } from '../../report/text/counted.ts';
import { costDelta } from '../../report/cost/delta.ts';
import { planText } from '../../report/plan/text.ts';
import { agreedBy } from './agreed.ts';
import { confirm } from './confirm.ts';
import { reportEnding } from './ending.ts';
import { reportProblems } from '../scope/folder.ts';
import { interruptible } from '../process/interrupt.ts';
import type { CommonOptions } from '../options.ts';
import { ProgressLog } from './progress.ts';
import type { Session } from '../process/session.ts';
import { verdictOf } from './verdict.ts';

export interface PlanAndApplyOptions extends CommonOptions {
  readonly yes?: true;
  readonly wait: boolean;
  /** Whether to wait for targets to be healthy. */
  readonly waitHealthy?: boolean;
  /** In milliseconds. */
  readonly timeout: number;
  readonly verbose?: true;
  readonly adoptStrict?: true;
  /** Whether only to show what would be done. */
  readonly dryRun?: true;
}

/** What a look comes after. */
interface Since {
  /** The plan that is being carried out. */
  readonly carried?: Plan;
  readonly earlier?: Earlier | undefined;
}

/** Something that writes: it is shown, asked about, carried out and seen through. */
export interface WritingVerb {
  readonly aws: Aws;
  readonly read: () => Promise<Loaded>;
  /** Looks and plans, with what may go of what adoption left. */
  readonly look: (loaded: Loaded, agreed: NonNullable<PlanInput['agreed']>, since?: Since) => Promise<Cycle>;
  /** Manifests whose resources are to be ready in the end. */
  readonly selected: (loaded: Loaded) => (manifest: string) => boolean;
  readonly question: (plan: Plan, changes: number) => string;
  /** Whether it is to delete what is asked for no more. */
  readonly deletes: boolean;
  /** What to say when all is well. */
  readonly whenDone: string;
  /** Refuses by an error what is not to be done, before it is shown. */
  readonly check?: (loaded: Loaded, cycle: Cycle) => void;
  /** Whether nothing is to be done but what the first plan says, whatever comes up on the way. */
  readonly isExact?: true;
}

/** What is about to be done, and to what. */
interface Intent {
  readonly loaded: Loaded;
  readonly cycle: Cycle;
}

/** AWS may have moved on while the question stood: after so long it is looked at again. */
const staleMs = 30_000;

/** Gives the exit code. */
export async function planAndApply(session: Session<PlanAndApplyOptions>, verb: WritingVerb): Promise<number> {
  const loaded = await verb.read();
  reportProblems(session, loaded);
  const cycle = await verb.look(loaded, agreedBy(session.options.adoptStrict === true));
  verb.check?.(loaded, cycle);
  if (session.options.dryRun === true) return rehearse(session, verb, { loaded, cycle });
  const agreed = await agree(session, verb, { loaded, cycle });
  if (agreed === undefined) return 1;
  const converged = await carryOut(session, verb, agreed);
  const { deletes, selected, whenDone } = verb;
  return reportEnding(session, converged, {
    problems: agreed.loaded.problems,
    deletes,
    selected: selected(agreed.loaded),
    whenDone,
  });
}

function show({ options, paint, print }: Session<PlanAndApplyOptions>, { deletes }: WritingVerb, intent: Intent): void {
  const { cycle, loaded } = intent;
  const cost = costDelta(cycle, loaded.wanted);
  const steps = stepsIn(cycle);
  const problems = loaded.problems.length;
  print(planText(cycle.plan, { paint, verbose: options.verbose === true, cost, prunes: deletes, steps, problems }));
}

/** Shows what would be done; the exit code is that of a plan. */
function rehearse(session: Session<PlanAndApplyOptions>, verb: WritingVerb, intent: Intent): number {
  show(session, verb, intent);
  session.say('info', 'nothing was done: --dry-run');
  const { errors } = verdictOf(intent.cycle, { deletes: verb.deletes });
  return errors || intent.loaded.problems.length > 0 ? 1 : 0;
}

/** Shows the plan until what was agreed to is still what would be done. */
async function agree(
  session: Session<PlanAndApplyOptions>,
  verb: WritingVerb,
  intent: Intent,
): Promise<Intent | undefined> {
  const { clock, options, say } = session;
  const { read, look, question } = verb;
  show(session, verb, intent);
  const changes = intent.cycle.plan.changes.filter(isWrite).length;
  if (changes === 0 || options.yes === true) return intent;
  const asked = clock.now();
  if (!(await confirm(session, question(intent.cycle.plan, changes)))) return undefined;
  const loaded = await read();
  if (clock.now() - asked < staleMs && isSameFolder(loaded, intent.loaded)) return intent;
  const cycle = await look(loaded, agreedBy(options.adoptStrict === true));
  if (sameJson(cycle.plan, intent.cycle.plan)) return { loaded, cycle };
  say('warn', '\nthe folder or AWS has changed meanwhile; this is the new plan:\n');
  return agree(session, verb, { loaded, cycle });
}

function isSameFolder(one: Loaded, other: Loaded): boolean {
  return sameJson([one.wanted, one.problems], [other.wanted, other.problems]);
}

function carryOut(
  session: Session<PlanAndApplyOptions>,
  { aws, look, selected, isExact }: WritingVerb,
  { loaded, cycle }: Intent,
): Promise<Converged> {
  const { clock, options } = session;
  const progressLog = new ProgressLog(session);
  const adopted = new Set<string>();
  const agreed = agreedBy(options.adoptStrict === true, adopted);
  const noted = (seen: Cycle): Cycle => {
    for (const change of seen.plan.changes) if (change.adopted) adopted.add(change.manifest);
    return seen;
  };
  const lookAgain = async (earlier?: Earlier): Promise<Cycle> =>
    noted(await look(loaded, agreed, { carried: cycle.plan, earlier }));
  return interruptible(session, (signal) =>
    converge({
      aws,
      clock,
      owner: options.owner,
      secret: loaded.secret,
      resources,
      first: noted(cycle),
      look: lookAgain,
      consent: isExact === true ? refusingNews(session, cycle) : consenting(session, cycle, lookAgain),
      selected: selected(loaded),
      wait: options.wait,
      ignoreTargets: options.waitHealthy === false,
      timeoutMs: options.timeout,
      signal,
      onProgress: progressLog.progress,
      onWaiting: progressLog.waiting,
    }),
  );
}

/** Shows what later rounds would do besides; what takes anything away is done only if somebody agrees to it. */
function consenting(
  session: Session<PlanAndApplyOptions>,
  first: Cycle,
  look: () => Promise<Cycle>,
): (cycle: Cycle) => Promise<Cycle | undefined> {
  const { clock, say } = session;
  let shown = showing(first.plan);
  return async function consent(cycle): Promise<Cycle | undefined> {
    const news = newsIn(shown, cycle);
    if (news.changes.length === 0) return cycle;
    reportNews(session, cycle, news);
    const asked = clock.now();
    if (news.takes.length > 0 && !(await agreesTo(session, news))) return undefined;
    shown = showing(cycle.plan, shown);
    if (clock.now() - asked < staleMs) return cycle;
    say('info', 'reading AWS again, since it may have changed while you were asked');
    return consent(await look());
  };
}

/** A plan that was agreed to as a file is all that was agreed to. */
function refusingNews({ say }: Session, first: Cycle): (cycle: Cycle) => Promise<Cycle | undefined> {
  const shown = showing(first.plan);
  return (cycle) => {
    const { changes } = newsIn(shown, cycle);
    if (changes.length === 0) return Promise.resolve(cycle);
    say(
      'error',
      `stopped: the plan was carried out, and there is more to do than it says: ${idsText(changes)}; plan again`,
    );
    return Promise.resolve(undefined);
  };
}

function reportNews({ paint, print, say }: Session<PlanAndApplyOptions>, { plan }: Cycle, { changes }: News): void {
  say('info', '\nthe plan was applied; there is more to do than it showed:\n');
  print(planText({ ...plan, changes }, { paint }));
}

async function agreesTo(session: Session<PlanAndApplyOptions>, { takes }: News): Promise<boolean> {
  const what = `${counted(takes.length, 'change')} of it ${takes.length === 1 ? 'takes' : 'take'} something away`;
  if (session.interactive) return confirm(session, `${what}. Go on?`);
  session.say(
    'error',
    `stopped: ${what}, which was not shown before anybody agreed: ${idsText(takes)}; a further apply shows it and does it`,
  );
  return false;
}
