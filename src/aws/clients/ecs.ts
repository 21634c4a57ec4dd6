import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListClustersCommand,
  ListServiceDeploymentsCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  UntagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import type { EcsOperation } from '../operations.ts';

export { ECSClient as Client };

export const commands = {
  describeClusters: DescribeClustersCommand,
  listClusters: ListClustersCommand,
  listServices: ListServicesCommand,
  describeServices: DescribeServicesCommand,
  describeTaskDefinition: DescribeTaskDefinitionCommand,
  listTaskDefinitions: ListTaskDefinitionsCommand,
  describeTasks: DescribeTasksCommand,
  listTasks: ListTasksCommand,
  listServiceDeployments: ListServiceDeploymentsCommand,
  describeServiceRevisions: DescribeServiceRevisionsCommand,
  createService: CreateServiceCommand,
  updateService: UpdateServiceCommand,
  deleteService: DeleteServiceCommand,
  registerTaskDefinition: RegisterTaskDefinitionCommand,
  deregisterTaskDefinition: DeregisterTaskDefinitionCommand,
  tagResource: TagResourceCommand,
  untagResource: UntagResourceCommand,
} satisfies Record<EcsOperation, unknown>;
