import type { ResourceType } from '../../core/resource.ts';
import { NAME_LIMIT, targetGroupFields } from './fields.ts';
import type { TargetGroupState } from './state.ts';

export const targetGroupType: ResourceType<TargetGroupState> = {
  name: 'target-group',
  fields: targetGroupFields,
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};
