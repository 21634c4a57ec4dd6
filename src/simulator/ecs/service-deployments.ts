import type {
  DescribeServiceDeploymentsRequest,
  DescribeServiceDeploymentsResponse,
  DescribeServiceRevisionsRequest,
  DescribeServiceRevisionsResponse,
  ListServiceDeploymentsRequest,
  ListServiceDeploymentsResponse,
  ServiceDeployment,
  ServiceDeploymentCircuitBreaker,
  ServiceRevision,
  ServiceRevisionSummary,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { requireAtMost } from './constraints.ts';
import { counts } from './describe-services.ts';
import { threshold } from './failures.ts';
import { findTaskDefinition, requireCluster, requireService, tasksOf } from './find.ts';
import { page } from './paging.ts';
import { wantedOf } from './shifting.ts';
import type { Revision, Rollout, Service } from './state.ts';

/** The newest first. */
export function listServiceDeployments(
  input: ListServiceDeploymentsRequest,
  { world }: Call<World>,
): ListServiceDeploymentsResponse {
  const service = requireService(world, requireCluster(world, input.cluster), input.service);
  const { status: wanted = [], createdAt: { after, before } = {} } = input;
  const found = service.rollouts.filter(
    ({ status, createdAt }) =>
      (wanted.length === 0 || wanted.includes(status)) &&
      createdAt >= (after?.getTime() ?? 0) &&
      createdAt <= (before?.getTime() ?? Number.POSITIVE_INFINITY),
  );
  const { items, nextToken } = page(found, input);
  return {
    serviceDeployments: items.map((rollout) => ({
      serviceDeploymentArn: rollout.arn,
      serviceArn: service.arn,
      clusterArn: service.clusterArn,
      targetServiceRevisionArn: rollout.target,
      status: rollout.status,
      statusReason: rollout.statusReason,
      ...times(rollout),
    })),
    nextToken,
  };
}

export function describeServiceDeployments(
  { serviceDeploymentArns: asked = [] }: DescribeServiceDeploymentsRequest,
  { world }: Call<World>,
): DescribeServiceDeploymentsResponse {
  requireAtMost(asked, 20, 'serviceDeploymentArns');
  const all = new Map(
    [...world.ecs.services.values()].flatMap((service) =>
      service.rollouts.map((rollout) => [rollout.arn, [service, rollout] as const]),
    ),
  );
  const found = asked.map((arn) => all.get(arn)).filter((each) => each !== undefined);
  return {
    serviceDeployments: found.map(([service, rollout]) => describeRollout(world, service, rollout)),
    failures: missing(asked, all),
  };
}

export function describeServiceRevisions(
  { serviceRevisionArns: asked = [] }: DescribeServiceRevisionsRequest,
  { world }: Call<World>,
): DescribeServiceRevisionsResponse {
  requireAtMost(asked, 20, 'serviceRevisionArns');
  const all = new Map(
    [...world.ecs.services.values()].flatMap((service) =>
      Array.from(service.revisions, ([arn, revision]) => [arn, [service, revision] as const]),
    ),
  );
  const found = asked.map((arn) => all.get(arn)).filter((each) => each !== undefined);
  return {
    serviceRevisions: found.map(([service, revision]) => describeRevision(world, service, revision)),
    failures: missing(asked, all),
  };
}

function describeRollout(world: World, service: Service, rollout: Rollout): ServiceDeployment {
  return {
    serviceDeploymentArn: rollout.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    sourceServiceRevisions: rollout.sources.map((arn) =>
      summary(world, service, { arn, weight: 100 - rollout.shifted }),
    ),
    targetServiceRevision: summary(world, service, { arn: rollout.target, weight: rollout.shifted }),
    status: rollout.status,
    statusReason: rollout.statusReason,
    ...(rollout.stage === undefined ? {} : { lifecycleStage: rollout.stage }),
    deploymentConfiguration: rollout.configuration,
    ...(rollout.rollback === undefined ? {} : { rollback: rollout.rollback }),
    deploymentCircuitBreaker: breakerOf(service, rollout),
    alarms: {
      status:
        rollout.triggeredAlarms.length > 0 ? 'TRIGGERED' : monitoring(rollout, rollout.configuration.alarms?.enable),
      alarmNames: rollout.configuration.alarms?.alarmNames ?? [],
      triggeredAlarmNames: [...rollout.triggeredAlarms],
    },
    ...times(rollout),
    updatedAt: new Date(rollout.updatedAt),
  };
}

function breakerOf(service: Service, rollout: Rollout): ServiceDeploymentCircuitBreaker {
  const breaker = rollout.configuration.deploymentCircuitBreaker ?? { enable: false, rollback: false };
  const deployment = service.deployments.find(({ revisionArn }) => revisionArn === rollout.target);
  return {
    status: rollout.failedTasks === undefined ? monitoring(rollout, breaker.enable) : 'TRIGGERED',
    failureCount: rollout.failedTasks ?? deployment?.failedTasks ?? 0,
    threshold: threshold(breaker, service.desiredCount),
  };
}

function monitoring({ finishedAt }: Rollout, enabled = false): 'DISABLED' | 'MONITORING' | 'MONITORING_COMPLETE' {
  if (!enabled) return 'DISABLED';
  return finishedAt === undefined ? 'MONITORING' : 'MONITORING_COMPLETE';
}

function summary(
  world: World,
  service: Service,
  { arn, weight }: { readonly arn: string; readonly weight: number },
): ServiceRevisionSummary {
  const deployment = service.deployments.find(({ revisionArn }) => revisionArn === arn);
  return {
    arn,
    requestedTaskCount: deployment === undefined ? 0 : wantedOf(service, deployment),
    ...counts(tasksOf(world, service), arn),
    requestedProductionTrafficWeight: weight,
  };
}

function describeRevision(world: World, service: Service, revision: Revision): ServiceRevision {
  const { deployable, targets, launchType, capacityProviderStrategy = [] } = revision;
  const definition = findTaskDefinition(world, deployable.taskDefinition)?.description;
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.clusterArn,
    ...deployable,
    loadBalancers: [...deployable.loadBalancers],
    launchType,
    ...(capacityProviderStrategy.length > 0 ? { capacityProviderStrategy: [...capacityProviderStrategy] } : {}),
    containerImages: definition?.containerDefinitions?.map(({ name, image }) => ({ containerName: name, image })),
    guardDutyEnabled: false,
    createdAt: new Date(revision.createdAt),
    resolvedConfiguration: {
      loadBalancers: targets.map(({ targetGroupArn, turn }) => ({
        targetGroupArn,
        ...(turn === undefined ? {} : { productionListenerRule: turn.productionRule }),
      })),
    },
  };
}

function times({ createdAt, finishedAt, status }: Rollout): object {
  return {
    createdAt: new Date(createdAt),
    startedAt: new Date(createdAt),
    ...(finishedAt === undefined ? {} : { finishedAt: new Date(finishedAt) }),
    ...(status === 'STOPPED' && finishedAt !== undefined ? { stoppedAt: new Date(finishedAt) } : {}),
  };
}

function missing(asked: readonly string[], all: ReadonlyMap<string, unknown>): { arn: string; reason: string }[] {
  return asked.filter((arn) => !all.has(arn)).map((arn) => ({ arn, reason: 'MISSING' }));
}
