import type { TaskStopCode } from '@aws-sdk/client-ecs';
import { releaseNetworkInterface } from '../ec2/interfaces.ts';
import type { World } from '../world.ts';
import { announceTask } from './announce.ts';
import { revisionOf } from './find.ts';
import { pullFailure } from './images.ts';
import { deregister, forget, register } from './registration.ts';
import type { Service, Task } from './state.ts';

/** Why a task is stopped. */
export interface Stop {
  readonly stopCode: TaskStopCode;
  readonly stoppedReason: string;
}

/** Takes a task to its next state, whose time has come. */
export function moveOn(world: World, service: Service, task: Task): void {
  const { taskStartMs, taskStopMs } = world.settings;
  const now = world.clock.now();
  switch (task.lastStatus) {
    case 'PROVISIONING':
      task.lastStatus = 'PENDING';
      task.dueAt = now + Math.ceil(taskStartMs / 2);
      return announceTask(world, task);
    case 'PENDING':
      return run(world, service, task);
    case 'DEACTIVATING':
      task.lastStatus = 'STOPPING';
      task.dueAt = now + taskStopMs;
      return announceTask(world, task);
    case 'RUNNING':
    case 'STOPPING':
    case 'STOPPED':
      return end(world, service, task);
  }
}

/** Takes a task out of its target groups, and stops it once it has drained. */
export function stopTask(world: World, service: Service, task: Task, stop: Stop): void {
  if (task.desiredStatus === 'STOPPED') return;
  const now = world.clock.now();
  Object.assign(task, stop);
  task.desiredStatus = 'STOPPED';
  task.stoppingAt = now;
  const drainedAt = deregister(world, task, revisionOf(service, task));
  task.lastStatus = drainedAt === undefined ? 'STOPPING' : 'DEACTIVATING';
  task.dueAt = drainedAt ?? now + world.settings.taskStopMs;
  announceTask(world, task);
}

/** A task whose images can't be pulled never runs. */
function run(world: World, service: Service, task: Task): void {
  const revision = revisionOf(service, task);
  const failure = pullFailure(world, task, revision);
  if (failure !== undefined) {
    Object.assign(task, { stopCode: 'TaskFailedToStart', stoppedReason: failure } satisfies Stop);
    task.stoppingAt = world.clock.now();
    return end(world, service, task);
  }
  task.lastStatus = 'RUNNING';
  task.startedAt = world.clock.now();
  task.dueAt = undefined;
  announceTask(world, task);
  register(world, service, task);
}

function end(world: World, service: Service, task: Task): void {
  task.lastStatus = 'STOPPED';
  task.desiredStatus = 'STOPPED';
  task.dueAt = undefined;
  task.stoppedAt = world.clock.now();
  announceTask(world, task);
  releaseNetworkInterface(world, task.networkInterfaceId, 0);
  forget(world, task, revisionOf(service, task));
}
