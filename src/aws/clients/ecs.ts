import {
  CreateServiceCommand,
  DeleteServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeClustersCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
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
  describeServices: DescribeServicesCommand,
  describeTaskDefinition: DescribeTaskDefinitionCommand,
  listTaskDefinitions: ListTaskDefinitionsCommand,
  describeTasks: DescribeTasksCommand,
  listTasks: ListTasksCommand,
  describeServiceDeployments: DescribeServiceDeploymentsCommand,
  listServiceDeployments: ListServiceDeploymentsCommand,
  createService: CreateServiceCommand,
  updateService: UpdateServiceCommand,
  deleteService: DeleteServiceCommand,
  registerTaskDefinition: RegisterTaskDefinitionCommand,
  deregisterTaskDefinition: DeregisterTaskDefinitionCommand,
  tagResource: TagResourceCommand,
  untagResource: UntagResourceCommand,
} satisfies Record<EcsOperation, unknown>;
