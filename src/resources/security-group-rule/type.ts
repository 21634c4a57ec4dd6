import type { Fields } from '../../core/fields.ts';
import { plain } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, ResourceType, Wanted } from '../../core/resource.ts';
import type { Text } from '../../core/value.ts';
import { pairBy, type Likeness } from '../pairing.ts';
import { allowAllEgress, allowAllEgressV6, DEFAULT_EGRESS_KEY, identityOf, type Rule } from './normal.ts';

/** One AWS rule. All but the description is its identity. */
export interface SecurityGroupRuleState extends Rule {
  readonly group: Text;
  readonly description?: string;
}

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
  spares: ({ state }, wanted, { container }) => {
    if (state.direction !== 'egress' || !wanted.some(isByDefault)) return false;
    // AWS's own rule for a network that has IPv6 belongs to its default.
    return !saidEgress(container) || identityOf(state) === identityOf(allowAllEgressV6);
  },
  waives(wanted, { container, siblings }) {
    if (!isByDefault(wanted) || saidEgress(container)) return undefined;
    const standing = siblings.filter(({ state }) => state.direction === 'egress').map(({ state }) => ruleOf(state));
    return [{ path: wanted.at, live: standing, default: [allowAllEgress] }];
  },
  goesWithParent: (live) => referencedGroup(live) === undefined,
  keyed: true,
  batched: true,
  taggable: false,
};

/** What the manifest asks for by saying nothing of egress. */
function isByDefault({ key }: Pick<Wanted, 'key'>): boolean {
  return key === DEFAULT_EGRESS_KEY;
}

/** Whether a manifest said what may go out when it was last applied. Else, who made it so has reasons of his own. */
function saidEgress({ tags }: Live): boolean {
  return readOwnership(tags)?.once('egress') ?? false;
}

function ruleOf({ direction, protocol, fromPort, toPort, peer }: SecurityGroupRuleState): object {
  return { direction, protocol, ...(fromPort === undefined ? {} : { fromPort, toPort }), peer };
}

/** The other group that a rule admits, if it admits one: it can't be deleted as long as this rule stands. */
export function referencedGroup({ state, parent }: Live<SecurityGroupRuleState>): string | undefined {
  if (!('securityGroup' in state.peer)) return undefined;
  const id = plain(state.peer.securityGroup);
  return id === parent ? undefined : id;
}
