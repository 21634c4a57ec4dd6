import { plain } from '../../core/inventory.ts';
import { readOwnership } from '../../core/ownership.ts';
import type { Live, Snapshot, TargetHealth } from '../../core/resource.ts';
import type { ListenerRuleState } from '../../resources/listener-rule/type.ts';
import type { ListenerState } from '../../resources/listener/type.ts';
import type { Peer } from '../../resources/security-group-rule/normal.ts';
import type { SecurityGroupRuleState } from '../../resources/security-group-rule/type.ts';
import { actionsText, conditionsText, type NameOf } from './action-text.ts';
import { table } from '../text/table.ts';
import { clean, indent } from '../text/values.ts';

/** A heading and what stands below it. */
export type Part = readonly [heading: string, lines: readonly string[]];

/** What there is to tell of an AWS object besides its fields: what it contains, and what it leads to. */
export function partsOf(root: Live, { live }: Snapshot): Part[] {
  const names = new Map(live.map(({ physical, name }) => [physical, name]));
  const nameOf: NameOf = (physical) => names.get(physical) ?? physical;
  const childrenOf = (parent: Live): Live[] => live.filter((one) => one.parent === parent.physical);
  switch (root.type) {
    case 'load-balancer': {
      const listeners = (childrenOf(root) as Live<ListenerState>[]).toSorted((a, b) => portOf(a) - portOf(b));
      const rules = listeners.map((listener) => childrenOf(listener) as Live<ListenerRuleState>[]);
      const used = new Set([...listeners, ...rules.flat()].flatMap(({ uses }) => uses));
      const groups = live.filter(({ type, physical }) => type === 'target-group' && used.has(physical));
      return [
        ['Listeners', listeners.flatMap((listener, index) => listenerLines(listener, rules[index]!, nameOf))],
        ...groupParts(groups),
      ];
    }
    case 'target-group':
      return [['Targets', targetLines(root)]];
    case 'security-group':
      return [['Rules', table((childrenOf(root) as Live<SecurityGroupRuleState>[]).map(ruleCells)).sort()]];
    default:
      return [];
  }
}

/** The target groups in which a Service has targets, and how all that is registered there is doing. */
export function membershipParts(own: readonly Live[], { live }: Snapshot): Part[] {
  const used = new Set(own.flatMap(({ type, parent, uses }) => (type === 'target' ? (parent ?? []) : uses)));
  return groupParts(live.filter(({ type, physical }) => type === 'target-group' && used.has(physical)));
}

function groupParts(groups: readonly Live[]): Part[] {
  return [
    ['Target groups', groups.flatMap((group) => [group.name ?? group.physical, ...indent(2, targetLines(group))])],
  ];
}

function portOf({ state }: Live<ListenerState>): number {
  return state.port ?? 0;
}

function listenerLines(
  { state }: Live<ListenerState>,
  rules: readonly Live<ListenerRuleState>[],
  nameOf: NameOf,
): string[] {
  const cells = rules
    .toSorted((a, b) => a.state.priority - b.state.priority)
    .map((rule) => [
      String(rule.state.priority),
      readOwnership(rule.tags)?.part.split('/').at(-1) ?? '(not ours)',
      conditionsText(rule.state.conditions),
      actionsText(rule.state.actions, nameOf),
    ]);
  const { protocol = 'all protocols', port } = state;
  return [
    `${protocol}${port === undefined ? '' : ` ${port}`}`,
    ...indent(2, table([...cells, ['default', '', '', actionsText(state.defaultActions, nameOf)]])),
  ];
}

function targetLines({ status }: Live): string[] {
  const targets = status?.targets;
  if (targets === undefined) return ['(could not be read)'];
  return targets.length === 0 ? ['(none registered)'] : [status!.text, ...indent(2, table(targets.map(targetCells)))];
}

function targetCells({ id, port, zone, state, reason, description }: TargetHealth): string[] {
  const why = [reason, description].filter((part) => part !== undefined).map(clean);
  return [port === undefined ? id : `${id}:${port}`, zone ?? '-', state, why.join(': ')];
}

function ruleCells({ state }: Live<SecurityGroupRuleState>): string[] {
  const { direction, protocol, fromPort, toPort, peer, description = '' } = state;
  const ports = fromPort === undefined ? 'all' : fromPort === toPort ? String(fromPort) : `${fromPort}-${toPort}`;
  return [direction, protocol === '-1' ? 'all' : protocol, ports, peerText(peer), clean(description)];
}

function peerText(peer: Peer): string {
  if ('cidr' in peer) return peer.cidr;
  if ('cidrV6' in peer) return peer.cidrV6;
  return plain('securityGroup' in peer ? peer.securityGroup : peer.prefixList);
}
