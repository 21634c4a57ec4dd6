import { allPages, chunks, ECS_PAGE } from '../../aws/pages.ts';
import type { EcsPort } from '../../aws/ports.ts';
import type { Live } from '../../core/resource.ts';
import type { ServiceEvidence, TaskEvidence } from '../../diagnosis/evidence.ts';
import { partsOf } from '../../resources/ecs-service/names.ts';
import type { EcsServiceState } from '../../resources/ecs-service/type.ts';
import { present } from '../../resources/present.ts';

/** What ECS says of a service, and of the tasks that it runs or stopped in the last hour. */
export async function readService(ecs: EcsPort, { state }: Live<EcsServiceState>): Promise<ServiceEvidence> {
  const { cluster, service } = partsOf(state.name);
  const [described, running, stopped] = await Promise.all([
    ecs.describeServices({ cluster, services: [service] }),
    listTasks(ecs, { cluster, service, desiredStatus: 'RUNNING' }),
    listTasks(ecs, { cluster, service, desiredStatus: 'STOPPED' }),
  ]);
  const tasks = await describeTasks(ecs, cluster, [...running, ...stopped]);
  const { events = [], deployments = [] } = described.services?.[0] ?? {};
  const primary = deployments.find(({ status }) => status === 'PRIMARY');
  return {
    events: events.map(({ createdAt, message = '' }) => ({ at: Number(createdAt), message })),
    tasks: tasks.toSorted((a, b) => b.createdAt - a.createdAt),
    ...(primary?.createdAt === undefined ? {} : { deployedAt: Number(primary.createdAt) }),
  };
}

interface Asked {
  readonly cluster: string;
  readonly service: string;
  readonly desiredStatus: 'RUNNING' | 'STOPPED';
}

function listTasks(ecs: EcsPort, { cluster, service: serviceName, desiredStatus }: Asked): Promise<string[]> {
  return allPages(
    ecs.listTasks,
    { cluster, serviceName, desiredStatus, maxResults: ECS_PAGE },
    (page) => page.taskArns,
    { tokenIn: 'nextToken' },
  );
}

async function describeTasks(ecs: EcsPort, cluster: string, arns: readonly string[]): Promise<TaskEvidence[]> {
  const pages = await Promise.all(chunks(arns, ECS_PAGE).map((tasks) => ecs.describeTasks({ cluster, tasks })));
  return pages.flatMap((page) => page.tasks ?? []).map(taskOf);
}

type Task = NonNullable<Awaited<ReturnType<EcsPort['describeTasks']>>['tasks']>[number];

function taskOf(task: Task): TaskEvidence {
  const { taskArn = '', createdAt, lastStatus: status = '', stopCode, stoppedReason } = task;
  const endedAt = task.stoppingAt ?? task.stoppedAt;
  const details = (task.attachments ?? []).flatMap((attachment) => attachment.details ?? []);
  const subnet = details.find(({ name }) => name === 'subnetId')?.value;
  return {
    id: taskArn.slice(taskArn.lastIndexOf('/') + 1),
    createdAt: Number(createdAt),
    status,
    ...(endedAt === undefined ? {} : { endedAt: Number(endedAt) }),
    ...present({ subnet, stopCode, stoppedReason }),
    containers: (task.containers ?? []).map(({ name = '', exitCode, reason }) => ({
      name,
      ...present({ exitCode, reason }),
    })),
  };
}
