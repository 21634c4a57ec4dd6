import { sameSet, type Fields } from '../../core/fields.ts';
import type { TaskDefinitionState } from './state.ts';

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
  pidMode: { onChange: 'revision', default: none },
  ipcMode: { onChange: 'revision', default: none },
  enableFaultInjection: { onChange: 'revision', default: () => false },
  tags: { onChange: 'tags', keyed: true },
};
