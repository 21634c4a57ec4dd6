import type { Operation } from '../service.ts';
import type { World } from '../world.ts';
import { createCapacityProvider, describeCapacityProviders } from './capacity-providers.ts';
import {
  createCluster,
  deleteCluster,
  describeClusters,
  listClusters,
  putClusterCapacityProviders,
} from './clusters.ts';
import { describeServices } from './describe-services.ts';
import { describeServiceDeployments, describeServiceRevisions, listServiceDeployments } from './service-deployments.ts';
import { createService, deleteService, listServices, updateService } from './services.ts';
import { listTagsForResource, tagResource, untagResource } from './tags.ts';
import {
  deregisterTaskDefinition,
  describeTaskDefinition,
  listTaskDefinitions,
  registerTaskDefinition,
} from './task-definitions.ts';
import { describeTasks, listTasks, stopTaskByHand } from './tasks.ts';

/** Every operation of the service, by AWS's name for it. */
export const ecsOperations: Readonly<Record<string, Operation<World>>> = {
  CreateCluster: createCluster,
  DescribeClusters: describeClusters,
  ListClusters: listClusters,
  DeleteCluster: deleteCluster,
  PutClusterCapacityProviders: putClusterCapacityProviders,
  CreateCapacityProvider: createCapacityProvider,
  DescribeCapacityProviders: describeCapacityProviders,

  RegisterTaskDefinition: registerTaskDefinition,
  DescribeTaskDefinition: describeTaskDefinition,
  ListTaskDefinitions: listTaskDefinitions,
  DeregisterTaskDefinition: deregisterTaskDefinition,

  CreateService: createService,
  UpdateService: updateService,
  DescribeServices: describeServices,
  ListServices: listServices,
  DeleteService: deleteService,
  ListServiceDeployments: listServiceDeployments,
  DescribeServiceDeployments: describeServiceDeployments,
  DescribeServiceRevisions: describeServiceRevisions,

  ListTasks: listTasks,
  DescribeTasks: describeTasks,
  StopTask: stopTaskByHand,

  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: listTagsForResource,
};
