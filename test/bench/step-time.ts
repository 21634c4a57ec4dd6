import { ManualClock } from '../../src/core/clock.ts';
import type { Snapshot } from '../../src/core/resource.ts';
import { indexStanding } from '../../src/core/standing.ts';
import { inOrder } from '../../src/core/steps/in-order.ts';
import { stepsOf } from '../../src/core/steps/steps-of.ts';
import { runSteps } from '../../src/engine/run-steps.ts';
import { resources } from '../../src/resources/registry.ts';
import { busyMs } from './busy.ts';
import { shapes, type Shape } from './shapes.ts';

const RUNS = 5;

export interface StepTime {
  readonly shape: string;
  readonly changes: number;
  readonly steps: number;
  /** Milliseconds of a processor: the shortest of several runs, and the one in the middle. */
  readonly ms: number;
  readonly median: number;
  /** The same of putting the changes in order, as planning does: the shortest. */
  readonly orderMs: number;
}

/** How long it takes to work out the steps of so many changes and to run them all, where each of them does nothing. */
export async function measureSteps(sizes: readonly number[]): Promise<StepTime[]> {
  const times: StepTime[] = [];
  for (const [shape, shaped] of Object.entries(shapes)) {
    for (const size of sizes) times.push({ shape, changes: size, ...(await measure(shaped(size))) });
  }
  return times;
}

async function measure({ changes, wanted, live }: Shape): Promise<Omit<StepTime, 'shape' | 'changes'>> {
  const inventory = {} as Snapshot['inventory'];
  const standing = indexStanding({ account: '', region: '', live, unreadable: [], inventory }, resources, 'default');
  const stage = { wanted: new Map(wanted.map((one) => [one.id, one])), standing, types: resources };
  const times: number[] = [];
  const orders: number[] = [];
  let count = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const from = busyMs();
    const steps = stepsOf({ changes }, stage);
    const outcomes = await runSteps(steps, changes, () => Promise.resolve(), {
      clock: new ManualClock(),
      patienceMs: 0,
    });
    times.push(busyMs() - from);
    count = steps.length;
    const ordering = busyMs();
    inOrder(changes, stage);
    orders.push(busyMs() - ordering);
    const left = outcomes.filter(({ status }) => status !== 'done');
    if (left.length > 0) throw new Error(`${left.length} of ${changes.length} changes were not made`);
  }
  times.sort((a, b) => a - b);
  return { steps: count, ms: times[0]!, median: times[RUNS >> 1]!, orderMs: Math.min(...orders) };
}
