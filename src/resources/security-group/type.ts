import type { ResourceType } from '../../core/resource.ts';
import { NAME_LIMIT, securityGroupFields } from './fields.ts';
import type { SecurityGroupState } from './state.ts';

export const securityGroupType: ResourceType<SecurityGroupState> = {
  name: 'security-group',
  fields: securityGroupFields,
  // Unique in its VPC only, which a live group has among its outputs.
  nameOf: (state) => state.name,
  nameLimit: NAME_LIMIT,
  taggable: true,
};
