import type { Fault } from '../../../../schema/fault.ts';
import { listed, quote } from '../../../../schema/words.ts';
import { normalCpu, normalMemory } from '../../../../resources/task-definition/normal.ts';
import type { ContainerSpec } from '../container.ts';
import { isFargate } from '../names.ts';
import type { EcsSpec } from '../schema.ts';
import { at } from './check.ts';
import { fargateCpus, fargateMemories } from './fargate-sizes.ts';

/** What ECS, and Fargate most of all, refuses of a task definition. */
export function* fargate(spec: EcsSpec): Iterable<Fault> {
  const { taskDefinition: task } = spec;
  if (task.containers === undefined) return;
  yield* units(task);
  if (isFargate(spec)) yield* [...sizes(task), ...settings(task)];
  else if (spec.launchType === 'EC2' && task.ephemeralStorage !== undefined)
    yield { path: at('taskDefinition', 'ephemeralStorage'), onKey: true, message: 'goes only with Fargate' };
  yield* executionRole(task, isFargate(spec));
  for (const [index, container] of task.containers.entries())
    if (isFargate(spec))
      for (const fault of containerFaults(container))
        yield { ...fault, path: at('taskDefinition', 'containers', index, ...fault.path) };
}

type Task = EcsSpec['taskDefinition'];

function* units({ cpu, memory }: Task): Iterable<Fault> {
  if (cpu !== undefined && !isWhole(normalCpu(cpu)))
    yield {
      path: at('taskDefinition', 'cpu'),
      message: `must be CPU units or like "0.5 vCPU", is ${quote(String(cpu))}`,
    };
  if (memory !== undefined && !isWhole(normalMemory(memory)))
    yield { path: at('taskDefinition', 'memory'), message: `must be MiB or like "2 GB", is ${quote(String(memory))}` };
}

function isWhole(text: string): boolean {
  return /^[1-9]\d*$/.test(text);
}

function* sizes({ cpu: givenCpu, memory: givenMemory }: Task): Iterable<Fault> {
  for (const [field, given] of Object.entries({ cpu: givenCpu, memory: givenMemory }))
    if (given === undefined)
      yield {
        path: at('taskDefinition'),
        message: `"${field}" is missing`,
        hint: 'Fargate needs cpu and memory of the task',
      };
  if (givenCpu === undefined || givenMemory === undefined) return;
  const [cpu, memory] = [normalCpu(givenCpu), normalMemory(givenMemory)];
  if (!isWhole(cpu) || !isWhole(memory)) return;
  const memories = fargateMemories(Number(cpu));
  if (memories.length === 0)
    yield {
      path: at('taskDefinition', 'cpu'),
      message: `Fargate has no tasks with ${cpu} CPU units`,
      hint: `it has ${listed(fargateCpus.map(String), 'or')}`,
    };
  else if (!memories.includes(Number(memory)))
    yield {
      path: at('taskDefinition', 'memory'),
      message: `Fargate has no tasks with ${cpu} CPU units and ${memory} MiB`,
      hint: `with ${cpu} CPU units it has ${memoryText(memories)} MiB`,
    };
}

/** All of a few; of many, where they begin and end. */
function memoryText(memories: readonly number[]): string {
  const [first, second] = memories;
  if (memories.length <= 4 || first === undefined || second === undefined) return listed(memories.map(String), 'or');
  return `${first} to ${memories.at(-1)} in steps of ${second - first}`;
}

function* settings({
  networkMode = 'awsvpc',
  requiresCompatibilities,
  pidMode,
  ipcMode,
  placementConstraints,
  volumes = [],
}: Task): Iterable<Fault> {
  if (networkMode !== 'awsvpc')
    yield { path: at('taskDefinition', 'networkMode'), message: `must be awsvpc on Fargate, is ${networkMode}` };
  if (requiresCompatibilities !== undefined && !requiresCompatibilities.includes('FARGATE'))
    yield { path: at('taskDefinition', 'requiresCompatibilities'), message: 'must have FARGATE for tasks on Fargate' };
  if (pidMode === 'host') yield { path: at('taskDefinition', 'pidMode'), message: 'must be task on Fargate, is host' };
  if (ipcMode !== undefined)
    yield { path: at('taskDefinition', 'ipcMode'), onKey: true, message: 'Fargate has no ipcMode' };
  if (placementConstraints !== undefined)
    yield {
      path: at('taskDefinition', 'placementConstraints'),
      onKey: true,
      message: 'is about instances, of which Fargate has none',
    };
  for (const [index, volume] of volumes.entries()) {
    const here = (...path: Fault['path']): Fault['path'] => at('taskDefinition', 'volumes', index, ...path);
    if (volume.host?.sourcePath !== undefined)
      yield {
        path: here('host', 'sourcePath'),
        onKey: true,
        message: 'tasks on Fargate have no instance whose directories they could mount',
      };
    for (const field of ['dockerVolumeConfiguration', 'fsxWindowsFileServerVolumeConfiguration'] as const)
      if (volume[field] !== undefined)
        yield { path: here(field), onKey: true, message: 'tasks on Fargate have no instance that could mount it' };
  }
}

const drivers = ['awslogs', 'awsfirelens', 'splunk'];

function* containerFaults(container: ContainerSpec): Iterable<Fault> {
  const { privileged, logConfiguration, resourceRequirements, linuxParameters = {} } = container;
  if (privileged === true) yield { path: ['privileged'], message: 'no container is privileged on Fargate' };
  if (logConfiguration !== undefined && !drivers.includes(logConfiguration.logDriver))
    yield {
      path: ['logConfiguration', 'logDriver'],
      message: `must be ${listed(drivers, 'or')} on Fargate, is ${logConfiguration.logDriver}`,
    };
  if (resourceRequirements !== undefined)
    yield { path: ['resourceRequirements'], onKey: true, message: 'Fargate has no GPUs' };
  for (const field of ['disableNetworking', 'dockerSecurityOptions'] as const)
    if (container[field] !== undefined) yield { path: [field], onKey: true, message: `Fargate has no ${field}` };
  for (const field of ['devices', 'sharedMemorySize', 'maxSwap', 'swappiness', 'tmpfs'] as const)
    if (linuxParameters[field] !== undefined)
      yield { path: ['linuxParameters', field], onKey: true, message: `Fargate has no ${field}` };
}

const privateRegistry = /^\d{12}\.dkr\.ecr\./;

/** Reported only where it is certain: on an instance, the instance's own role may do for some of it. */
function* executionRole({ containers = [], executionRoleArn }: Task, onFargate: boolean): Iterable<Fault> {
  if (executionRoleArn !== undefined) return;
  const reasons = containers.flatMap(({ name, image, secrets = [], logConfiguration }) => [
    ...(secrets.length > 0 || (logConfiguration?.secretOptions ?? []).length > 0
      ? [`reads the secrets of ${name}`]
      : []),
    ...(onFargate && privateRegistry.test(image) ? [`pulls the image of ${name} from ECR`] : []),
    ...(onFargate && logConfiguration?.logDriver === 'awslogs' ? [`writes the logs of ${name} to CloudWatch`] : []),
  ]);
  if (reasons.length === 0) return;
  yield {
    path: at('taskDefinition'),
    message: `"executionRoleArn" is missing, by which ECS ${listed(reasons, 'and')}`,
  };
}
