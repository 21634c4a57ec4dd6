import type {
  Deployment as DeploymentDescription,
  DescribeServicesRequest,
  DescribeServicesResponse,
  Service as ServiceDescription,
} from '@aws-sdk/client-ecs';
import { callerArn } from '../sts/index.ts';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { refuse } from './constraints.ts';
import { findService, primaryOf, requireCluster, revisionOf, tasksOf } from './find.ts';
import { rolloutUnderWay } from './rollouts.ts';
import { wantedOf } from './shifting.ts';
import type { Deployment, Service, Task } from './state.ts';
import { tagList } from './tags.ts';

const MOST_SERVICES = 10;

export function describeServices(input: DescribeServicesRequest, { world }: Call<World>): DescribeServicesResponse {
  const cluster = requireCluster(world, input.cluster);
  const asked = input.services ?? [];
  if (asked.length === 0) refuse('Services cannot be empty.');
  if (asked.length > MOST_SERVICES) refuse(`Services can have at most ${MOST_SERVICES} items.`);
  const found = asked.map((key) => [key, findService(world, cluster, key)] as const);
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    services: found.flatMap(([, service]) =>
      service === undefined
        ? []
        : [{ ...describeService(world, service), ...(withTags ? { tags: tagList(service.tags) } : {}) }],
    ),
    failures: found.flatMap(([key, service]) =>
      service === undefined
        ? [{ arn: key.startsWith('arn:') ? key : makeArn(world, `service/${cluster.name}/${key}`), reason: 'MISSING' }]
        : [],
    ),
  };
}

/** A service as it is told in every answer. */
export function describeService(world: World, service: Service): ServiceDescription {
  const tasks = tasksOf(world, service);
  const primary = revisionOf(service, primaryOf(service));
  const { deployable } = primary;
  const under = rolloutUnderWay(service);
  return {
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.clusterArn,
    status: service.status,
    desiredCount: service.desiredCount,
    ...count(tasks),
    ...service.settings,
    ...deployable,
    loadBalancers: [...deployable.loadBalancers],
    capacityProviderStrategy:
      service.settings.capacityProviderStrategy.length > 0 ? service.settings.capacityProviderStrategy : undefined,
    deployments:
      service.status === 'INACTIVE' ? [] : service.deployments.map((each) => describeDeployment(service, each, tasks)),
    events: service.events,
    createdAt: new Date(service.createdAt),
    createdBy: callerArn(world.account),
    ...(under === undefined ? {} : { currentServiceDeployment: under.arn }),
    currentServiceRevisions: service.deployments.map((each) => ({
      arn: each.revisionArn,
      requestedTaskCount: wantedOf(service, each),
      ...counts(tasks, each.revisionArn),
    })),
  };
}

/** How many of a revision's tasks run, and how many are on their way, under the names that revisions are told with. */
export function counts(
  tasks: readonly Task[],
  revisionArn: string,
): { runningTaskCount: number; pendingTaskCount: number } {
  const { runningCount, pendingCount } = count(tasks.filter((task) => task.revisionArn === revisionArn));
  return { runningTaskCount: runningCount, pendingTaskCount: pendingCount };
}

function describeDeployment(service: Service, deployment: Deployment, tasks: readonly Task[]): DeploymentDescription {
  const { deployable, launchType, capacityProviderStrategy = [] } = revisionOf(service, deployment);
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: deployable.taskDefinition,
    desiredCount: wantedOf(service, deployment),
    ...count(tasks.filter((task) => task.deploymentId === deployment.id)),
    failedTasks: deployment.failedTasks,
    createdAt: new Date(deployment.createdAt),
    updatedAt: new Date(deployment.updatedAt),
    launchType,
    ...(capacityProviderStrategy.length > 0 ? { capacityProviderStrategy: [...capacityProviderStrategy] } : {}),
    platformVersion: deployable.platformVersion,
    platformFamily: deployable.platformFamily,
    networkConfiguration: deployable.networkConfiguration,
    serviceConnectConfiguration: deployable.serviceConnectConfiguration,
    volumeConfigurations: deployable.volumeConfigurations,
    vpcLatticeConfigurations: deployable.vpcLatticeConfigurations,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}

/** Tasks that drain still run. */
function count(tasks: readonly Task[]): { runningCount: number; pendingCount: number } {
  return {
    runningCount: tasks.filter(({ lastStatus }) => lastStatus === 'RUNNING' || lastStatus === 'DEACTIVATING').length,
    pendingCount: tasks.filter(({ lastStatus }) => lastStatus === 'PROVISIONING' || lastStatus === 'PENDING').length,
  };
}
