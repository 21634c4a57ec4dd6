import { performance } from 'node:perf_hooks';
import { plan } from '../../src/core/planning/make-plan.ts';
import { controllerOn, type Look } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { withManifests } from './folder.ts';
import { manyStacks } from './many.ts';

const RUNS = 7;
const RESOURCES_OF_A_STACK = 8;

export interface PlanTime {
  readonly resources: number;
  readonly changes: number;
  /** Milliseconds: the shortest of several runs, each over objects that were never planned for before. */
  readonly ms: number;
}

/** How long `plan()` takes over folders of these sizes, in memory. What else the machine did in the longer runs is not ours. */
export async function measurePlans(sizes: readonly number[]): Promise<PlanTime[]> {
  const one = await oneStack();
  // The first runs of all teach the compiler.
  for (let run = 0; run < RUNS; run += 1) plan(manyStacks(one, 100));
  return sizes.map((size) => measure(one, size));
}

function measure(one: Look, resources: number): PlanTime {
  const times: number[] = [];
  let changes = 0;
  for (let run = 0; run < RUNS; run += 1) {
    const input = manyStacks(one, resources / RESOURCES_OF_A_STACK);
    const start = performance.now();
    const planned = plan(input);
    times.push(performance.now() - start);
    changes = planned.changes.filter((change) => change.action !== 'noop').length;
    if (planned.changes.length !== resources) throw new Error(`${planned.changes.length} instead of ${resources}`);
  }
  return { resources, changes, ms: Math.min(...times) };
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
