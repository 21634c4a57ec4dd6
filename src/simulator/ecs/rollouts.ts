import type { World } from '../world.ts';
import { announceDeployment } from './announce.ts';
import { arnPath, hexId, longNumber, makeArn } from './arns.ts';
import { addEvent } from './events.ts';
import { primaryOf, revisionOf } from './find.ts';
import { targetsFor } from './load-balancers.ts';
import type { Deployable, Deployment, Revision, Rollout, Service } from './state.ts';
import { shiftTraffic } from './traffic.ts';

/** Begins to deploy; whatever deployment is still under way is left where it is and its tasks make room. */
export function startRollout(world: World, service: Service, deployable: Deployable): void {
  const now = world.clock.now();
  abandon(world, service);
  const blue = lastGood(service);
  const revision = addRevision(world, service, deployable, blue);
  service.rollouts.unshift({
    arn: makeArn(world, `service-deployment/${arnPath(service.arn)}/${hexId(world).slice(0, 21)}`),
    createdAt: now,
    updatedAt: now,
    finishedAt: undefined,
    configuration: service.settings.deploymentConfiguration,
    sources: blue === undefined ? [] : [blue.arn],
    target: revision.arn,
    status: 'IN_PROGRESS',
    statusReason: undefined,
    stage: undefined,
    stageEndsAt: undefined,
    shifted: 0,
    rollback: undefined,
    failedTasks: undefined,
    triggeredAlarms: [],
  });
  makePrimary(service, addDeployment(world, service, revision.arn));
  // The first of all has nobody to take traffic over from.
  if (blue === undefined && shifts(service)) shiftTraffic(world, revision.targets, 100);
}

/** The deployment under way, forwards or back. */
export function rolloutUnderWay({ rollouts: [latest] }: Service): Rollout | undefined {
  return latest?.finishedAt === undefined ? latest : undefined;
}

export function finishRollout(world: World, rollout: Rollout, status: Rollout['status'], reason?: string): void {
  rollout.status = status;
  rollout.statusReason = reason ?? rollout.statusReason;
  rollout.updatedAt = world.clock.now();
  rollout.finishedAt = world.clock.now();
  rollout.stageEndsAt = undefined;
}

/** Gives a deployment up: back to the last that was completed if that is asked for and there is one, else it stops. */
export function failRollout(
  world: World,
  service: Service,
  { rollout, why, rollback }: { readonly rollout: Rollout; readonly why: string; readonly rollback: boolean },
): void {
  const failed = primaryOf(service);
  const good = lastGood(service);
  failed.rolloutState = 'FAILED';
  failed.rolloutStateReason = why;
  failed.updatedAt = world.clock.now();
  addEvent(world, service, `(deployment ${failed.id}) deployment failed: ${why}`);
  announceDeployment(world, service, failed);
  takeBackTraffic(world, service, rollout);
  if (!rollback || good === undefined) {
    finishRollout(world, rollout, 'STOPPED', `Service deployment stopped: ${why}`);
    return;
  }
  const standing = service.deployments.find(({ revisionArn }) => revisionArn === good.arn);
  const restored = standing ?? addDeployment(world, service, good.arn);
  makePrimary(service, restored);
  restored.rolloutState = 'IN_PROGRESS';
  restored.rolloutStateReason = `${why} Rolling back to deploymentId ${restored.id}.`;
  restored.heldUntil = undefined;
  rollout.status = 'ROLLBACK_IN_PROGRESS';
  rollout.statusReason = `Service deployment rolled back: ${why}`;
  rollout.rollback = { reason: why, startedAt: new Date(world.clock.now()), serviceRevisionArn: good.arn };
  rollout.stage = undefined;
  // Long enough to be seen, even where nothing has to be started again.
  rollout.stageEndsAt = world.clock.now() + world.settings.taskStopMs;
  addEvent(world, service, `rolling back to deployment ${restored.id}.`);
}

/** The revision that was last deployed to the end. */
function lastGood(service: Service): Revision | undefined {
  for (const { status, target, sources } of service.rollouts) {
    if (status === 'SUCCESSFUL') return revisionOf(service, { revisionArn: target });
    const [source] = sources;
    if (status === 'ROLLBACK_SUCCESSFUL' && source !== undefined) return revisionOf(service, { revisionArn: source });
  }
  return undefined;
}

/** One that only cleans up has its traffic already, and nobody stands by to take it back. */
function abandon(world: World, service: Service): void {
  const rollout = rolloutUnderWay(service);
  if (rollout === undefined) return;
  if (rollout.stage === 'CLEAN_UP') {
    primaryOf(service).rolloutState = 'COMPLETED';
    announceDeployment(world, service, primaryOf(service));
    return finishRollout(world, rollout, 'SUCCESSFUL');
  }
  takeBackTraffic(world, service, rollout);
  finishRollout(world, rollout, 'STOPPED', 'Service deployment stopped: a new one has been started.');
}

function takeBackTraffic(world: World, service: Service, rollout: Rollout): void {
  if (rollout.shifted > 0) shiftTraffic(world, revisionOf(service, { revisionArn: rollout.target }).targets, 0);
  rollout.shifted = 0;
}

function addRevision(world: World, service: Service, deployable: Deployable, blue: Revision | undefined): Revision {
  const { launchType, capacityProviderStrategy } = service.settings;
  const revision: Revision = {
    arn: makeArn(world, `service-revision/${arnPath(service.arn)}/${longNumber(world)}`),
    createdAt: world.clock.now(),
    deployable,
    launchType,
    capacityProviderStrategy,
    targets: targetsFor(deployable, blue, shifts(service)),
  };
  service.revisions.set(revision.arn, revision);
  return revision;
}

/** Whether deployments of this service move traffic from one group of tasks to another. */
export function shifts({ settings }: Pick<Service, 'settings'>): boolean {
  return (settings.deploymentConfiguration.strategy ?? 'ROLLING') !== 'ROLLING';
}

function addDeployment(world: World, service: Service, revisionArn: string): Deployment {
  const id = `ecs-svc/${longNumber(world)}`;
  const deployment: Deployment = {
    id,
    revisionArn,
    createdAt: world.clock.now(),
    updatedAt: world.clock.now(),
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: `ECS deployment ${id} in progress.`,
    failedTasks: 0,
    heldUntil: undefined,
  };
  service.deployments.unshift(deployment);
  announceDeployment(world, service, deployment);
  return deployment;
}

function makePrimary(service: Service, primary: Deployment): void {
  for (const deployment of service.deployments) deployment.status = deployment === primary ? 'PRIMARY' : 'ACTIVE';
  service.deployments.sort((a, b) => Number(b === primary) - Number(a === primary));
  service.steady = false;
}
