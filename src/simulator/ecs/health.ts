import { firstVerdictAt, healthOfTarget } from '../elbv2/target-health.ts';
import type { World } from '../world.ts';
import { revisionOf } from './find.ts';
import type { Service, Task } from './state.ts';

/** What the scheduler thinks of a task: unhealthy ones are replaced, others are waited for. */
export type Health = 'healthy' | 'waiting' | 'unhealthy';

/** Whether a task is to run, and may do so already. */
export function isWanted(task: Task): boolean {
  return task.desiredStatus === 'RUNNING';
}

/** A task is healthy when all of its targets are; where it has none, when it runs. */
export function healthOf(world: World, service: Service, task: Task): Health {
  if (task.lastStatus !== 'RUNNING') return 'waiting';
  const states = revisionOf(service, task).targets.map(
    ({ targetGroupArn, port }) => healthOfTarget(world, targetGroupArn, { id: task.address, port })?.State,
  );
  if (states.includes('unhealthy')) return world.clock.now() < graceEnd(service, task) ? 'waiting' : 'unhealthy';
  return states.every((state) => state === 'healthy' || state === 'unavailable') ? 'healthy' : 'waiting';
}

/** When time alone may change what is thought of a task. */
export function healthChangesAt(world: World, service: Service, task: Task): number[] {
  if (task.lastStatus !== 'RUNNING') return [];
  const verdicts = revisionOf(service, task).targets.map(({ targetGroupArn, port }) =>
    firstVerdictAt(world, targetGroupArn, { id: task.address, port }),
  );
  return [graceEnd(service, task), ...verdicts.filter((at) => at !== undefined)];
}

function graceEnd({ settings }: Service, { startedAt = 0 }: Task): number {
  return startedAt + (settings.healthCheckGracePeriodSeconds ?? 0) * 1000;
}
