import type {
  IpPermission,
  ModifySecurityGroupRulesRequest,
  ModifySecurityGroupRulesResult,
  SecurityGroupRuleRequest,
  UpdateSecurityGroupRuleDescriptionsIngressRequest,
  UpdateSecurityGroupRuleDescriptionsIngressResult,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call, type Operation } from '../service.ts';
import type { World } from '../world.ts';
import { need } from './kinds.ts';
import { normalCidr, normalPorts, type RuleContent, rulesIn, sameRule, wordsFor } from './permissions.ts';
import { checkSource } from './security-group-rules.ts';
import { groupNamed } from './security-groups.ts';
import type { SecurityGroupRule } from './state.ts';

/** Rewrites rules in place; a rule keeps its id, its direction and its tags. */
export function modifySecurityGroupRules(
  input: ModifySecurityGroupRulesRequest,
  { world }: Call<World>,
): ModifySecurityGroupRulesResult {
  const group = groupNamed(world, input);
  const after = new Map(group.rules);
  for (const update of input.SecurityGroupRules ?? []) {
    const { ruleId, isEgress, tags } = need('security-group-rule', after, update.SecurityGroupRuleId);
    const content = contentOf(update.SecurityGroupRule ?? {}, isEgress);
    checkSource(world, content);
    after.set(ruleId, { ruleId, ...content, tags });
  }
  refuseTwins([...after.values()]);
  for (const [id, rule] of after) group.rules.set(id, rule);
  return { Return: true };
}

/** `UpdateSecurityGroupRuleDescriptionsIngress` or `…Egress`. */
export function describingRules(isEgress: boolean): Operation<World> {
  return (
    input: UpdateSecurityGroupRuleDescriptionsIngressRequest,
    { world }: Call<World>,
  ): UpdateSecurityGroupRuleDescriptionsIngressResult => {
    const group = groupNamed(world, input);
    const named = (input.SecurityGroupRuleDescriptions ?? []).map((item) => ({
      rule: need('security-group-rule', group.rules, item.SecurityGroupRuleId),
      description: item.Description,
    }));
    const matched = contents(input.IpPermissions, isEgress).map((content) => {
      const rule = [...group.rules.values()].find((candidate) => sameRule(candidate, content));
      if (rule === undefined)
        throw new AwsError('InvalidPermission.NotFound', 'The specified rule does not exist in this security group.');
      return { rule, description: content.description };
    });
    for (const { rule, description } of [...named, ...matched]) {
      if (description === undefined) delete rule.description;
      else rule.description = description;
    }
    return { Return: true };
  };
}

function contents(permissions: readonly IpPermission[] = [], isEgress: boolean): RuleContent[] {
  return permissions.length === 0 ? [] : rulesIn({ IpPermissions: permissions }, isEgress);
}

function contentOf(request: SecurityGroupRuleRequest, isEgress: boolean): RuleContent {
  const { CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId, Description } = request;
  if ([CidrIpv4, CidrIpv6, PrefixListId, ReferencedGroupId].filter((source) => source !== undefined).length !== 1)
    throw new AwsError(
      'InvalidParameterCombination',
      'Exactly one of CidrIpv4, CidrIpv6, PrefixListId and ReferencedGroupId must be specified for a security group rule.',
    );
  return {
    isEgress,
    ...normalPorts(request.IpProtocol, request.FromPort, request.ToPort),
    ...(CidrIpv4 === undefined ? {} : { cidrIpv4: normalCidr(CidrIpv4, 4) }),
    ...(CidrIpv6 === undefined ? {} : { cidrIpv6: normalCidr(CidrIpv6, 6) }),
    ...(PrefixListId === undefined ? {} : { prefixListId: PrefixListId }),
    ...(ReferencedGroupId === undefined ? {} : { referencedGroupId: ReferencedGroupId }),
    ...(Description === undefined ? {} : { description: Description }),
  };
}

function refuseTwins(rules: readonly SecurityGroupRule[]): void {
  rules.forEach((rule, index) => {
    if (rules.slice(0, index).some((other) => sameRule(rule, other)))
      throw new AwsError('InvalidPermission.Duplicate', `the specified rule "${wordsFor(rule)}" already exists`);
  });
}
