import { plan } from '../../src/core/planning/make-plan.ts';
import { resources as ours } from '../../src/resources/registry.ts';
import { controllerOn, type Look } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { busyMs } from './busy.ts';
import { commitBefore, plannerOf, type Planner } from './before.ts';
import { withManifests } from './folder.ts';
import { manyStacks } from './many.ts';

const RUNS = 7;
/** Of each of two that are compared. */
const ROUNDS = 20;
const RESOURCES_OF_A_STACK = 8;

export interface PlanTime {
  readonly resources: number;
  readonly changes: number;
  /** Milliseconds of a processor: the shortest of several runs, each over objects that were never planned for before. */
  readonly ms: number;
}

/** Two measured in the same run, in turns: milliseconds of a processor, the shortest of many runs. */
export interface Comparison {
  readonly resources: number;
  readonly ms: number;
  readonly before: { readonly commit: string; readonly ms: number };
}

export interface PlanTimes {
  readonly sizes: readonly PlanTime[];
  readonly comparison: Comparison;
}

/** How long `plan()` takes over folders of these sizes, in memory. What else the machine did in the longer runs is not ours. */
export async function measurePlans(sizes: readonly number[], compared: number): Promise<PlanTimes> {
  const one = await oneStack();
  // The first runs of all teach the compiler.
  for (let run = 0; run < RUNS; run += 1) plan(manyStacks(one, 100));
  return { sizes: sizes.map((size) => measure(one, size)), comparison: await compare(one, compared) };
}

function measure(one: Look, resources: number): PlanTime {
  const times: number[] = [];
  let changes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const input = manyStacks(one, resources / RESOURCES_OF_A_STACK);
    const start = busyMs();
    const planned = plan(input);
    times.push(busyMs() - start);
    changes = planned.changes.filter((change) => change.action !== 'noop').length;
    if (planned.changes.length !== resources) throw new Error(`${planned.changes.length} instead of ${resources}`);
  }
  return { resources, changes, ms: Math.min(...times) };
}

/** Each round begins with the other one, so that none has the warmer machine. */
async function compare(one: Look, resources: number): Promise<Comparison> {
  const before = await plannerOf(commitBefore());
  const now: Planner = { commit: 'now', plan, resources: ours };
  const times = new Map<Planner, number[]>([
    [before, []],
    [now, []],
  ]);
  const order = [before, now];
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const planner of order) {
      const input = { ...manyStacks(one, resources / RESOURCES_OF_A_STACK), types: planner.resources };
      const start = busyMs();
      planner.plan(input);
      times.get(planner)!.push(busyMs() - start);
    }
    order.reverse();
  }
  const shortest = (planner: Planner): number => Math.min(...times.get(planner)!);
  return { resources, ms: shortest(now), before: { commit: before.commit, ms: shortest(before) } };
}

async function oneStack(): Promise<Look> {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  const controller = await controllerOn(await emulator.open());
  const look = await withManifests(stack(0), async (folder) => {
    await controller.converge(folder);
    return controller.look(folder);
  });
  await emulator.stop();
  return look;
}
