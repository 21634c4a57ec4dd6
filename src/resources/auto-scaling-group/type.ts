import type { ResourceType } from '../../core/resource.ts';
import { autoScalingGroupFields, NAME_LIMIT } from './fields.ts';
import type { AutoScalingGroupState } from './state.ts';

export const autoScalingGroupType: ResourceType<AutoScalingGroupState> = {
  name: 'auto-scaling-group',
  fields: autoScalingGroupFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};
