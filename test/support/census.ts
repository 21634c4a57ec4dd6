import { DescribeSecurityGroupRulesCommand, DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sdk } from './clients.ts';

/** Everything that stands in an account that evenkeel could have made or hurt, in an order of its own. */
export async function census({ ec2, elbv2 }: Sdk): Promise<string[]> {
  const [groups, rules, balancers, targets] = await Promise.all([
    ec2.send(new DescribeSecurityGroupsCommand({})),
    ec2.send(new DescribeSecurityGroupRulesCommand({})),
    elbv2.send(new DescribeLoadBalancersCommand({})),
    elbv2.send(new DescribeTargetGroupsCommand({})),
  ]);
  const arns = [
    ...(balancers.LoadBalancers ?? []).map((one) => one.LoadBalancerArn ?? ''),
    ...(targets.TargetGroups ?? []).map((one) => one.TargetGroupArn ?? ''),
  ];
  const tags =
    arns.length === 0 ? [] : (await elbv2.send(new DescribeTagsCommand({ ResourceArns: arns }))).TagDescriptions;
  return [
    ...(groups.SecurityGroups ?? []),
    ...(rules.SecurityGroupRules ?? []),
    ...(balancers.LoadBalancers ?? []),
    ...(targets.TargetGroups ?? []),
    ...(tags ?? []),
  ]
    .map((one) => JSON.stringify(one))
    .sort();
}
