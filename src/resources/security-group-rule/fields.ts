import type { Fields } from '../../core/fields.ts';
import type { SecurityGroupRuleState } from './state.ts';

export type SecurityGroupRuleGroup = 'description';

/** All but the description is the rule's identity: rules are paired by it, so that it never differs. */
export const securityGroupRuleFields: Fields<SecurityGroupRuleState, SecurityGroupRuleGroup> = {
  // Siblings are the rules of one group, so there is nothing to compare.
  group: { onChange: 'replace', same: () => true, path: '' },
  direction: { onChange: 'replace' },
  protocol: { onChange: 'replace' },
  fromPort: { onChange: 'replace' },
  toPort: { onChange: 'replace' },
  peer: { onChange: 'replace' },
  description: { onChange: 'description' },
};
