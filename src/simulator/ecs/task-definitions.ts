import type {
  Compatibility,
  DeregisterTaskDefinitionRequest,
  DeregisterTaskDefinitionResponse,
  DescribeTaskDefinitionRequest,
  DescribeTaskDefinitionResponse,
  ListTaskDefinitionsRequest,
  ListTaskDefinitionsResponse,
  RegisterTaskDefinitionRequest,
  RegisterTaskDefinitionResponse,
  TaskDefinition as TaskDefinitionDescription,
} from '@aws-sdk/client-ecs';
import type { Call } from '../service.ts';
import { callerArn } from '../sts/index.ts';
import type { World } from '../world.ts';
import { makeArn } from './arns.ts';
import { refuseClient, required } from './constraints.ts';
import { settleContainers } from './container-definitions.ts';
import { requireDefinitionValues } from './enumerations.ts';
import { cpuUnits, isFargateSize, mebibytes, requireFargateSize } from './fargate-sizes.ts';
import { findTaskDefinition } from './find.ts';
import { requireFargateDefinition } from './on-fargate.ts';
import { page } from './paging.ts';
import type { TaskDefinition } from './state.ts';
import { readTags, tagList } from './tags.ts';

/** Each registering makes a new revision, whether anything is new in it or not. */
export function registerTaskDefinition(
  input: RegisterTaskDefinitionRequest,
  { world }: Call<World>,
): RegisterTaskDefinitionResponse {
  const { tags: asked, ...rest } = input;
  const family = required(input.family, 'family');
  if (!/^[\w-]{1,255}$/.test(family)) refuseClient('Family should match pattern ^[a-zA-Z0-9_-]{1,255}$');
  requireDefinitionValues(input);
  const tags = readTags(asked);
  const settled = settle(rest);
  const revision = 1 + Math.max(0, ...ofFamily(world, family).map((definition) => definition.revision));
  const arn = makeArn(world, `task-definition/${family}:${revision}`);
  const definition: TaskDefinition = {
    arn,
    family,
    revision,
    description: {
      ...settled,
      taskDefinitionArn: arn,
      revision,
      registeredAt: new Date(world.clock.now()),
      registeredBy: callerArn(world.account),
    },
    deregisteredAt: undefined,
    tags,
  };
  world.ecs.taskDefinitions.set(arn, definition);
  return { taskDefinition: describe(definition), tags: tagList(tags) };
}

export function describeTaskDefinition(
  input: DescribeTaskDefinitionRequest,
  { world }: Call<World>,
): DescribeTaskDefinitionResponse {
  const definition = findTaskDefinition(world, required(input.taskDefinition, 'taskDefinition'));
  if (definition === undefined) return refuseClient('Unable to describe task definition.');
  const withTags = input.include?.includes('TAGS') ?? false;
  return { taskDefinition: describe(definition), ...(withTags ? { tags: tagList(definition.tags) } : {}) };
}

export function listTaskDefinitions(
  { familyPrefix: family, status = 'ACTIVE', sort = 'ASC', ...request }: ListTaskDefinitionsRequest,
  { world }: Call<World>,
): ListTaskDefinitionsResponse {
  const found = [...world.ecs.taskDefinitions.values()]
    .filter((definition) => (family === undefined || definition.family === family) && statusOf(definition) === status)
    .sort((a, b) => (a.family === b.family ? a.revision - b.revision : a.family < b.family ? -1 : 1));
  const { items, nextToken } = page(sort === 'DESC' ? found.reverse() : found, request);
  return { taskDefinitionArns: items.map(({ arn }) => arn), nextToken };
}

export function deregisterTaskDefinition(
  input: DeregisterTaskDefinitionRequest,
  { world }: Call<World>,
): DeregisterTaskDefinitionResponse {
  const asked = required(input.taskDefinition, 'taskDefinition');
  if (!/:\d+$/.test(asked)) refuseClient('Task definition must include revision.');
  const definition = findTaskDefinition(world, asked);
  if (definition === undefined) return refuseClient('The specified task definition does not exist.');
  definition.deregisteredAt ??= world.clock.now();
  return { taskDefinition: describe(definition) };
}

function settle(input: Omit<RegisterTaskDefinitionRequest, 'tags'>): TaskDefinitionDescription {
  const requires = input.requiresCompatibilities ?? [];
  const needsFargate = requires.includes('FARGATE');
  const networkMode = input.networkMode ?? 'bridge';
  const cpu = cpuUnits(input.cpu);
  const memory = mebibytes(input.memory);
  if (needsFargate && networkMode !== 'awsvpc') refuseClient(`Fargate only supports network mode 'awsvpc'.`);
  if (needsFargate) {
    requireFargateSize(cpu, memory);
    requireFargateDefinition(input);
  }
  if ((input.volumes ?? []).filter(({ configuredAtLaunch }) => configuredAtLaunch).length > 1)
    refuseClient('Task definition can have at most one volume that is configured at launch.');
  const frame = { networkMode, hasMemory: memory !== undefined };
  const fitsFargate = networkMode === 'awsvpc' && isFargateSize(cpu, memory);
  const compatibilities: Compatibility[] = fitsFargate ? ['EC2', 'FARGATE'] : ['EC2'];
  return {
    ...input,
    containerDefinitions: settleContainers(input.containerDefinitions ?? [], frame),
    networkMode,
    cpu,
    memory,
    volumes: input.volumes ?? [],
    placementConstraints: input.placementConstraints ?? [],
    requiresAttributes: [],
    compatibilities,
    enableFaultInjection: input.enableFaultInjection ?? false,
    ...(input.requiresCompatibilities === undefined ? {} : { requiresCompatibilities: requires }),
  };
}

function ofFamily(world: World, family: string): TaskDefinition[] {
  return [...world.ecs.taskDefinitions.values()].filter((definition) => definition.family === family);
}

function statusOf({ deregisteredAt }: TaskDefinition): 'ACTIVE' | 'INACTIVE' {
  return deregisteredAt === undefined ? 'ACTIVE' : 'INACTIVE';
}

function describe(definition: TaskDefinition): TaskDefinitionDescription {
  const { description, deregisteredAt } = definition;
  return {
    ...description,
    status: statusOf(definition),
    ...(deregisteredAt === undefined ? {} : { deregisteredAt: new Date(deregisteredAt) }),
  };
}
