import type {
  Container,
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  StopTaskRequest,
  StopTaskResponse,
  Task as TaskDescription,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { isFargateProvider } from './capacity-providers.ts';
import { makeArn, nameIn } from './arns.ts';
import { refuse } from './constraints.ts';
import { findTask, findTaskDefinition, requireCluster, requireService, revisionOf } from './find.ts';
import { page } from './paging.ts';
import type { Service, Task } from './state.ts';
import { tagList } from './tags.ts';
import { stopTask } from './task-life.ts';

const MOST_TASKS = 100;

/** Those that are to run, unless the stopped ones are asked for. */
export function listTasks(input: ListTasksRequest, { world }: Call<World>): ListTasksResponse {
  const cluster = requireCluster(world, input.cluster);
  const { serviceName, family, startedBy, desiredStatus = 'RUNNING' } = input;
  const service = serviceName === undefined ? undefined : requireService(world, cluster, serviceName);
  const found = [...world.ecs.tasks.values()].filter(
    (task) =>
      task.clusterArn === cluster.arn &&
      task.desiredStatus === desiredStatus &&
      (service === undefined || task.serviceArn === service.arn) &&
      (startedBy === undefined || task.deploymentId === startedBy) &&
      (family === undefined || familyOf(serviceOf(world, task), task) === family),
  );
  const { items, nextToken } = page(found, input);
  return { taskArns: items.map(({ arn }) => arn), nextToken };
}

export function describeTasks(input: DescribeTasksRequest, { world }: Call<World>): DescribeTasksResponse {
  const cluster = requireCluster(world, input.cluster);
  const asked = input.tasks ?? [];
  if (asked.length === 0) refuse('Tasks cannot be empty.');
  if (asked.length > MOST_TASKS) refuse(`Tasks can have at most ${MOST_TASKS} items.`);
  const found = asked.map((key) => [key, findTask(world, cluster, key)] as const);
  const withTags = input.include?.includes('TAGS') ?? false;
  return {
    tasks: found.flatMap(([, task]) =>
      task === undefined ? [] : [{ ...describe(world, task), ...(withTags ? { tags: tagList(task.tags) } : {}) }],
    ),
    failures: found.flatMap(([key, task]) =>
      task === undefined
        ? [{ arn: key.startsWith('arn:') ? key : makeArn(world, `task/${cluster.name}/${key}`), reason: 'MISSING' }]
        : [],
    ),
  };
}

export function stopTaskByHand(input: StopTaskRequest, { world }: Call<World>): StopTaskResponse {
  const task = findTask(world, requireCluster(world, input.cluster), input.task ?? '');
  if (task === undefined) refuse('The referenced task was not found.');
  const stoppedReason = input.reason ?? 'Task stopped by user';
  stopTask(world, serviceOf(world, task), task, { stopCode: 'UserInitiated', stoppedReason });
  return { task: describe(world, task) };
}

function describe(world: World, task: Task): TaskDescription {
  const service = serviceOf(world, task);
  const { deployable, launchType } = revisionOf(service, task);
  const definition = findTaskDefinition(world, deployable.taskDefinition)?.description;
  return {
    taskArn: task.arn,
    taskDefinitionArn: deployable.taskDefinition,
    clusterArn: task.clusterArn,
    group: `service:${service.name}`,
    startedBy: task.deploymentId,
    lastStatus: task.lastStatus,
    desiredStatus: task.desiredStatus,
    cpu: definition?.cpu,
    memory: definition?.memory,
    ...(task.capacityProvider === undefined ? {} : { capacityProviderName: task.capacityProvider }),
    launchType: isFargateProvider(task.capacityProvider) ? 'FARGATE' : launchType,
    platformVersion: deployable.platformVersion === 'LATEST' ? '1.4.0' : deployable.platformVersion,
    platformFamily: deployable.platformFamily,
    availabilityZone: world.ec2.subnets.get(task.subnetId)?.availabilityZone,
    connectivity: 'CONNECTED',
    enableExecuteCommand: service.settings.enableExecuteCommand,
    healthStatus: 'UNKNOWN',
    createdAt: new Date(task.createdAt),
    ...time('startedAt', task.startedAt),
    ...time('stoppingAt', task.stoppingAt),
    ...time('stoppedAt', task.stoppedAt),
    ...(task.stopCode === undefined ? {} : { stopCode: task.stopCode, stoppedReason: task.stoppedReason }),
    attachments: [describeAttachment(task)],
    containers: (definition?.containerDefinitions ?? []).map(({ name = '', image, cpu }) => ({
      containerArn: makeArn(world, `container/${nameIn(task.clusterArn)}/${task.id}/${name}`),
      taskArn: task.arn,
      name,
      image,
      cpu: String(cpu),
      lastStatus: containerStatus(task),
      networkInterfaces: [{ attachmentId: task.networkInterfaceId, privateIpv4Address: task.address }],
      healthStatus: 'UNKNOWN' as const,
      ...(task.stopCode === 'TaskFailedToStart' ? { reason: task.stoppedReason } : {}),
    })) satisfies Container[],
    tags: [],
    version: 1,
  };
}

function describeAttachment(task: Task): NonNullable<TaskDescription['attachments']>[number] {
  return {
    id: task.networkInterfaceId,
    type: 'ElasticNetworkInterface',
    status: task.lastStatus === 'STOPPED' ? 'DELETED' : task.lastStatus === 'PROVISIONING' ? 'PRECREATED' : 'ATTACHED',
    details: [
      { name: 'subnetId', value: task.subnetId },
      { name: 'networkInterfaceId', value: task.networkInterfaceId },
      { name: 'privateIPv4Address', value: task.address },
    ],
  };
}

function containerStatus({ lastStatus }: Task): string {
  if (lastStatus === 'STOPPED' || lastStatus === 'RUNNING') return lastStatus;
  return lastStatus === 'PROVISIONING' || lastStatus === 'PENDING' ? 'PENDING' : 'RUNNING';
}

function time(name: 'startedAt' | 'stoppedAt' | 'stoppingAt', at: number | undefined): object {
  return at === undefined ? {} : { [name]: new Date(at) };
}

function familyOf(service: Service, task: Task): string | undefined {
  return nameIn(revisionOf(service, task).deployable.taskDefinition).split(':')[0];
}

function serviceOf(world: World, task: Task): Service {
  const service = world.ecs.services.get(task.serviceArn);
  if (service === undefined) throw new Error(`task ${task.arn} has lost its service`);
  return service;
}
