import type { Resource } from '../resource.ts';
import { apply } from './apply.ts';
import type { SecurityGroupRuleGroup } from './fields.ts';
import { observe } from './observe.ts';
import type { SecurityGroupRuleState } from './state.ts';
import { securityGroupRuleType } from './type.ts';

export const securityGroupRule: Resource<SecurityGroupRuleState, SecurityGroupRuleGroup> = {
  ...securityGroupRuleType,
  observe,
  apply,
};
