import type {
  DescribeTasksRequest,
  DescribeTasksResponse,
  ListTasksRequest,
  ListTasksResponse,
  StopTaskRequest,
  StopTaskResponse,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import type { World } from '../world.ts';
import { makeArn, nameIn } from './arns.ts';
import { refuse } from './constraints.ts';
import { describeTask, serviceOf } from './describe-task.ts';
import { findTask, requireCluster, requireService, revisionOf } from './find.ts';
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
      task === undefined ? [] : [{ ...describeTask(world, task), ...(withTags ? { tags: tagList(task.tags) } : {}) }],
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
  return { task: describeTask(world, task) };
}

function familyOf(service: Service, task: Task): string | undefined {
  return nameIn(revisionOf(service, task).deployable.taskDefinition).split(':')[0];
}
