import type {
  Cluster as ClusterDescription,
  CreateClusterRequest,
  CreateClusterResponse,
  DeleteClusterRequest,
  DeleteClusterResponse,
  DescribeClustersRequest,
  DescribeClustersResponse,
  ListClustersRequest,
  ListClustersResponse,
  PutClusterCapacityProvidersRequest,
  PutClusterCapacityProvidersResponse,
} from '@aws-sdk/client-ecs';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { requireCapacityProviders, settleStrategy } from './capacity-providers.ts';
import { requireAtMost, requireName } from './constraints.ts';
import { findCluster, requireCluster } from './find.ts';
import { page } from './paging.ts';
import type { Cluster, Tags } from './state.ts';
import { readTags, tagList } from './tags.ts';

type NewCluster = Pick<
  CreateClusterRequest,
  'capacityProviders' | 'configuration' | 'defaultCapacityProviderStrategy' | 'serviceConnectDefaults' | 'settings'
> & { readonly name: string; readonly tags: Tags };

/** Makes a cluster, in place of an inactive one of the same name. */
export function addCluster(world: World, wanted: NewCluster): Cluster {
  const { name, tags, settings = [], configuration, serviceConnectDefaults, capacityProviders = [] } = wanted;
  requireName(name, 'Cluster name');
  requireCapacityProviders(world, capacityProviders);
  const cluster: Cluster = {
    arn: makeArn(world, `cluster/${name}`),
    name,
    status: 'ACTIVE',
    asked: {
      settings: settings.length > 0 ? settings : [{ name: 'containerInsights', value: 'disabled' }],
      configuration,
      serviceConnectDefaults,
    },
    capacityProviders,
    defaultStrategy: settleStrategy(wanted.defaultCapacityProviderStrategy ?? [], capacityProviders),
    tags,
  };
  world.ecs.clusters.set(cluster.arn, cluster);
  return cluster;
}

/** Creating one that stands gives it back as it is. */
export function createCluster(input: CreateClusterRequest, { world }: Call<World>): CreateClusterResponse {
  const name = input.clusterName ?? 'default';
  const standing = findCluster(world, name);
  const tags = readTags(input.tags);
  const cluster = standing?.status === 'ACTIVE' ? standing : addCluster(world, { ...input, name, tags });
  return { cluster: describe(world, cluster) };
}

export function describeClusters(input: DescribeClustersRequest, { world }: Call<World>): DescribeClustersResponse {
  requireAtMost(input.clusters, 100, 'clusters');
  const asked = (input.clusters?.length ? input.clusters : ['default']).map(
    (key) => [key, findCluster(world, key)] as const,
  );
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    clusters: asked.flatMap(([, cluster]) =>
      cluster === undefined ? [] : [{ ...describe(world, cluster), tags: withTags ? tagList(cluster.tags) : [] }],
    ),
    failures: asked.flatMap(([key, cluster]) =>
      cluster === undefined
        ? [{ arn: key.startsWith('arn:') ? key : makeArn(world, `cluster/${key}`), reason: 'MISSING' }]
        : [],
    ),
  };
}

export function listClusters(input: ListClustersRequest, { world }: Call<World>): ListClustersResponse {
  const active = [...world.ecs.clusters.values()].filter(({ status }) => status === 'ACTIVE');
  const { items, nextToken } = page(active, input);
  return { clusterArns: items.map(({ arn }) => arn), nextToken };
}

export function deleteCluster(input: DeleteClusterRequest, { world }: Call<World>): DeleteClusterResponse {
  const cluster = requireCluster(world, input.cluster);
  const { activeServicesCount = 0, runningTasksCount = 0, pendingTasksCount = 0 } = describe(world, cluster);
  if (activeServicesCount > 0) {
    const why = 'The Cluster cannot be deleted while Services are active.';
    throw new AwsError('ClusterContainsServicesException', why);
  }
  if (runningTasksCount + pendingTasksCount > 0)
    throw new AwsError('ClusterContainsTasksException', 'The Cluster cannot be deleted while Tasks are active.');
  cluster.status = 'INACTIVE';
  return { cluster: describe(world, cluster) };
}

export function putClusterCapacityProviders(
  input: PutClusterCapacityProvidersRequest,
  { world }: Call<World>,
): PutClusterCapacityProvidersResponse {
  const cluster = requireCluster(world, input.cluster);
  const { capacityProviders = [], defaultCapacityProviderStrategy = [] } = input;
  requireCapacityProviders(world, capacityProviders);
  cluster.defaultStrategy = settleStrategy(defaultCapacityProviderStrategy, capacityProviders);
  cluster.capacityProviders = capacityProviders;
  return { cluster: describe(world, cluster) };
}

function describe(world: World, cluster: Cluster): ClusterDescription {
  const tasks = [...world.ecs.tasks.values()].filter(({ clusterArn }) => clusterArn === cluster.arn);
  const services = [...world.ecs.services.values()].filter(({ clusterArn }) => clusterArn === cluster.arn);
  return {
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    status: cluster.status,
    registeredContainerInstancesCount: 0,
    runningTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING').length,
    pendingTasksCount: tasks.filter(({ lastStatus }) => lastStatus === 'PENDING' || lastStatus === 'PROVISIONING')
      .length,
    activeServicesCount: services.filter(({ status }) => status !== 'INACTIVE').length,
    statistics: [],
    tags: tagList(cluster.tags),
    ...cluster.asked,
    capacityProviders: cluster.capacityProviders,
    defaultCapacityProviderStrategy: cluster.defaultStrategy,
  };
}
