import { readFile, writeFile } from 'node:fs/promises';
import { measureQuiet, measureReaction, type QuietFigures, type ReactionFigures } from './daemon.ts';
import { measureEndurance } from './endurance.ts';
import { measureHelp, measureStacks, type StacksFigures } from './executable.ts';
import { measureLimited, type LimitedFigures } from './limits.ts';
import { measurePlans } from './plan-time.ts';
import { limitedOver } from './limited-promises.ts';
import { limitedReport, measuredOn, report, type Figures } from './report.ts';
import { measureSteps } from './step-time.ts';

/** What is promised. */
const limits = {
  planOf10000Ms: 200,
  /** Of the time of the commit before; two measures of the same differ by as much. */
  planBesideBefore: 1.05,
  stepsOf100000Ms: 1_500,
  planMegabytes: 200,
  helpMs: 300,
  daemonMegabytes: 150,
  idleShare: 0.03,
  savedMs: 500,
  healedMsAfterInterval: 2_000,
  /** From the second mark on: until then the bounded histories fill. */
  heapGrowth: 1.05,
};

/** The sizes of `npm run bench -- limits`, where no others are named. */
const usualSizes = [60, 100, 1_000];

const quietCalls = (count: number): number => 6.5 * count + 12;

const document = 'docs/performance.md';
const [begin, end] = ['<!-- figures: npm run bench -->', '<!-- end of figures -->'];

/** `npm run bench -- limits` measures only that, and writes nothing down. */
if (process.argv[2] === 'limits') {
  const sizes = process.argv.slice(3).map(Number);
  const given = await measureAllLimited(sizes.length === 0 ? usualSizes : sizes);
  process.stdout.write(`${measuredOn()}\n\n${limitedReport(given)}\n`);
  process.exit(reported(limitedOver(given)));
}

const { sizes: plans, comparison } = await measurePlans([1_000, 10_000, 100_000], 10_000);
const steps = await measureSteps([10_000, 100_000]);
const stacks: StacksFigures[] = [];
for (const count of [1, 20, 200]) stacks.push(await measureStacks(count));
const helpMs = await measureHelp();
const quiet: QuietFigures[] = [];
for (const count of [1, 20, 200]) quiet.push(await measureQuiet(count));
const reactions: ReactionFigures[] = [];
for (const count of [1, 20]) reactions.push(await measureReaction(count));
const limited = await measureAllLimited(usualSizes);
const heap = await measureEndurance([100, 2_500, 5_000, 10_000]);

const measured = { plans, comparison, steps, stacks, helpMs, quiet, reactions, limited, heap };
const figures = report(measured);
const text = await readFile(document, 'utf8');
await writeFile(document, text.slice(0, text.indexOf(begin) + begin.length) + figures + text.slice(text.indexOf(end)));
process.stdout.write(figures);

process.exitCode = reported([...overLimit(measured), ...limitedOver(limited)]);

function reported(broken: readonly string[]): number {
  if (broken.length > 0) process.stderr.write(`over the limit: ${broken.join(', ')}\n`);
  return broken.length > 0 ? 1 : 0;
}

/** To read a thousand stacks once takes half an hour of the budget. */
async function measureAllLimited(sizes: readonly number[]): Promise<LimitedFigures[]> {
  const all: LimitedFigures[] = [];
  for (const count of sizes) all.push(await measureLimited(count, count < 1_000));
  return all;
}

/** Reactions are promised for a folder of one stack: a look at more of them takes longer. */
function overLimit(given: Figures): string[] {
  const [reaction] = given.reactions;
  const checks: Readonly<Record<string, boolean>> = {
    'time of a plan': given.plans.some(({ resources, ms }) => resources === 10_000 && ms > limits.planOf10000Ms),
    'time of a plan beside the commit before':
      given.comparison.ms > given.comparison.before.ms * limits.planBesideBefore,
    'time of steps': given.steps.some(({ ms }) => ms > limits.stepsOf100000Ms),
    'memory of a plan': given.stacks.some(({ megabytes }) => megabytes > limits.planMegabytes),
    'time to start': given.helpMs > limits.helpMs,
    'memory of the daemon': given.quiet.some(({ megabytes }) => megabytes > limits.daemonMegabytes),
    'work between cycles': given.quiet.some(({ idleShare }) => idleShare > limits.idleShare),
    'calls of a quiet cycle': given.quiet.some(({ stacks: count, calls }) => calls > quietCalls(count)),
    'time to take up a file': reaction!.savedMs > limits.savedMs,
    'time to heal': reaction!.healedMs > reaction!.intervalMs + limits.healedMsAfterInterval,
    'heap over many cycles': given.heap.at(-1)!.megabytes > given.heap[1]!.megabytes * limits.heapGrowth,
  };
  return Object.keys(checks).filter((name) => checks[name]);
}
