import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { announceService } from './announce.ts';
import { enumerate, addEvent } from './events.ts';
import { primaryOf, revisionOf, tasksOf } from './find.ts';
import { healthOf, isWanted } from './health.ts';
import { hold } from './failures.ts';
import { placeTask } from './placement.ts';
import { runsOnFargate } from './service-settings.ts';
import type { Deployment, Service, Task } from './state.ts';
import { stopTask } from './task-life.ts';

/** Replaces tasks within the service's percentages: starts what there is room for, stops what is not needed to stay healthy. */
export function roll(world: World, service: Service): void {
  const { desiredCount: desired, settings } = service;
  const { maximumPercent = 200, minimumHealthyPercent = 100 } = settings.deploymentConfiguration;
  const primary = primaryOf(service);
  // A deployment that was given up, and not rolled back, changes nothing any more.
  const goesOn = primary.rolloutState !== 'FAILED' || service.status === 'DRAINING';
  if (goesOn) retire(world, service, Math.ceil((desired * minimumHealthyPercent) / 100), primary);
  const standing = wantedTasks(world, service);
  const own = standing.filter(({ deploymentId }) => deploymentId === primary.id);
  const room = Math.floor((desired * maximumPercent) / 100) - standing.length;
  if (goesOn) start(world, service, primary, Math.min(desired - own.length, room));
  if (own.length > desired) stop(world, service, surplus(world, service, own, own.length - desired));
}

/** Brings a deployment to a number of tasks at once, whatever the percentages. */
export function keep(world: World, service: Service, deployment: Deployment, count: number): void {
  const own = wantedTasks(world, service).filter(({ deploymentId }) => deploymentId === deployment.id);
  start(world, service, deployment, count - own.length);
  if (own.length > count) stop(world, service, surplus(world, service, own, own.length - count));
}

/** Stops the tasks of all deployments but the primary one, never leaving fewer healthy ones than the least. */
function retire(world: World, service: Service, least: number, primary: Deployment): void {
  const standing = wantedTasks(world, service);
  // Tasks of a shift that was given up are well, but stand where no traffic comes.
  const idle = new Set(revisionOf(service, primary).targets.flatMap(({ turn }) => turn?.otherGroupArn ?? []));
  const healthy = (task: Task): boolean =>
    healthOf(world, service, task) === 'healthy' &&
    !revisionOf(service, task).targets.some(({ targetGroupArn }) => idle.has(targetGroupArn));
  const spare = Math.max(0, standing.filter(healthy).length - least);
  const leaving = standing.filter(({ deploymentId }) => deploymentId !== primary.id);
  stop(world, service, [...leaving.filter((task) => !healthy(task)), ...leaving.filter(healthy).slice(0, spare)]);
}

function start(world: World, service: Service, deployment: Deployment, count: number): void {
  if (count <= 0 || (deployment.heldUntil ?? 0) > world.clock.now()) return;
  if (!runsOnFargate(service.settings)) {
    const why =
      'because no container instance met all of its requirements. Reason: No Container Instances were found in your cluster.';
    return cannotPlace(world, service, deployment, why);
  }
  const started: Task[] = [];
  try {
    while (started.length < count) started.push(placeTask(world, service, deployment));
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    cannotPlace(world, service, deployment, `Reason: ${error.message}`);
  }
  if (started.length === 0) return;
  service.steady = false;
  addEvent(world, service, `has started ${started.length} tasks: ${enumerate(started)}.`);
}

function cannotPlace(world: World, service: Service, deployment: Deployment, why: string): void {
  hold(world, deployment);
  service.steady = false;
  addEvent(world, service, `was unable to place a task ${why}`);
  announceService(world, service, 'SERVICE_TASK_PLACEMENT_FAILURE', why);
}

function stop(world: World, service: Service, tasks: readonly Task[]): void {
  if (tasks.length === 0) return;
  for (const task of tasks) {
    const stoppedReason = `Scaling activity initiated by (deployment ${task.deploymentId})`;
    stopTask(world, service, task, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
  }
  service.steady = false;
  const draining = tasks.filter(({ lastStatus }) => lastStatus === 'DEACTIVATING');
  addEvent(world, service, `has stopped ${tasks.length} running tasks: ${enumerate(tasks)}.`);
  if (draining.length > 0) addEvent(world, service, `has begun draining connections on ${draining.length} tasks.`);
}

/** Those that can best be spared: first the unhealthy, then the youngest where the most are. */
function surplus(world: World, service: Service, tasks: readonly Task[], count: number): Task[] {
  const left = [...tasks];
  return Array.from({ length: count }, () => {
    const crowd = (task: Task): number => left.filter(({ subnetId }) => subnetId === task.subnetId).length;
    const isWell = (task: Task): number => Number(healthOf(world, service, task) === 'healthy');
    left.sort((a, b) => isWell(a) - isWell(b) || crowd(b) - crowd(a) || b.createdAt - a.createdAt);
    return left.shift();
  }).filter((task) => task !== undefined);
}

function wantedTasks(world: World, service: Service): Task[] {
  return tasksOf(world, service).filter(isWanted);
}
