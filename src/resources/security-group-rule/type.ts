import { plain } from '../../core/inventory.ts';
import type { Live, ResourceType, Wanted } from '../../core/resource.ts';
import type { ResourceId } from '../../core/value.ts';
import { securityGroupRuleFields } from './fields.ts';
import { identityOf } from './normal.ts';
import type { SecurityGroupRuleState } from './state.ts';

export const securityGroupRuleType: ResourceType<SecurityGroupRuleState> = {
  name: 'security-group-rule',
  parent: 'security-group',
  fields: securityGroupRuleFields,
  pair,
  goesWithParent: (live) => referencedGroup(live) === undefined,
  taggable: false,
};

/** The other group that a rule admits, if it admits one: it can't be deleted as long as this rule stands. */
export function referencedGroup({ state, parent }: Live<SecurityGroupRuleState>): string | undefined {
  if (!('securityGroup' in state.peer)) return undefined;
  const id = plain(state.peer.securityGroup);
  return id === parent ? undefined : id;
}

/** By identity; what AWS has yet to tell of a wanted rule matches nothing. Of live twins the one with the lower id stays. */
function pair(
  wanted: readonly Wanted<SecurityGroupRuleState>[],
  live: readonly Live<SecurityGroupRuleState>[],
): Map<ResourceId, Live<SecurityGroupRuleState>> {
  const standing = new Map<string, Live<SecurityGroupRuleState>>();
  for (const one of live) {
    const identity = identityOf(one.state);
    const twin = standing.get(identity);
    if (twin === undefined || one.physical < twin.physical) standing.set(identity, one);
  }
  const pairs = new Map<ResourceId, Live<SecurityGroupRuleState>>();
  for (const { id, state } of wanted) {
    const identity = identityOf(state);
    const match = standing.get(identity);
    if (match === undefined) continue;
    pairs.set(id, match);
    standing.delete(identity);
  }
  return pairs;
}
