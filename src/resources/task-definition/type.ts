import { sameSet, type Fields } from '../../core/fields.ts';
import type { ResourceType } from '../../core/resource.ts';

/** A family of revisions, by its latest one: a change of the content is a further revision. */
export interface TaskDefinitionState {
  readonly family: string;
  /** By name, each normalised. */
  readonly containers: Readonly<Record<string, Container>>;
  /** CPU units and MiB, as AWS spells them: `256`, `512`. */
  readonly cpu?: string;
  readonly memory?: string;
  readonly networkMode?: string;
  readonly requiresCompatibilities?: readonly string[];
  readonly executionRoleArn?: string;
  readonly taskRoleArn?: string;
  readonly runtimePlatform?: Readonly<Record<string, string>>;
  readonly ephemeralStorage?: { readonly sizeInGiB: number };
  /** By name, each normalised. */
  readonly volumes?: Readonly<Record<string, Volume>>;
  readonly placementConstraints?: readonly Content[];
  readonly proxyConfiguration?: Content;
  readonly pidMode?: string;
  readonly ipcMode?: string;
  readonly enableFaultInjection?: boolean;
  readonly tags?: Readonly<Record<string, string>>;
}

/** In AWS's own words, normalised. */
export type Content = Readonly<Record<string, unknown>>;

/** AWS's container definition without its name: nothing that AWS would fill in is missing, nothing that means nothing is there. */
export type Container = Content;

/** AWS's volume without its name. */
export type Volume = Content;

/** All content makes one revision. */
export type TaskDefinitionGroup = 'revision' | 'tags';

/** What tasks get that ask for no larger disk. */
export const STANDARD_DISK_GIB = 20;

/** A role or mode that is not set. */
const none = (): string => '';

export const taskDefinitionFields: Fields<TaskDefinitionState, TaskDefinitionGroup> = {
  family: { onChange: 'replace' },
  containers: { onChange: 'revision', keyed: true },
  cpu: { onChange: 'revision', default: none },
  memory: { onChange: 'revision', default: none },
  networkMode: { onChange: 'revision', default: () => 'bridge' },
  requiresCompatibilities: { onChange: 'revision', same: sameSet, default: () => [] },
  executionRoleArn: { onChange: 'revision', default: none },
  taskRoleArn: { onChange: 'revision', default: none },
  runtimePlatform: {
    onChange: 'revision',
    keyed: true,
    default: () => ({ cpuArchitecture: 'X86_64', operatingSystemFamily: 'LINUX' }),
  },
  ephemeralStorage: { onChange: 'revision', default: () => ({ sizeInGiB: STANDARD_DISK_GIB }) },
  volumes: { onChange: 'revision', keyed: true },
  placementConstraints: { onChange: 'revision', default: () => [] },
  // Without members it is no proxy.
  proxyConfiguration: { onChange: 'revision', default: () => ({}) },
  pidMode: { onChange: 'revision', default: none },
  ipcMode: { onChange: 'revision', default: none },
  enableFaultInjection: { onChange: 'revision', default: () => false },
  tags: { onChange: 'tags', keyed: true },
};

export const taskDefinitionType: ResourceType<TaskDefinitionState> = {
  name: 'task-definition',
  fields: taskDefinitionFields,
  nameOf: (state) => state.family,
  changesOutputs: { revision: ['arn'] },
  taggable: true,
};
