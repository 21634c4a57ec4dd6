import {
  DeletePolicyCommand,
  DeleteAutoScalingGroupCommand,
  DescribeAutoScalingGroupsCommand,
  DescribePoliciesCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  DeleteLaunchTemplateCommand,
  DeleteSecurityGroupCommand,
  DescribeLaunchTemplatesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupEgressCommand,
  RevokeSecurityGroupIngressCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  DeleteServiceCommand,
  ListClustersCommand,
  ListServicesCommand,
  ListTasksCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import {
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteRuleCommand,
  DeleteTargetGroupCommand,
  DeregisterTargetsCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeRulesCommand,
  DescribeTargetGroupsCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { readOwnership } from '../../src/core/ownership.ts';
import { fromPairs } from '../../src/resources/pairs.ts';
import type { Sdk } from '../support/clients.ts';

/** Something that can be deleted by hand. AWS may refuse. */
export interface Deletion {
  readonly what: string;
  readonly act: () => Promise<unknown>;
}

/** All that stands and that evenkeel made, one by one. */
export async function deletions(sdk: Sdk): Promise<Deletion[]> {
  return [
    ...(await ofBalancing(sdk)),
    ...(await ofNetwork(sdk)),
    ...(await ofScaling(sdk)),
    ...(await ofServices(sdk)),
  ];
}

async function ofBalancing({ elbv2 }: Sdk): Promise<Deletion[]> {
  const found: Deletion[] = [];
  const { LoadBalancers = [] } = await elbv2.send(new DescribeLoadBalancersCommand({}));
  for (const { LoadBalancerArn, LoadBalancerName } of LoadBalancers) {
    found.push({
      what: `load balancer ${LoadBalancerName}`,
      act: () => elbv2.send(new DeleteLoadBalancerCommand({ LoadBalancerArn })),
    });
    const { Listeners = [] } = await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }));
    for (const { ListenerArn, Port } of Listeners) {
      found.push({ what: `listener ${Port}`, act: () => elbv2.send(new DeleteListenerCommand({ ListenerArn })) });
      const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ ListenerArn }));
      for (const { RuleArn, Priority } of Rules) {
        found.push({ what: `rule ${Priority}`, act: () => elbv2.send(new DeleteRuleCommand({ RuleArn })) });
      }
    }
  }
  const { TargetGroups = [] } = await elbv2.send(new DescribeTargetGroupsCommand({}));
  for (const { TargetGroupArn, TargetGroupName } of TargetGroups) {
    found.push({
      what: `target group ${TargetGroupName}`,
      act: () => elbv2.send(new DeleteTargetGroupCommand({ TargetGroupArn })),
    });
    const { TargetHealthDescriptions = [] } = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
    for (const { Target } of TargetHealthDescriptions) {
      found.push({
        what: `target ${Target?.Id} of ${TargetGroupName}`,
        act: () => elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets: [Target!] })),
      });
    }
  }
  return found;
}

async function ofNetwork({ ec2 }: Sdk): Promise<Deletion[]> {
  const found: Deletion[] = [];
  const Filters = [{ Name: 'tag-key', Values: ['evenkeel.dev/owner'] }];
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  for (const { GroupId = '', GroupName, Tags } of SecurityGroups) {
    const isEgressSaid = readOwnership(fromPairs(Tags))?.once('egress') === true;
    found.push({
      what: `security group ${GroupName}`,
      act: () => ec2.send(new DeleteSecurityGroupCommand({ GroupId })),
    });
    const { SecurityGroupRules = [] } = await ec2.send(
      new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [GroupId] }] }),
    );
    for (const { SecurityGroupRuleId = '', IsEgress, FromPort } of SecurityGroupRules) {
      // Where no manifest speaks of egress, who takes a rule away is left to have done so.
      if (IsEgress === true && !isEgressSaid) continue;
      const rule = { GroupId, SecurityGroupRuleIds: [SecurityGroupRuleId] };
      found.push({
        what: `${IsEgress === true ? 'egress' : 'ingress'} ${FromPort} of ${GroupName}`,
        act: () =>
          IsEgress === true
            ? ec2.send(new RevokeSecurityGroupEgressCommand(rule))
            : ec2.send(new RevokeSecurityGroupIngressCommand(rule)),
      });
    }
  }
  return found;
}

async function ofScaling({ autoScaling, ec2 }: Sdk): Promise<Deletion[]> {
  const found: Deletion[] = [];
  const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  for (const { AutoScalingGroupName, Instances = [] } of AutoScalingGroups) {
    found.push({
      what: `group ${AutoScalingGroupName}`,
      act: () => autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete: true })),
    });
    for (const { InstanceId = '' } of Instances) {
      found.push({
        what: `instance ${InstanceId}`,
        act: () => ec2.send(new TerminateInstancesCommand({ InstanceIds: [InstanceId] })),
      });
    }
    const { ScalingPolicies = [] } = await autoScaling.send(new DescribePoliciesCommand({ AutoScalingGroupName }));
    for (const { PolicyName } of ScalingPolicies) {
      found.push({
        what: `policy ${PolicyName}`,
        act: () => autoScaling.send(new DeletePolicyCommand({ AutoScalingGroupName, PolicyName })),
      });
    }
  }
  const { LaunchTemplates = [] } = await ec2.send(new DescribeLaunchTemplatesCommand({}));
  for (const { LaunchTemplateId, LaunchTemplateName } of LaunchTemplates) {
    found.push({
      what: `launch template ${LaunchTemplateName}`,
      act: () => ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateId })),
    });
  }
  return found;
}

async function ofServices(sdk: Sdk): Promise<Deletion[]> {
  const { clusterArns = [] } = await sdk.ecs.send(new ListClustersCommand({}));
  const perCluster = await Promise.all(clusterArns.map((cluster) => ofCluster(sdk, cluster)));
  return [...perCluster.flat(), ...(await ofServiceScaling(sdk))];
}

async function ofCluster({ ecs }: Sdk, cluster: string): Promise<Deletion[]> {
  const found: Deletion[] = [];
  const { serviceArns = [] } = await ecs.send(new ListServicesCommand({ cluster }));
  for (const service of serviceArns) {
    found.push({
      what: `service ${service}`,
      act: () => ecs.send(new DeleteServiceCommand({ cluster, service, force: true })),
    });
    const { taskArns = [] } = await ecs.send(new ListTasksCommand({ cluster, serviceName: service }));
    for (const task of taskArns) {
      found.push({ what: `task ${task}`, act: () => ecs.send(new StopTaskCommand({ cluster, task })) });
    }
  }
  return found;
}

async function ofServiceScaling({ applicationAutoScaling }: Sdk): Promise<Deletion[]> {
  const found: Deletion[] = [];
  const ServiceNamespace = 'ecs';
  const { ScalableTargets = [] } = await applicationAutoScaling.send(
    new DescribeScalableTargetsCommand({ ServiceNamespace }),
  );
  for (const { ResourceId, ScalableDimension } of ScalableTargets) {
    found.push({
      what: `scaling of ${ResourceId}`,
      act: () =>
        applicationAutoScaling.send(
          new DeregisterScalableTargetCommand({ ServiceNamespace, ResourceId, ScalableDimension }),
        ),
    });
  }
  const { ScalingPolicies = [] } = await applicationAutoScaling.send(
    new DescribeScalingPoliciesCommand({ ServiceNamespace }),
  );
  for (const { ResourceId, ScalableDimension, PolicyName } of ScalingPolicies) {
    found.push({
      what: `policy ${PolicyName} of ${ResourceId}`,
      act: () =>
        applicationAutoScaling.send(
          new DeleteScalingPolicyCommand({ ServiceNamespace, ResourceId, ScalableDimension, PolicyName }),
        ),
    });
  }
  return found;
}
