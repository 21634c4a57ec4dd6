import { standingSecurityGroups } from '../by-id.ts';
import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { SecurityGroupGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { SecurityGroupState } from './state.ts';
import { securityGroupType } from './type.ts';

export const securityGroup: Resource<SecurityGroupState, SecurityGroupGroup> = {
  ...securityGroupType,
  observe,
  taggedAs: 'ec2:security-group',
  standing: standingSecurityGroups,
  apply,
};
