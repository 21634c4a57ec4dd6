import type { DeploymentCircuitBreaker } from '@aws-sdk/client-ecs';
import type { World } from '../world.ts';
import { announceService } from './announce.ts';
import { addEvent } from './events.ts';
import { failRollout } from './rollouts.ts';
import type { Deployment, Rollout, Service } from './state.ts';

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 60_000;

/** Counts a task that failed, and keeps the next ones back for longer and longer. */
export function countFailure(world: World, service: Service, deployment: Deployment): void {
  deployment.failedTasks += 1;
  service.steady = false;
  hold(world, deployment, FIRST_PAUSE_MS * 2 ** (deployment.failedTasks - 1));
  if (deployment.failedTasks !== 3) return;
  addEvent(world, service, 'is unable to consistently start tasks successfully.');
  announceService(world, service, 'SERVICE_TASK_START_IMPAIRED');
}

/** No task of the deployment starts before that time is over. */
export function hold(world: World, deployment: Deployment, ms = LONGEST_PAUSE_MS): void {
  deployment.heldUntil = world.clock.now() + Math.min(LONGEST_PAUSE_MS, ms);
}

/** A task that became healthy ends the series, unless the breaker is told to count on. */
export function endSeries({ settings }: Service, deployment: Deployment): void {
  deployment.heldUntil = undefined;
  if (settings.deploymentConfiguration.deploymentCircuitBreaker?.resetOnHealthyTask !== false)
    deployment.failedTasks = 0;
}

/** After how many failed tasks the breaker opens. */
export function threshold({ thresholdConfiguration: own }: DeploymentCircuitBreaker, desiredCount: number): number {
  if (own?.type === 'COUNT') return own.value ?? 3;
  return Math.max(3, Math.min(200, Math.ceil((desiredCount * (own?.value ?? 50)) / 100)));
}

/** Gives a deployment up whose tasks keep failing, or during which an alarm goes off, where the service asks for that. */
export function judge(world: World, service: Service, rollout: Rollout, primary: Deployment): void {
  if (rollout.status !== 'IN_PROGRESS' || rollout.stage === 'CLEAN_UP') return;
  const { alarms, deploymentCircuitBreaker: breaker } = rollout.configuration;
  const triggered = alarms?.enable ? (alarms.alarmNames ?? []).filter((name) => world.ecs.alarms.has(name)) : [];
  if (triggered.length > 0) {
    rollout.triggeredAlarms = triggered;
    const why = 'alarm(s) detected.';
    failRollout(world, service, { rollout, why, rollback: alarms?.rollback ?? false });
  } else if (breaker?.enable && primary.failedTasks >= threshold(breaker, service.desiredCount)) {
    rollout.failedTasks = primary.failedTasks;
    const why = 'tasks failed to start.';
    failRollout(world, service, { rollout, why, rollback: breaker.rollback ?? false });
  }
}
