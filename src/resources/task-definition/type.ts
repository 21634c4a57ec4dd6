import type { ResourceType } from '../../core/resource.ts';
import { taskDefinitionFields } from './fields.ts';
import type { TaskDefinitionState } from './state.ts';

export const taskDefinitionType: ResourceType<TaskDefinitionState> = {
  name: 'task-definition',
  fields: taskDefinitionFields,
  nameOf: (state) => state.family,
  renews: { revision: ['arn'] },
  taggable: true,
};
