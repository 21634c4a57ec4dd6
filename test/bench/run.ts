import { readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { measureHelp, measureStacks, type StacksFigures } from './executable.ts';
import { measurePlans, type PlanTime } from './plan-time.ts';

/** What is promised. */
const limits = { planOf10000Ms: 200, planMegabytes: 200, helpMs: 300 };

const document = 'docs/performance.md';
const [begin, end] = ['<!-- figures: npm run bench -->', '<!-- end of figures -->'];

const plans = await measurePlans([1_000, 10_000, 100_000]);
const stacks: StacksFigures[] = [];
for (const count of [1, 20, 200]) stacks.push(await measureStacks(count));
const help = await measureHelp();

const figures = report(plans, stacks, help);
const text = await readFile(document, 'utf8');
await writeFile(document, text.slice(0, text.indexOf(begin) + begin.length) + figures + text.slice(text.indexOf(end)));
process.stdout.write(figures);

const broken = [
  ...plans.filter(({ resources, ms }) => resources === 10_000 && ms > limits.planOf10000Ms).map(() => 'time of a plan'),
  ...stacks.filter(({ megabytes }) => megabytes > limits.planMegabytes).map(() => 'memory of a plan'),
  ...(help > limits.helpMs ? ['time to start'] : []),
];
if (broken.length > 0) {
  process.stderr.write(`over the limit: ${broken.join(', ')}\n`);
  process.exitCode = 1;
}

function report(times: readonly PlanTime[], costs: readonly StacksFigures[], start: number): string {
  const date = new Date().toISOString().slice(0, 10);
  return `

Measured on ${date}, on ${cpus().length} cores, with Node ${process.versions.node}.

| \`plan()\` of resources in memory | changes found | time | each |
|--:|--:|--:|--:|
${times.map(({ resources, changes, ms }) => `| ${resources.toLocaleString('en')} | ${changes.toLocaleString('en')} | ${ms.toFixed(0)} ms | ${((ms * 1000) / resources).toFixed(1)} µs |`).join('\n')}

| stacks | calls from nothing to converged | of them writes | calls of a full read | \`evenkeel plan\` | its memory |
|--:|--:|--:|--:|--:|--:|
${costs.map((cost) => `| ${cost.stacks} | ${cost.converge} | ${cost.writes} | ${cost.reads} | ${cost.ms.toFixed(0)} ms | ${cost.megabytes.toFixed(0)} MB |`).join('\n')}

\`evenkeel --help\` answers after ${start.toFixed(0)} ms.

`;
}
