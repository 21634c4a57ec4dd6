import { readFile, writeFile } from 'node:fs/promises';
import { measureQuiet, measureReaction, type QuietFigures, type ReactionFigures } from './daemon.ts';
import { measureEndurance } from './endurance.ts';
import { measureImport, type ImportFigures } from './import.ts';
import { measureHelp, measureStacks, type StacksFigures } from './executable.ts';
import { measureLimited, type LimitedFigures } from './limits.ts';
import { measurePlans } from './plan-time.ts';
import { limitedOver } from './limited-promises.ts';
import { importReport, limitedReport, measuredOn, planReport, report, type Figures } from './report.ts';
import { measureSteps } from './step-time.ts';

/** What is promised. */
const limits = {
  planOf10000Ms: 200,
  /** Of the time of the commit before; two measures of the same differ by as much. */
  planBesideBefore: 1.05,
  stepsOf100000Ms: 1_500,
  /** How many times as long as half of them. */
  stepsOfTwiceAsMany: 2.3,
  /** What grows with the square takes four times as long. */
  orderOfTwiceAsMany: 3,
  planMegabytes: 200,
  helpMs: 300,
  daemonMegabytes: 150,
  idleShare: 0.03,
  savedMs: 500,
  healedMsAfterInterval: 2_000,
  /** Of 200 stacks, when each answer takes 20 ms. */
  importMs: 10_000,
  /** From the second mark on: until then the bounded histories fill. */
  heapGrowth: 1.05,
};

/** The sizes of `npm run bench -- limits`, where no others are named. */
const usualSizes = [60, 100, 1_000];

const planLimits = `Limits: \`plan()\` of 10,000 resources ${limits.planOf10000Ms} ms, and ${limits.planBesideBefore} times as long as the commit before; steps of 100,000 changes ${limits.stepsOf100000Ms} ms of a processor, and ${limits.stepsOfTwiceAsMany} times as long as those of 50,000.`;

const quietCalls = (count: number): number => 6.5 * count + 12;

const document = 'docs/performance.md';
const [begin, end] = ['<!-- figures: npm run bench -->', '<!-- end of figures -->'];

/** `npm run bench -- limits`, `-- import` or `-- plan` measures only that, and writes nothing down. */
if (process.argv[2] === 'limits') {
  const sizes = process.argv.slice(3).map(Number);
  const given = await measureAllLimited(sizes.length === 0 ? usualSizes : sizes);
  process.stdout.write(`${measuredOn()}\n\n${limitedReport(given)}\n`);
  process.exit(reported(limitedOver(given)));
}
if (process.argv[2] === 'import') {
  const imported = await measureImport(200);
  process.stdout.write(`${measuredOn()}\n\n${importReport([imported])}\n`);
  process.exit(reported(importOver([imported])));
}
if (process.argv[2] === 'plan') {
  const measured = await measureAllPlans();
  process.stdout.write(`${measuredOn()}\n\n${planReport(measured)}\n\n${planLimits}\n`);
  process.exit(reported(planOver(measured)));
}

const planned = await measureAllPlans();
const stacks: StacksFigures[] = [];
for (const count of [1, 20, 200]) stacks.push(await measureStacks(count));
const helpMs = await measureHelp();
const quiet: QuietFigures[] = [];
for (const count of [1, 20, 200]) quiet.push(await measureQuiet(count));
const reactions: ReactionFigures[] = [];
for (const count of [1, 20]) reactions.push(await measureReaction(count));
const limited = await measureAllLimited(usualSizes);
const imports: ImportFigures[] = [];
for (const count of [1, 20, 200]) imports.push(await measureImport(count));
const heap = await measureEndurance([100, 2_500, 5_000, 10_000]);

const measured = { ...planned, stacks, helpMs, quiet, reactions, limited, imports, heap };
const figures = report(measured);
const text = await readFile(document, 'utf8');
await writeFile(document, text.slice(0, text.indexOf(begin) + begin.length) + figures + text.slice(text.indexOf(end)));
process.stdout.write(figures);

process.exitCode = reported([
  ...planOver(measured),
  ...overLimit(measured),
  ...limitedOver(limited),
  ...importOver(imports),
]);

function reported(over: readonly string[]): number {
  if (over.length > 0) process.stderr.write(`over the limit: ${over.join(', ')}\n`);
  return over.length > 0 ? 1 : 0;
}

async function measureAllPlans(): Promise<Pick<Figures, 'plans' | 'comparison' | 'steps'>> {
  const { sizes: plans, comparison } = await measurePlans([1_000, 10_000, 100_000], 10_000);
  return { plans, comparison, steps: await measureSteps([50_000, 100_000]) };
}

/** To read a thousand stacks once takes half an hour of the budget. */
async function measureAllLimited(sizes: readonly number[]): Promise<LimitedFigures[]> {
  const all: LimitedFigures[] = [];
  for (const count of sizes) all.push(await measureLimited(count, count < 1_000));
  return all;
}

function planOver({ plans, comparison, steps }: Pick<Figures, 'plans' | 'comparison' | 'steps'>): string[] {
  const ofHalf = new Map(steps.flatMap((one) => (one.changes === 50_000 ? [[one.shape, one]] : [])));
  return broken({
    'time of a plan': plans.some(({ resources, ms }) => resources === 10_000 && ms > limits.planOf10000Ms),
    'time of a plan beside the commit before': comparison.ms > comparison.before.ms * limits.planBesideBefore,
    'time of steps': steps.some(({ ms }) => ms > limits.stepsOf100000Ms),
    'growth of the time of steps': steps.some(
      ({ shape, changes, ms }) => changes === 100_000 && ms > ofHalf.get(shape)!.ms * limits.stepsOfTwiceAsMany,
    ),
    'growth of the time of an order': steps.some(
      ({ shape, changes, orderMs }) =>
        changes === 100_000 && orderMs > ofHalf.get(shape)!.orderMs * limits.orderOfTwiceAsMany,
    ),
  });
}

function importOver(measuredImports: readonly ImportFigures[]): string[] {
  return broken({
    'calls of an import': measuredImports.some(({ stacks: count, reads }) => reads > quietCalls(count)),
    'time of an import': measuredImports.some(({ ms }) => ms > limits.importMs),
  });
}

/** Reactions are promised for a folder of one stack: a look at more of them takes longer. */
function overLimit(given: Figures): string[] {
  const [reaction] = given.reactions;
  return broken({
    'memory of a plan': given.stacks.some(({ megabytes }) => megabytes > limits.planMegabytes),
    'time to start': given.helpMs > limits.helpMs,
    'memory of the daemon': given.quiet.some(({ megabytes }) => megabytes > limits.daemonMegabytes),
    'work between cycles': given.quiet.some(({ idleShare }) => idleShare > limits.idleShare),
    'calls of a quiet cycle': given.quiet.some(({ stacks: count, calls }) => calls > quietCalls(count)),
    'time to take up a file': reaction!.savedMs > limits.savedMs,
    'time to heal': reaction!.healedMs > reaction!.intervalMs + limits.healedMsAfterInterval,
    'heap over many cycles': given.heap.at(-1)!.megabytes > given.heap[1]!.megabytes * limits.heapGrowth,
  });
}

/** Of what is promised, that which does not hold. */
function broken(checks: Readonly<Record<string, boolean>>): string[] {
  return Object.keys(checks).filter((name) => checks[name]);
}
