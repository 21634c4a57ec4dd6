import type {
  DescribeTaskDefinitionResponse,
  RegisterTaskDefinitionRequest,
  TaskDefinition,
} from '@aws-sdk/client-ecs';
import { userTags } from '../../core/ownership.ts';
import type { Live } from '../../core/resource.ts';
import { fromEcsTags } from '../ecs-tags.ts';
import { present } from '../present.ts';
import { normalContent, normalOthers } from './normal.ts';
import { STANDARD_DISK_GIB, type TaskDefinitionState } from './type.ts';

type Content = Omit<RegisterTaskDefinitionRequest, 'tags'>;

/** What is registered; what is not set is left out. */
export function toSdk(state: TaskDefinitionState): Content {
  const {
    family,
    containers,
    volumes = {},
    requiresCompatibilities = [],
    runtimePlatform = {},
    placementConstraints = [],
    proxyConfiguration = {},
    tags: _,
    ...same
  } = state;
  const { ephemeralStorage: disk, ...texts } = same;
  const set = Object.fromEntries(Object.entries(texts).filter(([, value]) => value !== ''));
  return {
    ...(set as Partial<Content>),
    family,
    containerDefinitions: named(containers),
    ...(Object.keys(volumes).length === 0 ? {} : { volumes: named(volumes) }),
    ...(requiresCompatibilities.length === 0
      ? {}
      : { requiresCompatibilities: [...requiresCompatibilities] as Content['requiresCompatibilities'] }),
    ...(Object.keys(runtimePlatform).length === 0 ? {} : { runtimePlatform }),
    ...(placementConstraints.length === 0 ? {} : { placementConstraints: [...placementConstraints] }),
    ...(Object.keys(proxyConfiguration).length === 0
      ? {}
      : { proxyConfiguration: proxyConfiguration as unknown as Content['proxyConfiguration'] }),
    ...(disk === undefined || disk.sizeInGiB === STANDARD_DISK_GIB ? {} : { ephemeralStorage: disk }),
  };
}

function named(items: Readonly<Record<string, object>>): { name: string }[] {
  return Object.entries(items).map(([name, item]) => ({ name, ...item }));
}

/** A revision with its tags. */
export function toLive({
  taskDefinition = {},
  tags: pairs,
}: DescribeTaskDefinitionResponse): Live<TaskDefinitionState> {
  const { taskDefinitionArn: arn = '', family = '' } = taskDefinition;
  const tags = fromEcsTags(pairs);
  return {
    type: 'task-definition',
    physical: arn,
    name: family,
    state: { ...stateOf(taskDefinition), family, tags: userTags(tags) },
    tags,
    outputs: { arn },
    uses: [],
  };
}

function stateOf(definition: TaskDefinition): Omit<TaskDefinitionState, 'family' | 'tags'> {
  const { networkMode, containerDefinitions = [], volumes = [], runtimePlatform, ephemeralStorage } = definition;
  return {
    ...normalContent(present({ networkMode }), containerDefinitions, volumes),
    ...normalOthers(definition),
    ...present({
      networkMode,
      cpu: definition.cpu,
      memory: definition.memory,
      requiresCompatibilities: definition.requiresCompatibilities,
      executionRoleArn: definition.executionRoleArn,
      taskRoleArn: definition.taskRoleArn,
      pidMode: definition.pidMode,
      ipcMode: definition.ipcMode,
      enableFaultInjection: definition.enableFaultInjection,
      runtimePlatform: runtimePlatform && (present(runtimePlatform) as Record<string, string>),
    }),
    ...(ephemeralStorage?.sizeInGiB === undefined
      ? {}
      : { ephemeralStorage: { sizeInGiB: ephemeralStorage.sizeInGiB } }),
  };
}
