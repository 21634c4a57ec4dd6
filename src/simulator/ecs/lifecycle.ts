import type { Lifecycle } from '../lifecycle.ts';
import type { World } from '../world.ts';
import { tasksOf } from './find.ts';
import { healthChangesAt } from './health.ts';
import { noteFailedStart, tend } from './scheduler.ts';
import type { Service, Task } from './state.ts';
import { moveOn } from './task-life.ts';

/** How long AWS still tells of a task that has stopped. */
const KEPT_MS = 3_600_000;

/** Tasks that start and stop, and the services that keep their number. */
export const ecsLifecycle: Lifecycle = {
  dueAt(world) {
    const now = world.clock.now();
    return [...world.ecs.services.values()]
      .flatMap((service) => instants(world, service))
      .reduce((first, at) => (at > now && at < first ? at : first), Number.POSITIVE_INFINITY);
  },

  step(world) {
    const now = world.clock.now();
    for (const { arn, stoppedAt } of world.ecs.tasks.values())
      if (stoppedAt !== undefined && stoppedAt + KEPT_MS <= now) world.ecs.tasks.delete(arn);
    do {
      for (const service of world.ecs.services.values()) stepService(world, service);
    } while ([...world.ecs.tasks.values()].some((task) => isDue(task, now)));
  },
};

/** Whenever time alone brings a service on. */
function instants(world: World, service: Service): number[] {
  if (service.status === 'INACTIVE') return [];
  const tasks = tasksOf(world, service);
  return [
    ...tasks.flatMap((task) => [task.dueAt, ...healthChangesAt(world, service, task)]),
    ...service.deployments.map(({ heldUntil }) => heldUntil),
    service.rollouts[0]?.stageEndsAt,
  ].filter((at) => at !== undefined);
}

function stepService(world: World, service: Service): void {
  for (const task of tasksOf(world, service)) {
    if (!isDue(task, world.clock.now())) continue;
    moveOn(world, service, task);
    if (task.lastStatus === 'STOPPED') noteFailedStart(world, service, task);
  }
  tend(world, service);
}

function isDue({ dueAt }: Task, now: number): boolean {
  return dueAt !== undefined && dueAt <= now;
}
