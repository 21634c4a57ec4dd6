import { plain } from '../../core/inventory.ts';
import type { Live, ResourceType } from '../../core/resource.ts';
import { pairBy, type Likeness } from '../pairing.ts';
import { securityGroupRuleFields } from './fields.ts';
import { identityOf } from './normal.ts';
import type { SecurityGroupRuleState } from './state.ts';

/** A peer that AWS has yet to name is like none that stands. */
const byIdentity: Likeness<SecurityGroupRuleState> = {
  wanted: ({ state }) => identityOf(state),
  live: ({ state }) => identityOf(state),
};

export const securityGroupRuleType: ResourceType<SecurityGroupRuleState> = {
  name: 'security-group-rule',
  parent: 'security-group',
  fields: securityGroupRuleFields,
  pair: (wanted, live) => pairBy([byIdentity], wanted, live),
  goesWithParent: (live) => referencedGroup(live) === undefined,
  taggable: false,
};

/** The other group that a rule admits, if it admits one: it can't be deleted as long as this rule stands. */
export function referencedGroup({ state, parent }: Live<SecurityGroupRuleState>): string | undefined {
  if (!('securityGroup' in state.peer)) return undefined;
  const id = plain(state.peer.securityGroup);
  return id === parent ? undefined : id;
}
