import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { LaunchTemplateGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { LaunchTemplateState } from './state.ts';
import { launchTemplateType } from './type.ts';

export const launchTemplate: Resource<LaunchTemplateState, LaunchTemplateGroup> = {
  ...launchTemplateType,
  ofServices: true,
  observe,
  apply,
};
