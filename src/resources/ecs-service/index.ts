import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { EcsServiceGroup } from './fields.ts';
import { observe, poll } from './observe.ts';
import type { EcsServiceState } from './state.ts';
import { ecsServiceType } from './type.ts';

export const ecsService: Resource<EcsServiceState, EcsServiceGroup> = {
  ...ecsServiceType,
  ofServices: true,
  observe,
  taggedAs: 'ecs:service',
  poll,
  apply,
};
