import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { TaskDefinitionGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { TaskDefinitionState } from './state.ts';
import { taskDefinitionType } from './type.ts';

export const taskDefinition: Resource<TaskDefinitionState, TaskDefinitionGroup> = {
  ...taskDefinitionType,
  observedAfter: 'ecs-service',
  ofServices: true,
  observe,
  taggedAs: 'ecs:task-definition',
  apply,
};
