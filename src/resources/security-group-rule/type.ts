import { plain } from '../../core/inventory.ts';
import type { Live, ResourceType } from '../../core/resource.ts';
import { pairBy, type Likeness } from '../pairing.ts';
import { securityGroupRuleFields } from './fields.ts';
import { allowAllEgressV6, DEFAULT_EGRESS_KEY, identityOf } from './normal.ts';
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
  // Where nothing is said of egress, what AWS allows by itself stays; it does so for IPv6 too in a network that has it.
  leaves: ({ state }, wanted) =>
    identityOf(state) === identityOf(allowAllEgressV6) && wanted.some(({ key }) => key === DEFAULT_EGRESS_KEY),
  goesWithParent: (live) => referencedGroup(live) === undefined,
  taggable: false,
};

/** The other group that a rule admits, if it admits one: it can't be deleted as long as this rule stands. */
export function referencedGroup({ state, parent }: Live<SecurityGroupRuleState>): string | undefined {
  if (!('securityGroup' in state.peer)) return undefined;
  const id = plain(state.peer.securityGroup);
  return id === parent ? undefined : id;
}
