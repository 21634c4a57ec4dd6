import { plain } from '../core/inventory.ts';
import type { Peer } from '../resources/security-group-rule/normal.ts';
import type { SecurityGroupRuleState } from '../resources/security-group-rule/type.ts';
import { calls, type Remedy, type Seen } from './finding.ts';
import { placeOf, type Facts } from './facts.ts';

/** What is to pass a security group. */
export interface Passage {
  readonly direction: 'ingress' | 'egress';
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
}

/** Whether one of the groups lets it pass, from or to a peer that counts; true where nobody knows. */
export function letPass(
  facts: Facts,
  groups: readonly string[],
  passage: Passage,
  counts: (peer: Peer) => boolean,
): boolean {
  return groups.some((group) => {
    const rules = facts.rulesOf(group);
    return rules === undefined || rules.some((rule) => covers(rule, passage) && counts(rule.peer));
  });
}

function covers(rule: SecurityGroupRuleState, { direction, protocol, port }: Passage): boolean {
  if (rule.direction !== direction) return false;
  if (rule.protocol === '-1') return true;
  return rule.protocol === protocol && (rule.fromPort ?? 0) <= port && port <= (rule.toPort ?? 65_535);
}

/** The rules of the groups in one direction, as they stand. */
export function rulesSeen(facts: Facts, groups: readonly string[], direction: Passage['direction']): Seen[] {
  return groups.map((group) => {
    const rules = (facts.rulesOf(group) ?? []).filter((rule) => rule.direction === direction).map(ruleText);
    const verb = direction === 'ingress' ? 'admits' : 'lets out';
    return { said: `${group} ${verb} ${rules.length === 0 ? 'nothing' : rules.join(', ')}`, call: calls.groupRules };
  });
}

/** The rule to add: in the manifest of the first group, or, where it is not the folder's, in the group itself. */
export function ruleToAdd(facts: Facts, [group = '']: readonly string[], passage: Passage, peer: string): Remedy {
  const { direction, protocol, port } = passage;
  const side = direction === 'ingress' ? 'from' : 'to';
  const rule = `{ protocol: ${protocol}, port: ${port}, ${side}: [${peer}] }`;
  const subject = facts.asked(group);
  if (subject === undefined) return { text: `add the rule ${rule} to ${group}, which is not of this folder` };
  return { text: `add the rule ${rule}`, field: { ...placeOf(subject), path: `spec.${direction}` } };
}

/** A security group as a manifest points at it. */
export function pointerTo(facts: Facts, group: string): string {
  const [, namespace, name] = facts.asked(group)?.manifest.split('/') ?? [];
  if (name === undefined) return `{ securityGroup: { id: ${group} } }`;
  return `{ securityGroup: { ref: ${namespace === 'default' ? name : `${namespace}/${name}`} } }`;
}

function ruleText({ direction, protocol, fromPort, toPort, peer }: SecurityGroupRuleState): string {
  const ports = fromPort === undefined ? '' : fromPort === toPort ? ` ${fromPort}` : ` ${fromPort}-${toPort}`;
  const side = direction === 'ingress' ? 'from' : 'to';
  return `${protocol === '-1' ? 'all' : protocol}${ports} ${side} ${peerText(peer)}`;
}

function peerText(peer: Peer): string {
  if ('cidr' in peer) return peer.cidr;
  if ('cidrV6' in peer) return peer.cidrV6;
  return plain('securityGroup' in peer ? peer.securityGroup : peer.prefixList);
}
