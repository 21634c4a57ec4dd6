import type { World } from '../world.ts';
import { primaryOf, revisionOf, tasksOf } from './find.ts';
import { healthOf } from './health.ts';
import { keep } from './rolling.ts';
import { rolloutUnderWay } from './rollouts.ts';
import type { Deployment, Rollout, Service, Stage } from './state.ts';
import { shiftTestTraffic, shiftTraffic } from './traffic.ts';

/** Whether the deployment under way stands beside the last one and takes its traffic over, instead of replacing its tasks. */
export function isShifting({ status }: Service, rollout: Rollout | undefined): rollout is Rollout {
  return (
    status === 'ACTIVE' &&
    rollout?.status === 'IN_PROGRESS' &&
    (rollout.configuration.strategy ?? 'ROLLING') !== 'ROLLING' &&
    rollout.sources.length > 0
  );
}

/** Goes through all stages that may end now, and gives each side the tasks that its stage is to have. */
export function shift(world: World, service: Service, rollout: Rollout): void {
  while (goesOn(world, service, rollout)) enterNext(world, service, rollout);
  for (const deployment of service.deployments) keep(world, service, deployment, wantedOf(service, deployment));
}

/** How many tasks a deployment is to have: while traffic shifts, those that it comes from stand by. */
export function wantedOf(service: Service, { status, revisionArn }: Deployment): number {
  const rollout = rolloutUnderWay(service);
  const standsBy =
    isShifting(service, rollout) && rollout.stage !== 'CLEAN_UP' && rollout.sources.includes(revisionArn);
  return status === 'PRIMARY' || standsBy ? service.desiredCount : 0;
}

/** Whether what the present stage waits for has come. */
function goesOn(world: World, service: Service, rollout: Rollout): boolean {
  if (rollout.stage === 'CLEAN_UP') return false;
  if (rollout.stage === 'SCALE_UP') return greenIsHealthy(world, service);
  return (rollout.stageEndsAt ?? 0) <= world.clock.now();
}

function enterNext(world: World, service: Service, rollout: Rollout): void {
  const { targets } = revisionOf(service, { revisionArn: rollout.target });
  const { bakeTimeInMinutes = 0 } = rollout.configuration;
  switch (rollout.stage) {
    case undefined:
      // At no share at all the group is in use, so that its targets are checked before any traffic comes.
      shiftTraffic(world, targets, 0);
      return enter(world, rollout, 'SCALE_UP');
    case 'SCALE_UP':
      shiftTestTraffic(world, targets);
      return enter(world, rollout, 'TEST_TRAFFIC_SHIFT');
    case 'TEST_TRAFFIC_SHIFT':
    case 'PRODUCTION_TRAFFIC_SHIFT': {
      if (rollout.shifted >= 100) return enter(world, rollout, 'BAKE_TIME', bakeTimeInMinutes);
      const { percent, minutes } = nextStep(rollout);
      shiftTraffic(world, targets, percent);
      rollout.shifted = percent;
      return enter(world, rollout, 'PRODUCTION_TRAFFIC_SHIFT', minutes);
    }
    case 'BAKE_TIME':
    case 'CLEAN_UP':
      return enter(world, rollout, 'CLEAN_UP');
  }
}

function enter(world: World, rollout: Rollout, stage: Stage, minutes = 0): void {
  rollout.stage = stage;
  rollout.stageEndsAt = world.clock.now() + minutes * 60_000;
  rollout.updatedAt = world.clock.now();
}

/** How much traffic the next step gives, and how long it is looked at before the one after. */
function nextStep({ configuration, shifted }: Rollout): { percent: number; minutes: number } {
  const { strategy, linearConfiguration: linear, canaryConfiguration: canary } = configuration;
  if (strategy === 'LINEAR') {
    const percent = Math.min(100, shifted + (linear?.stepPercent ?? 10));
    return { percent, minutes: percent < 100 ? (linear?.stepBakeTimeInMinutes ?? 0) : 0 };
  }
  if (strategy === 'CANARY' && shifted === 0 && (canary?.canaryPercent ?? 100) < 100)
    return { percent: canary?.canaryPercent ?? 100, minutes: canary?.canaryBakeTimeInMinutes ?? 0 };
  return { percent: 100, minutes: 0 };
}

function greenIsHealthy(world: World, service: Service): boolean {
  const green = primaryOf(service);
  const healthy = tasksOf(world, service).filter(
    (task) =>
      task.deploymentId === green.id &&
      task.desiredStatus === 'RUNNING' &&
      healthOf(world, service, task) === 'healthy',
  );
  return healthy.length >= service.desiredCount;
}
