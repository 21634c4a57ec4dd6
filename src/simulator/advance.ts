import type { Clock } from '../core/clock.ts';
import { applicationAutoScalingLifecycle } from './application-auto-scaling/lifecycle.ts';
import { autoScalingLifecycle } from './auto-scaling/lifecycle.ts';
import { ecsLifecycle } from './ecs/lifecycle.ts';
import type { Lifecycle } from './lifecycle.ts';
import type { World } from './world.ts';

/** Whoever decides how much there is to be comes before whoever starts and stops it. */
const lifecycles: readonly Lifecycle[] = [applicationAutoScalingLifecycle, autoScalingLifecycle, ecsLifecycle];

/**
 * Lets happen what would have happened by itself until now, each thing at its own time: a clock that jumped ten
 * minutes leaves the world as ten minutes would have.
 */
export function advance(world: World): void {
  const now = world.clock.now();
  do {
    const settled = worldAt(world, world.settled.at);
    const at = Math.min(now, ...lifecycles.map((lifecycle) => lifecycle.dueAt(settled)));
    const moment = worldAt(world, at);
    for (const lifecycle of lifecycles) lifecycle.step(moment);
    world.settled.at = at;
  } while (world.settled.at < now);
}

/** When something will happen by itself next. */
export function nextDue(world: World): number {
  const settled = worldAt(world, world.settled.at);
  return Math.min(...lifecycles.map((lifecycle) => lifecycle.dueAt(settled)));
}

/** The same world, with its clock standing at an instant. */
function worldAt(world: World, at: number): World {
  const clock: Clock = { now: () => at, sleep: (ms, signal) => world.clock.sleep(ms, signal) };
  return { ...world, clock };
}
