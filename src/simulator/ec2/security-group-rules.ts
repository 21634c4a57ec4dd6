import type {
  AuthorizeSecurityGroupIngressRequest,
  AuthorizeSecurityGroupIngressResult,
  DescribeSecurityGroupRulesRequest,
  DescribeSecurityGroupRulesResult,
  RevokeSecurityGroupIngressRequest,
  RevokeSecurityGroupIngressResult,
  SecurityGroupRule as RuleAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';
import { newId } from './ids.ts';
import { need, notFound } from './kinds.ts';
import { type RuleContent, rulesIn, sameRule, wordsFor } from './permissions.ts';
import { groupNamed } from './security-groups.ts';
import { FEWEST, type FilterTable, page, select } from './select.ts';
import type { SecurityGroup, SecurityGroupRule, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

// AWS's default quota; it holds for each direction, and for IPv4 and IPv6 apart.
const MOST_RULES = 60;

/** Adds rules to a group, or none of them when one is refused. */
export function authorize(
  world: World,
  group: SecurityGroup,
  added: readonly RuleContent[],
  tags?: Tags,
): SecurityGroupRule[] {
  const present = [...group.rules.values()];
  for (const rule of added) {
    checkSource(world, rule);
    if (present.some((other) => sameRule(rule, other)))
      throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${wordsFor(rule)}" already exists`);
  }
  checkQuota(world, [...present, ...added]);
  return added.map((content) => {
    const rule: SecurityGroupRule = { ruleId: newId(world, 'sgr'), ...content, tags: new Map(tags) };
    group.rules.set(rule.ruleId, rule);
    return rule;
  });
}

/** `AuthorizeSecurityGroupIngress` or `…Egress`. */
export function authorizing(isEgress: boolean): Operation<World> {
  return (input: AuthorizeSecurityGroupIngressRequest, { world }: Call<World>): AuthorizeSecurityGroupIngressResult => {
    const group = groupNamed(world, input);
    const tags = tagsFor('security-group-rule', input.TagSpecifications);
    const rules = authorize(world, group, rulesIn(input, isEgress), tags);
    return { Return: true, SecurityGroupRules: rules.map((rule) => answer(world, group, rule)) };
  };
}

/** `RevokeSecurityGroupIngress` or `…Egress`: rules named by id or by content. */
export function revoking(isEgress: boolean): Operation<World> {
  return (input: RevokeSecurityGroupIngressRequest, { world }: Call<World>): RevokeSecurityGroupIngressResult => {
    const group = groupNamed(world, input);
    const ids = input.SecurityGroupRuleIds ?? [];
    const doomed = ids.length > 0 ? rulesById(group, ids, isEgress) : rulesByContent(group, rulesIn(input, isEgress));
    for (const { ruleId } of doomed) group.rules.delete(ruleId);
    return {
      Return: true,
      RevokedSecurityGroupRules: doomed.map((rule) => {
        const {
          SecurityGroupRuleArn: _arn,
          Tags: _tags,
          GroupOwnerId: _owner,
          ReferencedGroupInfo,
          ...rest
        } = answer(world, group, rule);
        return {
          ...rest,
          ...(ReferencedGroupInfo?.GroupId === undefined ? {} : { ReferencedGroupId: ReferencedGroupInfo.GroupId }),
        };
      }),
    };
  };
}

export function describeSecurityGroupRules(
  input: DescribeSecurityGroupRulesRequest,
  { world }: Call<World>,
): DescribeSecurityGroupRulesResult {
  const placed = [...world.ec2.securityGroups.values()].flatMap((group) =>
    [...group.rules.values()].map((rule) => ({ group, rule, tags: rule.tags })),
  );
  const records = new Map(placed.map((place) => [place.rule.ruleId, place]));
  const found = select({
    kind: 'security-group-rule',
    records,
    ids: input.SecurityGroupRuleIds,
    filters: input.Filters,
    table: filters,
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { SecurityGroupRules: items.map(({ group, rule }) => answer(world, group, rule)), ...rest };
}

/** Fails unless what the rule points at is there. */
export function checkSource(world: World, rule: RuleContent): void {
  if (rule.referencedGroupId !== undefined) need('security-group', world.ec2.securityGroups, rule.referencedGroupId);
  if (rule.prefixListId !== undefined) need('prefix-list', world.ec2.prefixLists, rule.prefixListId);
}

function rulesById(group: SecurityGroup, ids: readonly string[], isEgress: boolean): SecurityGroupRule[] {
  const missing = ids.filter((id) => group.rules.get(id)?.isEgress !== isEgress);
  if (missing.length > 0) throw notFound('security-group-rule', missing);
  return [...new Set(ids)].map((id) => need('security-group-rule', group.rules, id));
}

function rulesByContent(group: SecurityGroup, contents: readonly RuleContent[]): SecurityGroupRule[] {
  return contents.map((content) => {
    const found = [...group.rules.values()].find((rule) => sameRule(rule, content));
    if (found === undefined)
      throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
    return found;
  });
}

function checkQuota(world: World, rules: readonly RuleContent[]): void {
  for (const isEgress of [false, true])
    for (const other of ['cidrIpv6', 'cidrIpv4'] as const) {
      const counted = rules.filter((rule) => rule.isEgress === isEgress && rule[other] === undefined);
      const weights = counted.map((rule) => world.ec2.prefixLists.get(rule.prefixListId ?? '')?.maxEntries ?? 1);
      if (weights.reduce((sum, weight) => sum + weight, 0) > MOST_RULES)
        throw new AwsError(
          'RulesPerSecurityGroupLimitExceeded',
          'The maximum number of rules per security group has been reached.',
        );
    }
}

interface Placed {
  readonly group: SecurityGroup;
  readonly rule: SecurityGroupRule;
  readonly tags: Tags;
}

const filters: FilterTable<Placed> = {
  'group-id': ({ group }) => group.groupId,
  'security-group-rule-id': ({ rule }) => rule.ruleId,
};

function answer(world: World, group: SecurityGroup, rule: SecurityGroupRule): RuleAnswer {
  return {
    SecurityGroupRuleId: rule.ruleId,
    SecurityGroupRuleArn: `arn:aws:ec2:${world.region}:${world.account}:security-group-rule/${rule.ruleId}`,
    GroupId: group.groupId,
    GroupOwnerId: world.account,
    IsEgress: rule.isEgress,
    IpProtocol: rule.ipProtocol,
    FromPort: rule.fromPort,
    ToPort: rule.toPort,
    CidrIpv4: rule.cidrIpv4,
    CidrIpv6: rule.cidrIpv6,
    PrefixListId: rule.prefixListId,
    ...(rule.referencedGroupId === undefined
      ? {}
      : { ReferencedGroupInfo: { GroupId: rule.referencedGroupId, UserId: world.account } }),
    Description: rule.description,
    Tags: tagList(rule.tags),
  };
}
