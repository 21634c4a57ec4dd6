import type { IpPermission } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import type { SecurityGroupRule } from './state.ts';

/** What a rule says, without its identity. */
export type RuleContent = Omit<SecurityGroupRule, 'ruleId' | 'tags'>;

/** The single-rule parameters that calls take beside `IpPermissions`. */
export interface FlatPermission {
  readonly IpPermissions?: readonly IpPermission[] | undefined;
  readonly IpProtocol?: string | undefined;
  readonly FromPort?: number | undefined;
  readonly ToPort?: number | undefined;
  readonly CidrIp?: string | undefined;
}

const protocolNames: ReadonlyMap<string, string> = new Map([
  ['1', 'icmp'],
  ['6', 'tcp'],
  ['17', 'udp'],
  ['58', 'icmpv6'],
  ['all', '-1'],
]);

/** The rules that a call's permissions amount to: AWS makes one for each source. */
export function rulesIn(input: FlatPermission, isEgress: boolean): RuleContent[] {
  const flat: IpPermission = {
    IpProtocol: input.IpProtocol,
    FromPort: input.FromPort,
    ToPort: input.ToPort,
    ...(input.CidrIp === undefined ? {} : { IpRanges: [{ CidrIp: input.CidrIp }] }),
  };
  const permissions = input.IpPermissions ?? (input.IpProtocol === undefined ? [] : [flat]);
  if (permissions.length === 0)
    throw new AwsError('MissingParameter', "Either 'ipPermissions' or 'securityGroupRuleIds' should be provided.");
  const rules = permissions.flatMap((permission) => rulesOf(permission, isEgress));
  rules.forEach((rule, index) => {
    if (rules.slice(0, index).some((other) => sameRule(rule, other)))
      throw new AwsError('InvalidParameterValue', 'The same permission must not appear multiple times');
  });
  return rules;
}

/** Whether two rules admit the same traffic; descriptions do not count. */
export function sameRule(one: RuleContent, other: RuleContent): boolean {
  return identityOf(one) === identityOf(other);
}

/** The rule in AWS's words, as its error for a duplicate has it. */
export function wordsFor(rule: RuleContent): string {
  const peer = rule.cidrIpv4 ?? rule.cidrIpv6 ?? rule.prefixListId ?? rule.referencedGroupId;
  if (rule.ipProtocol === '-1') return `peer: ${peer}, ALL, ALLOW`;
  return `peer: ${peer}, ${rule.ipProtocol.toUpperCase()}, from port: ${rule.fromPort}, to port: ${rule.toPort}, ALLOW`;
}

/** Rules as `DescribeSecurityGroups` lists them: gathered under each protocol and port range. */
export function permissionsOf(rules: readonly SecurityGroupRule[], account: string): IpPermission[] {
  const gathered = new Map<string, IpPermission>();
  for (const rule of rules) {
    const key = `${rule.ipProtocol} ${rule.fromPort} ${rule.toPort}`;
    const permission = gathered.get(key) ?? emptyPermission(rule);
    gathered.set(key, permission);
    const said = rule.description === undefined ? {} : { Description: rule.description };
    if (rule.cidrIpv4) permission.IpRanges?.push({ CidrIp: rule.cidrIpv4, ...said });
    if (rule.cidrIpv6) permission.Ipv6Ranges?.push({ CidrIpv6: rule.cidrIpv6, ...said });
    if (rule.prefixListId) permission.PrefixListIds?.push({ PrefixListId: rule.prefixListId, ...said });
    if (rule.referencedGroupId)
      permission.UserIdGroupPairs?.push({ GroupId: rule.referencedGroupId, UserId: account, ...said });
  }
  return [...gathered.values()];
}

/** A CIDR block as AWS keeps it: cut to the network address. */
export function normalCidr(text: string, version: 4 | 6): string {
  const cidr = parseCidr(text);
  if (cidr?.version !== version) throw new AwsError('InvalidParameterValue', `CIDR block ${text} is malformed`);
  return formatCidr(cidr);
}

/** Protocol and ports as AWS keeps them: lower case, numbers named where they have a name, no ports where none apply. */
export function normalPorts(
  protocol: string | undefined,
  from: number | undefined,
  to: number | undefined,
): Pick<RuleContent, 'ipProtocol' | 'fromPort' | 'toPort'> {
  const lower = (protocol ?? '').toLowerCase();
  const ipProtocol = protocolNames.get(lower) ?? lower;
  if (ipProtocol === 'tcp' || ipProtocol === 'udp') return { ipProtocol, ...checkedPorts(from, to) };
  if (ipProtocol === 'icmp' || ipProtocol === 'icmpv6') return { ipProtocol, fromPort: from ?? -1, toPort: to ?? -1 };
  if (ipProtocol === '-1') return { ipProtocol, fromPort: -1, toPort: -1 };
  if (!(/^\d{1,3}$/.test(ipProtocol) && Number(ipProtocol) <= 255))
    throw new AwsError('InvalidPermission.Malformed', `Unsupported IP protocol "${protocol ?? ''}"`);
  // They mean nothing there, and are kept as they were sent.
  return { ipProtocol, fromPort: from ?? -1, toPort: to ?? -1 };
}

function checkedPorts(from: number | undefined, to: number | undefined): { fromPort: number; toPort: number } {
  if (from === undefined || to === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      "Invalid value 'Must specify both from and to ports with TCP/UDP.' for portRange.",
    );
  if (from < 0 || to > 65_535 || from > to)
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${from}-${to}' for portRange. Ports run from 0 to 65535.`,
    );
  return { fromPort: from, toPort: to };
}

function rulesOf(permission: IpPermission, isEgress: boolean): RuleContent[] {
  const ports = normalPorts(permission.IpProtocol, permission.FromPort, permission.ToPort);
  const make = (source: Partial<RuleContent>, description: string | undefined): RuleContent => ({
    isEgress,
    ...ports,
    ...source,
    ...(description === undefined ? {} : { description: checkedDescription(description) }),
  });
  const rules = [
    ...(permission.IpRanges ?? []).map((range) =>
      make({ cidrIpv4: normalCidr(range.CidrIp ?? '', 4) }, range.Description),
    ),
    ...(permission.Ipv6Ranges ?? []).map((range) =>
      make({ cidrIpv6: normalCidr(range.CidrIpv6 ?? '', 6) }, range.Description),
    ),
    ...(permission.PrefixListIds ?? []).map((list) =>
      make({ prefixListId: list.PrefixListId ?? '' }, list.Description),
    ),
    ...(permission.UserIdGroupPairs ?? []).map((pair) =>
      make({ referencedGroupId: pair.GroupId ?? '' }, pair.Description),
    ),
  ];
  if (rules.length === 0)
    throw new AwsError(
      'InvalidParameterValue',
      'A permission must name at least one CIDR block, prefix list or security group.',
    );
  return rules;
}

function checkedDescription(text: string): string {
  if (text.length <= 255 && /^[\w .:/()#,@[\]+=&;{}!$*-]*$/.test(text)) return text;
  throw new AwsError(
    'InvalidParameterValue',
    'Invalid rule description. Valid descriptions are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*',
  );
}

function identityOf(rule: RuleContent): string {
  const { isEgress, ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupId } = rule;
  return JSON.stringify([isEgress, ipProtocol, fromPort, toPort, cidrIpv4, cidrIpv6, prefixListId, referencedGroupId]);
}

function emptyPermission(rule: SecurityGroupRule): IpPermission {
  const ports = rule.ipProtocol === '-1' ? {} : { FromPort: rule.fromPort, ToPort: rule.toPort };
  return {
    IpProtocol: rule.ipProtocol,
    ...ports,
    IpRanges: [],
    Ipv6Ranges: [],
    PrefixListIds: [],
    UserIdGroupPairs: [],
  };
}
