import { asRange, networkOf } from '../../../core/cidr.ts';
import type { Path } from '../../../core/problem.ts';
import { namedProtocols } from '../../../resources/security-group-rule/normal.ts';
import type { Fault } from '../../../schema/fault.ts';
import { didYouMean } from '../../../schema/nearest.ts';
import { quote } from '../../../schema/words.ts';
import { groupTextCharacters } from '../../check/aws-name.ts';
import type { Check } from '../../check/folder.ts';
import { repeats } from '../../check/repeats.ts';
import type { Manifest } from '../../manifest.ts';
import type { EgressRuleSpec, IngressRuleSpec, PeerSpec } from '../schema.ts';

type RuleSpec = IngressRuleSpec | EgressRuleSpec;
type Located = {
  readonly rule: RuleSpec;
  readonly peers: readonly PeerSpec[];
  readonly path: Path;
  readonly end: 'from' | 'to';
};

const protocolNames = [...namedProtocols.values(), 'all'];

export const securityGroupChecks: readonly Check<'SecurityGroup'>[] = [texts, protocols, ports, cidrs, twice];

function* rulesOf({ spec }: Manifest<'SecurityGroup'>): Iterable<Located> {
  for (const [index, rule] of (spec.ingress ?? []).entries())
    yield { rule, peers: rule.from, path: ['spec', 'ingress', index], end: 'from' };
  for (const [index, rule] of (spec.egress ?? []).entries())
    yield { rule, peers: rule.to, path: ['spec', 'egress', index], end: 'to' };
}

function* texts(group: Manifest<'SecurityGroup'>): Iterable<Fault> {
  const described = [{ rule: group.spec, path: ['spec'] as Path }, ...rulesOf(group)];
  for (const { rule, path } of described) {
    if (rule.description === undefined || groupTextCharacters.test(rule.description)) continue;
    const message = 'may only hold letters, digits, spaces and ._-:/()#,@[]+=&;{}!$*';
    yield { path: [...path, 'description'], message };
  }
}

/** The name of the protocol, or its number where it has none here. */
function protocolOf({ protocol }: RuleSpec): string {
  const written = String(protocol);
  return written === '-1' ? 'all' : (namedProtocols.get(written) ?? written);
}

function isKnown(protocol: string): boolean {
  return protocolNames.includes(protocol) || (/^\d{1,3}$/.test(protocol) && Number(protocol) <= 255);
}

function* protocols(group: Manifest<'SecurityGroup'>): Iterable<Fault> {
  for (const { rule, path } of rulesOf(group)) {
    const protocol = protocolOf(rule);
    if (isKnown(protocol)) continue;
    const message = `must be ${protocolNames.join(', ')} or a number from 0 to 255, is ${quote(protocol)}`;
    yield { path: [...path, 'protocol'], message, hint: didYouMean(protocol, protocolNames) };
  }
}

function* ports(group: Manifest<'SecurityGroup'>): Iterable<Fault> {
  for (const { rule, path } of rulesOf(group)) {
    const protocol = protocolOf(rule);
    if (!isKnown(protocol)) continue;
    const { port, ports: range, icmpTypeCode } = rule;
    const hasPorts = protocol === 'tcp' || protocol === 'udp';
    if (hasPorts && port === undefined && range === undefined)
      yield {
        path,
        message: `a ${protocol} rule needs port or ports`,
        hint: 'ports: { from: 0, to: 65535 } means all',
      };
    if (hasPorts && port !== undefined && range !== undefined)
      yield { path, message: 'a rule has port or ports, not both' };
    if (hasPorts && range !== undefined && range.from > range.to)
      yield { path: [...path, 'ports'], message: `from (${range.from}) is greater than to (${range.to})` };
    if (!hasPorts && port !== undefined) yield noPorts(protocol, [...path, 'port']);
    if (!hasPorts && range !== undefined) yield noPorts(protocol, [...path, 'ports']);
    if (icmpTypeCode === undefined) continue;
    const at = [...path, 'icmpTypeCode'];
    if (!protocol.startsWith('icmp'))
      yield { path: at, onKey: true, message: `a rule for ${protocol} has no ICMP type` };
    if (icmpTypeCode.type === -1 && (icmpTypeCode.code ?? -1) !== -1)
      yield { path: at, message: 'all types (-1) go only with all codes (-1)' };
  }
}

function noPorts(protocol: string, path: Path): Fault {
  const hint = protocol.startsWith('icmp') ? 'icmpTypeCode: { type: 8 } admits only that type' : 'it admits all ports';
  return { path, onKey: true, message: `a rule for ${protocol} has no ports`, hint };
}

function* cidrs(group: Manifest<'SecurityGroup'>): Iterable<Fault> {
  for (const { peers, path, end } of rulesOf(group)) {
    for (const [index, { cidr }] of peers.entries()) {
      if (cidr === undefined || networkOf(cidr) !== undefined) continue;
      const at = [...path, end, index, 'cidr'];
      yield { path: at, message: `${quote(cidr)} is not an IPv4 or IPv6 range`, hint: asRange(cidr) };
    }
  }
}

/** AWS keeps one rule for each peer and refuses the second of two that are equal. */
function* twice(group: Manifest<'SecurityGroup'>): Iterable<Fault> {
  const each = [...rulesOf(group)].flatMap(({ rule, peers, path, end }) =>
    peers.map((peer, index) => ({
      path: [...path, end, index],
      key: JSON.stringify([end, protocolOf(rule), portsOf(rule), rule.icmpTypeCode, peerKey(peer)]),
    })),
  );
  for (const { item, first } of repeats(each, ({ key }) => key)) {
    const { line, column } = group.source.locate(first.path);
    yield { path: item.path, message: `the same rule is already at line ${line}, column ${column}` };
  }
}

function portsOf({ port, ports: range }: RuleSpec): readonly unknown[] {
  return port === undefined ? [range?.from, range?.to] : [port, port];
}

function peerKey(peer: PeerSpec): unknown {
  return peer.cidr === undefined ? peer : (networkOf(peer.cidr) ?? peer.cidr);
}
