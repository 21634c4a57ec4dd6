import { DescribeScalableTargetsCommand } from '@aws-sdk/client-application-auto-scaling';
import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import {
  DescribeInstancesCommand,
  DescribeLaunchTemplatesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
} from '@aws-sdk/client-ec2';
import {
  DescribeServicesCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTaskDefinitionsCommand,
} from '@aws-sdk/client-ecs';
import {
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
  DescribeTagsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sdk } from './clients.ts';

/** Everything that stands in an account that evenkeel could have made or hurt, in an order of its own. */
export async function census(sdk: Sdk): Promise<string[]> {
  const all = await Promise.all([balancing(sdk), scaling(sdk), services(sdk)]);
  return all
    .flat()
    .map((one) => JSON.stringify(one))
    .sort();
}

async function balancing({ ec2, elbv2 }: Sdk): Promise<unknown[]> {
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
  ];
}

/** Instances that were terminated are listed for a while longer. */
async function scaling({ autoScaling, ec2 }: Sdk): Promise<unknown[]> {
  const [templates, groups, { Reservations = [] }] = await Promise.all([
    ec2.send(new DescribeLaunchTemplatesCommand({})),
    autoScaling.send(new DescribeAutoScalingGroupsCommand({})),
    ec2.send(new DescribeInstancesCommand({})),
  ]);
  const instances = Reservations.flatMap((reservation) => reservation.Instances ?? []);
  return [
    ...(templates.LaunchTemplates ?? []),
    ...(groups.AutoScalingGroups ?? []),
    ...instances.filter(({ State }) => State?.Name !== 'terminated'),
  ];
}

/** Revisions that were deregistered, and services that were deleted, are listed for ever or for a while longer. */
async function services({ applicationAutoScaling, ecs }: Sdk): Promise<unknown[]> {
  const [{ clusterArns = [] }, { taskDefinitionArns = [] }, { ScalableTargets = [] }] = await Promise.all([
    ecs.send(new ListClustersCommand({})),
    ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' })),
    applicationAutoScaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' })),
  ]);
  const standing = await Promise.all(clusterArns.map((cluster) => servicesIn(ecs, cluster)));
  return [...taskDefinitionArns, ...ScalableTargets, ...standing.flat()];
}

async function servicesIn(ecs: Sdk['ecs'], cluster: string): Promise<unknown[]> {
  const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
  if (serviceArns.length === 0) return [];
  const { services: found = [] } = await ecs.send(
    new DescribeServicesCommand({ cluster, services: serviceArns, include: ['TAGS'] }),
  );
  return found.filter(({ status }) => status !== 'INACTIVE');
}
