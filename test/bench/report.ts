import { cpus } from 'node:os';
import type { QuietFigures, ReactionFigures } from './daemon.ts';
import type { HeapFigure } from './endurance.ts';
import type { ImportFigures } from './import.ts';
import type { LimitedFigures } from './limits.ts';
import type { StacksFigures } from './executable.ts';
import type { Comparison, PlanTime } from './plan-time.ts';
import type { StepTime } from './step-time.ts';

export interface Figures {
  readonly plans: readonly PlanTime[];
  readonly comparison: Comparison;
  readonly steps: readonly StepTime[];
  readonly stacks: readonly StacksFigures[];
  readonly helpMs: number;
  readonly quiet: readonly QuietFigures[];
  readonly reactions: readonly ReactionFigures[];
  readonly limited: readonly LimitedFigures[];
  readonly imports: readonly ImportFigures[];
  readonly heap: readonly HeapFigure[];
}

/** The figures as they stand in the document. */
export function report({
  plans,
  comparison,
  steps,
  stacks,
  helpMs,
  quiet,
  reactions,
  limited,
  imports,
  heap,
}: Figures): string {
  return `

${measuredOn()}

${planReport({ plans, comparison, steps })}

| stacks | calls from nothing to converged | of them writes | calls of a full read | \`evenkeel plan\` | its memory |
|--:|--:|--:|--:|--:|--:|
${rows(stacks, (cost) => [cost.stacks, cost.converge, cost.writes, cost.reads, `${cost.ms.toFixed(0)} ms`, `${cost.megabytes.toFixed(0)} MB`])}

\`evenkeel --help\` answers after ${helpMs.toFixed(0)} ms.

| \`evenkeel run\`: stacks | calls of a quiet cycle | resident memory | busy in a cycle | busy between cycles |
|--:|--:|--:|--:|--:|
${rows(quiet, (one) => [one.stacks, one.calls.toFixed(0), `${one.megabytes.toFixed(0)} MB`, `${one.cycleSeconds.toFixed(2)} s`, `${(one.idleShare * 100).toFixed(2)} % of a core`])}

| stacks | from saving a file to AWS's first write | interval | from a drift to the write that heals it |
|--:|--:|--:|--:|
${rows(reactions, (one) => [one.stacks, `${one.savedMs.toFixed(0)} ms`, `${one.intervalMs / 1_000} s`, `${(one.healedMs / 1_000).toFixed(1)} s`])}

${limitedReport(limited)}

${importReport(imports)}

| cycles | heap in use after a collection |
|--:|--:|
${rows(heap, ({ cycles, megabytes }) => [whole(cycles), `${megabytes.toFixed(1)} MB`])}

`;
}

/** What a plan and its steps take, by itself. */
export function planReport({ plans, comparison, steps }: Pick<Figures, 'plans' | 'comparison' | 'steps'>): string {
  return `| \`plan()\` of resources in memory | changes found | time | each |
|--:|--:|--:|--:|
${rows(plans, ({ resources, changes, ms }) => [whole(resources), whole(changes), `${ms.toFixed(0)} ms`, `${((ms * 1_000) / resources).toFixed(1)} µs`])}

In turns with commit ${comparison.before.commit}, over ${whole(comparison.resources)} resources: ${comparison.ms.toFixed(0)} ms, and ${comparison.before.ms.toFixed(0)} ms then.

| \`stepsOf()\` and running steps that do nothing | changes | steps | shortest | median | each | changes put in order |
|---|--:|--:|--:|--:|--:|--:|
${rows(steps, ({ shape, changes, steps: count, ms, median, orderMs }) => [shape, whole(changes), whole(count), `${ms.toFixed(0)} ms`, `${median.toFixed(0)} ms`, `${((ms * 1_000) / changes).toFixed(1)} µs`, `${orderMs.toFixed(0)} ms`])}`;
}

/** What is measured under AWS's limits, by itself. */
export function limitedReport(limited: readonly LimitedFigures[]): string {
  const line = (label: string, cell: (one: LimitedFigures) => string): string =>
    `| ${[label, ...limited.map(cell)].join(' | ')} |`;
  return [
    `| \`evenkeel run --read-budget 30%\` beside a neighbour | ${limited.map(({ stacks }) => `${whole(stacks)} stacks`).join(' | ')} |`,
    `|---|${limited.map(() => '--:').join('|')}|`,
    line('from the start until everything was read once', ({ firstSweepS }) => seconds(firstSweepS)),
    line('ELBv2 reads a second at rest', ({ readsAtRest }) => readsAtRest.toFixed(2)),
    line('reads that the neighbour was refused', ({ refused, neighbours }) => `${refused} of ${whole(neighbours)}`),
    line('from saving a manifest to the first write', ({ savedMs }) => seconds(savedMs / 1_000)),
    line('from the event of a change by hand to healed', ({ heardMs }) => seconds(heardMs / 1_000)),
    line('from a change by hand to healed, without events', ({ healedS }) => seconds(healedS)),
    line('one sweep', ({ sweepS }) => seconds(sweepS)),
    line('`plan` of one manifest', ({ planMs }) => seconds(planMs / 1_000)),
    line('resident memory', ({ megabytes }) => `${megabytes.toFixed(0)} MB`),
    line('busy at rest', ({ idleShare }) => `${(idleShare * 100).toFixed(1)} % of a core`),
  ].join('\n');
}

/** What an import takes, by itself. */
export function importReport(imports: readonly ImportFigures[]): string {
  return `| \`evenkeel import --all\` of stacks | calls | answered each after | time | its memory |
|--:|--:|--:|--:|--:|
${rows(imports, (one) => [one.stacks, whole(one.reads), `${one.latencyMs} ms`, seconds(one.ms / 1_000), `${one.megabytes.toFixed(0)} MB`])}`;
}

export function measuredOn(): string {
  const date = new Date().toISOString().slice(0, 10);
  return `Measured on ${date}, on ${cpus().length} cores, with Node ${process.versions.node}.`;
}

function seconds(count: number | undefined): string {
  return count === undefined ? 'not waited for' : `${count.toFixed(count < 10 ? 1 : 0)} s`;
}

function rows<T>(figures: readonly T[], cells: (figure: T) => readonly (string | number)[]): string {
  return figures.map((figure) => `| ${cells(figure).join(' | ')} |`).join('\n');
}

function whole(number: number): string {
  return number.toLocaleString('en');
}
