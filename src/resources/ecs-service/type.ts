import type { ResourceType } from '../../core/resource.ts';
import { checkChange } from './change.ts';
import { ecsServiceFields, NAME_LIMIT } from './fields.ts';
import type { EcsServiceState } from './state.ts';

export const ecsServiceType: ResourceType<EcsServiceState> = {
  name: 'ecs-service',
  fields: ecsServiceFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  checkChange,
  // ECS refuses a target group that no listener or rule forwards to yet.
  afterUsersOf: 'target-group',
  taggable: true,
};
