import type { ResourceType } from '../../core/resource.ts';
import { launchTemplateFields, NAME_LIMIT } from './fields.ts';
import type { LaunchTemplateState } from './state.ts';

export const launchTemplateType: ResourceType<LaunchTemplateState> = {
  name: 'launch-template',
  fields: launchTemplateFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  renews: { version: ['version'] },
  taggable: true,
};
