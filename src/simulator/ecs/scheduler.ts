import type { World } from '../world.ts';
import { announceDeployment, announceService } from './announce.ts';
import { addEvent } from './events.ts';
import { countFailure, endSeries, judge } from './failures.ts';
import { primaryOf, revisionOf, tasksOf } from './find.ts';
import { healthOf, isWanted } from './health.ts';
import { roll } from './rolling.ts';
import { finishRollout, rolloutUnderWay } from './rollouts.ts';
import { isShifting, shift } from './shifting.ts';
import type { Deployment, Rollout, Service, Task } from './state.ts';
import { stopTask } from './task-life.ts';

/** Does for a service what its scheduler would do now. */
export function tend(world: World, service: Service): void {
  if (service.status === 'INACTIVE') return;
  for (const task of tasksOf(world, service)) examine(world, service, task);
  const begun = rolloutUnderWay(service);
  if (begun !== undefined) judge(world, service, begun, primaryOf(service));
  const rollout = rolloutUnderWay(service);
  if (isShifting(service, rollout)) shift(world, service, rollout);
  else roll(world, service);
  settle(world, service, rollout);
}

/** Tells a task that failed to start to its deployment, whose next tasks wait a little. */
export function noteFailedStart(world: World, service: Service, task: Task): void {
  const deployment = deploymentOf(service, task);
  if (task.stopCode === 'TaskFailedToStart' && deployment) countFailure(world, service, deployment);
}

function examine(world: World, service: Service, task: Task): void {
  if (!isWanted(task)) return;
  const health = healthOf(world, service, task);
  const deployment = deploymentOf(service, task);
  if (health === 'healthy' && !task.provedHealthy) {
    task.provedHealthy = true;
    if (deployment) endSeries(service, deployment);
  }
  if (health !== 'unhealthy') return;
  const [{ targetGroupArn, port } = { targetGroupArn: '', port: 0 }] = revisionOf(service, task).targets;
  const where = `(port ${port}) is unhealthy in (target-group ${targetGroupArn})`;
  addEvent(world, service, `${where} due to (reason Health checks failed)`);
  const stoppedReason = `Task failed ELB health checks in (target-group ${targetGroupArn})`;
  stopTask(world, service, task, { stopCode: 'ServiceSchedulerInitiated', stoppedReason });
  if (deployment) countFailure(world, service, deployment);
}

/** Forgets deployments that have nothing left, and notes what has come to rest. */
function settle(world: World, service: Service, rollout: Rollout | undefined): void {
  const tasks = tasksOf(world, service).filter(({ lastStatus }) => lastStatus !== 'STOPPED');
  const isEmpty = ({ id }: Deployment): boolean => !tasks.some(({ deploymentId }) => deploymentId === id);
  const goesBack = rollout?.status === 'ROLLBACK_IN_PROGRESS' && (rollout.stageEndsAt ?? 0) > world.clock.now();
  if (!goesBack)
    service.deployments = service.deployments.filter((each) => each.status === 'PRIMARY' || !isEmpty(each));
  if (service.status === 'DRAINING') {
    if (tasks.length > 0) return;
    if (rollout !== undefined) finishRollout(world, rollout, 'STOPPED', 'Service deployment stopped: service deleted.');
    service.status = 'INACTIVE';
    return;
  }
  const isSteady =
    service.deployments.length === 1 &&
    tasks.length === service.desiredCount &&
    tasks.every((task) => isWanted(task) && healthOf(world, service, task) === 'healthy') &&
    !(isShifting(service, rollout) && rollout.stage !== 'CLEAN_UP');
  if (!isSteady) return;
  if (rollout !== undefined) complete(world, service, rollout);
  if (!service.steady) {
    addEvent(world, service, 'has reached a steady state.');
    announceService(world, service, 'SERVICE_STEADY_STATE');
  }
  service.steady = true;
}

function complete(world: World, service: Service, rollout: Rollout): void {
  const primary = primaryOf(service);
  if (primary.rolloutState === 'FAILED') return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = world.clock.now();
  finishRollout(world, rollout, rollout.status === 'IN_PROGRESS' ? 'SUCCESSFUL' : 'ROLLBACK_SUCCESSFUL');
  service.steady = false;
  addEvent(world, service, `(deployment ${primary.id}) deployment completed.`);
  announceDeployment(world, service, primary);
}

function deploymentOf({ deployments }: Service, { deploymentId }: Task): Deployment | undefined {
  return deployments.find(({ id }) => id === deploymentId);
}
