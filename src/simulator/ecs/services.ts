import type {
  CreateServiceRequest,
  CreateServiceResponse,
  DeleteServiceRequest,
  DeleteServiceResponse,
  ListServicesRequest,
  ListServicesResponse,
  UpdateServiceRequest,
  UpdateServiceResponse,
} from '@aws-sdk/client-ecs';
import { isDeepStrictEqual } from 'node:util';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { refuse, requireName, required } from './constraints.ts';
import { describeService } from './describe-services.ts';
import { requireServiceValues } from './enumerations.ts';
import { findService, primaryOf, requireActiveService, requireCluster, revisionOf } from './find.ts';
import { requireFitting } from './on-fargate.ts';
import { page } from './paging.ts';
import { startRollout } from './rollouts.ts';
import {
  changedDeployable,
  changedSettings,
  runsOnFargate,
  settleDeployable,
  settleSettings,
} from './service-settings.ts';
import type { Service } from './state.ts';
import { readTags } from './tags.ts';

/** The same request again gives back what it made; another one for a name that is taken is refused. */
export function createService(input: CreateServiceRequest, { world }: Call<World>): CreateServiceResponse {
  const cluster = requireCluster(world, input.cluster);
  const name = required(input.serviceName, 'Service name');
  requireName(name, 'Service name');
  const { clientToken: _, ...request } = input;
  const standing = findService(world, cluster, name);
  if (standing?.status === 'DRAINING') refuse('Unable to Start a service that is still Draining.');
  if (standing?.status === 'ACTIVE') {
    if (isDeepStrictEqual(standing.request, request)) return { service: describeService(world, standing) };
    refuse('Creation of service was not idempotent.');
  }
  requireServiceValues(input);
  const settings = settleSettings(cluster, input);
  requireFitting(input, runsOnFargate(settings));
  // A daemon has a task on each container instance, and there is none here.
  const isDaemon = settings.schedulingStrategy === 'DAEMON';
  const desiredCount = isDaemon ? 0 : requireCount(required(input.desiredCount, 'desiredCount'));
  const deployable = settleDeployable(world, settings, input);
  const service: Service = {
    arn: makeArn(world, `service/${cluster.name}/${name}`),
    name,
    clusterArn: cluster.arn,
    createdAt: world.clock.now(),
    request,
    status: 'ACTIVE',
    desiredCount,
    settings,
    deployments: [],
    rollouts: [],
    // Tasks of a service of that name may still be told of.
    revisions: new Map(standing?.revisions),
    events: [],
    steady: false,
    tags: readTags(input.tags),
  };
  world.ecs.services.set(service.arn, service);
  startRollout(world, service, deployable);
  return { service: describeService(world, service) };
}

/** A new deployment follows only where something changes that a task is made from, or where it is asked for. */
export function updateService(input: UpdateServiceRequest, { world }: Call<World>): UpdateServiceResponse {
  const cluster = requireCluster(world, input.cluster);
  const service = requireActiveService(world, cluster, input.service);
  requireServiceValues(input);
  const desiredCount = requireCount(input.desiredCount ?? service.desiredCount);
  const settings = changedSettings(cluster, service.settings, input);
  const { deployable: standing } = revisionOf(service, primaryOf(service));
  const deployable = changedDeployable(world, settings, { standing, input });
  service.settings = settings;
  if (desiredCount !== service.desiredCount) service.steady = false;
  service.desiredCount = desiredCount;
  if (input.forceNewDeployment === true || !isDeepStrictEqual(deployable, standing))
    startRollout(world, service, deployable);
  return { service: describeService(world, service) };
}

/** The service drains, and is inactive once its tasks are gone. */
export function deleteService(input: DeleteServiceRequest, { world }: Call<World>): DeleteServiceResponse {
  const cluster = requireCluster(world, input.cluster);
  const service = requireActiveService(world, cluster, input.service);
  if (input.force !== true) {
    if (service.desiredCount > 0) refuse('The service cannot be stopped while it is scaled above 0.');
    if (service.deployments.length > 1) refuse('The service cannot be stopped while deployments are active.');
  }
  service.status = 'DRAINING';
  service.desiredCount = 0;
  return { service: describeService(world, service) };
}

export function listServices(input: ListServicesRequest, { world }: Call<World>): ListServicesResponse {
  const cluster = requireCluster(world, input.cluster);
  const found = [...world.ecs.services.values()].filter(
    ({ clusterArn, status, settings }) =>
      clusterArn === cluster.arn &&
      status !== 'INACTIVE' &&
      (input.launchType === undefined || settings.launchType === input.launchType) &&
      (input.schedulingStrategy === undefined || settings.schedulingStrategy === input.schedulingStrategy),
  );
  const { items, nextToken } = page(found, { maxResults: 10, ...input });
  return { serviceArns: items.map(({ arn }) => arn), nextToken };
}

function requireCount(count: number): number {
  if (!Number.isInteger(count) || count < 0 || count > 5000) refuse('Invalid desired count: must be from 0 to 5000.');
  return count;
}
