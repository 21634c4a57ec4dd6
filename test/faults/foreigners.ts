import { PutScalingPolicyCommand, RegisterScalableTargetCommand } from '@aws-sdk/client-application-auto-scaling';
import {
  CreateAutoScalingGroupCommand,
  PutScalingPolicyCommand as PutPolicyCommand,
} from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateLaunchTemplateCommand,
  CreateSecurityGroupCommand,
  DescribeSubnetsCommand,
} from '@aws-sdk/client-ec2';
import { CreateServiceCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { Sdk } from '../support/clients.ts';

/** What somebody else has in the same network, under names that are close to ours. */
export async function settleForeigners({ ec2, elbv2 }: Sdk): Promise<void> {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Tier', Values: ['public'] }] }),
  );
  const VpcId = Subnets[0]?.VpcId ?? '';
  const { GroupId = '' } = await ec2.send(
    new CreateSecurityGroupCommand({ GroupName: 'content-routing', Description: 'not ours', VpcId }),
  );
  const permission = { IpProtocol: 'tcp', FromPort: 8080, ToPort: 8080, IpRanges: [{ CidrIp: '10.0.0.0/8' }] };
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [permission] }));
  const { LoadBalancers = [] } = await elbv2.send(
    new CreateLoadBalancerCommand({
      Name: 'content-routing-2',
      Subnets: Subnets.map((subnet) => subnet.SubnetId ?? ''),
      SecurityGroups: [GroupId],
      Tags: [{ Key: 'Project', Value: 'content routing' }],
    }),
  );
  const { TargetGroups = [] } = await elbv2.send(
    new CreateTargetGroupCommand({ Name: 'pages-2', Protocol: 'HTTP', Port: 80, VpcId }),
  );
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: TargetGroups[0]?.TargetGroupArn }],
    }),
  );
}

/** A group of instances of somebody else's, that scales as ours does. */
export async function settleForeignGroup({ autoScaling, ec2 }: Sdk): Promise<void> {
  const LaunchTemplateData = { ImageId: 'ami-0123456789abcdef0', InstanceType: 't2.micro' as const };
  await ec2.send(new CreateLaunchTemplateCommand({ LaunchTemplateName: 'Web-2', LaunchTemplateData }));
  await autoScaling.send(
    new CreateAutoScalingGroupCommand({
      AutoScalingGroupName: 'Web-ASG-2',
      LaunchTemplate: { LaunchTemplateName: 'Web-2', Version: '1' },
      MinSize: 1,
      MaxSize: 2,
      VPCZoneIdentifier: await subnetNamed(ec2, 'Private subnet A'),
    }),
  );
  await autoScaling.send(
    new PutPolicyCommand({
      AutoScalingGroupName: 'Web-ASG-2',
      PolicyName: 'cpu-30',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
        TargetValue: 70,
      },
    }),
  );
}

/** A service of somebody else's in the same cluster, that scales as ours does. */
export async function settleForeignService({ applicationAutoScaling, ec2, ecs }: Sdk): Promise<void> {
  const subnets = [await subnetNamed(ec2, 'Public subnet A')];
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'demo',
      serviceName: 'ecs-web-2',
      taskDefinition: 'worker:1',
      launchType: 'FARGATE',
      desiredCount: 1,
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
    }),
  );
  const scaled = {
    ServiceNamespace: 'ecs',
    ResourceId: 'service/demo/ecs-web-2',
    ScalableDimension: 'ecs:service:DesiredCount',
  } as const;
  await applicationAutoScaling.send(new RegisterScalableTargetCommand({ ...scaled, MinCapacity: 1, MaxCapacity: 2 }));
  await applicationAutoScaling.send(
    new PutScalingPolicyCommand({
      ...scaled,
      PolicyName: 'cpu',
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        TargetValue: 70,
      },
    }),
  );
}

async function subnetNamed(ec2: Sdk['ec2'], name: string): Promise<string> {
  const { Subnets = [] } = await ec2.send(
    new DescribeSubnetsCommand({ Filters: [{ Name: 'tag:Name', Values: [name] }] }),
  );
  return Subnets[0]?.SubnetId ?? '';
}
