import { advance } from '../advance.ts';
import type { World } from '../world.ts';
import { stopTask } from './task-life.ts';

/** AWS wants its spare capacity back: stops the tasks that run on it, of one service or of all. */
export function interruptSpotTasks(world: World, serviceArn?: string): void {
  advance(world);
  for (const task of world.ecs.tasks.values()) {
    const service = world.ecs.services.get(task.serviceArn);
    if (task.capacityProvider !== 'FARGATE_SPOT' || service === undefined) continue;
    if (serviceArn !== undefined && serviceArn !== service.arn) continue;
    const stoppedReason = 'Your Spot Task was interrupted.';
    stopTask(world, service, task, { stopCode: 'SpotInterruption', stoppedReason });
    service.steady = false;
  }
  advance(world);
}
