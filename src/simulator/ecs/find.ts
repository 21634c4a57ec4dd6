import { AwsError } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { refuseClient } from './constraints.ts';
import type { Cluster, Deployment, Revision, Service, Tags, Task, TaskDefinition } from './state.ts';

export interface Taggable {
  readonly arn: string;
  readonly tags: Tags;
}

/** The cluster of that name or ARN, the one called `default` where none is named, if it stands. */
export function findCluster(world: World, cluster = 'default'): Cluster | undefined {
  return world.ecs.clusters.get(cluster.startsWith('arn:') ? cluster : makeArn(world, `cluster/${cluster}`));
}

export function requireCluster(world: World, asked: string | undefined): Cluster {
  const cluster = findCluster(world, asked);
  if (cluster?.status === 'ACTIVE') return cluster;
  throw new AwsError('ClusterNotFoundException', 'Cluster not found.');
}

/** The service of that name or ARN in the cluster. */
export function findService(world: World, cluster: Cluster, service: string): Service | undefined {
  const arn = service.startsWith('arn:') ? service : makeArn(world, `service/${cluster.name}/${service}`);
  const found = world.ecs.services.get(arn);
  return found?.clusterArn === cluster.arn ? found : undefined;
}

export function requireService(world: World, cluster: Cluster, asked: string | undefined): Service {
  const service = findService(world, cluster, asked ?? '');
  if (service !== undefined) return service;
  throw new AwsError('ServiceNotFoundException', 'Service not found.');
}

export function requireActiveService(world: World, cluster: Cluster, asked: string | undefined): Service {
  const service = requireService(world, cluster, asked);
  if (service.status === 'ACTIVE') return service;
  throw new AwsError('ServiceNotActiveException', 'Service was not ACTIVE.');
}

/** By ARN, `family:revision`, or family alone: its latest revision that is active. */
export function findTaskDefinition(world: World, asked: string): TaskDefinition | undefined {
  const name = asked.startsWith('arn:') ? asked : makeArn(world, `task-definition/${asked}`);
  const exact = world.ecs.taskDefinitions.get(name);
  if (exact !== undefined) return exact;
  return [...world.ecs.taskDefinitions.values()]
    .filter(({ arn, deregisteredAt }) => deregisteredAt === undefined && arn.replace(/:\d+$/, '') === name)
    .reduce<TaskDefinition | undefined>(
      (latest, each) => (latest === undefined || each.revision > latest.revision ? each : latest),
      undefined,
    );
}

/** One that a service may run. */
export function requireActiveTaskDefinition(world: World, asked: string): TaskDefinition {
  const definition = findTaskDefinition(world, asked);
  if (definition === undefined) return refuseClient('TaskDefinition not found.');
  if (definition.deregisteredAt !== undefined) refuseClient('TaskDefinition is inactive');
  return definition;
}

/** By ARN or id. */
export function findTask(world: World, cluster: Cluster, asked: string): Task | undefined {
  return world.ecs.tasks.get(asked.startsWith('arn:') ? asked : makeArn(world, `task/${cluster.name}/${asked}`));
}

export function tasksOf(world: World, service: Service): Task[] {
  return [...world.ecs.tasks.values()].filter((task) => task.serviceArn === service.arn);
}

export function primaryOf(service: Service): Deployment {
  const primary = service.deployments.find((deployment) => deployment.status === 'PRIMARY');
  if (primary === undefined) throw new Error(`service ${service.arn} has lost its primary deployment`);
  return primary;
}

export function revisionOf(service: Service, { revisionArn }: Pick<Deployment, 'revisionArn'>): Revision {
  const revision = service.revisions.get(revisionArn);
  if (revision === undefined) throw new Error(`service ${service.arn} has lost its revision ${revisionArn}`);
  return revision;
}

/** Everything of this service that can carry tags. */
export function* taggables(world: World): Generator<Taggable> {
  const { clusters, capacityProviders, taskDefinitions, services, tasks } = world.ecs;
  for (const records of [capacityProviders, taskDefinitions]) yield* records.values();
  for (const records of [clusters, services])
    for (const record of records.values()) if (record.status !== 'INACTIVE') yield record;
  for (const task of tasks.values()) if (task.lastStatus !== 'STOPPED') yield task;
}
