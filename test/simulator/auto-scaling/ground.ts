import {
  type Activity,
  type AutoScalingClient,
  type AutoScalingGroup,
  CreateAutoScalingGroupCommand,
  type CreateAutoScalingGroupType,
  DescribeAutoScalingGroupsCommand,
  DescribeScalingActivitiesCommand,
  type Instance,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateCommand, CreateLaunchTemplateVersionCommand } from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { ManualClock } from '../../../src/core/clock.ts';
import type { World } from '../../../src/simulator/world.ts';
import { open } from '../support.ts';

export const START_MS = 10_000;
export const HEALTH_MS = 20_000;
export const DRAIN_MS = 30_000;

/** A load balancer before an empty target group, a launch template `Web`, and a clock that the test moves. */
export async function breakGround() {
  const clock = new ManualClock();
  const settings = { instanceStartMs: START_MS, initialHealthMs: HEALTH_MS, drainingMs: DRAIN_MS, warmupMs: 600_000 };
  const { ec2, elbv2, autoScaling, simulator } = await open({ clock, settings });
  const world = simulator.world();
  const subnets = [...world.ec2.subnets.values()].filter(({ availabilityZone }) => /[ac]$/.test(availabilityZone));
  const subnetIds = subnets.map(({ subnetId }) => subnetId);

  const { TargetGroups } = await elbv2.send(
    new CreateTargetGroupCommand({ Name: 'Web-TG', Protocol: 'HTTP', Port: 80, VpcId: subnets[0]?.vpcId }),
  );
  const targetGroupArn = TargetGroups?.[0]?.TargetGroupArn ?? '';
  const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'Web-ALB', Subnets: subnetIds }));
  await elbv2.send(
    new CreateListenerCommand({
      LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
      Protocol: 'HTTP',
      Port: 80,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  const tags = { ResourceType: 'instance' as const, Tags: [{ Key: 'role', Value: 'web' }] };
  await ec2.send(
    new CreateLaunchTemplateCommand({
      LaunchTemplateName: 'Web',
      LaunchTemplateData: { ImageId: 'ami-1', InstanceType: 't2.micro', TagSpecifications: [tags] },
    }),
  );
  return {
    simulator,
    autoScaling,
    clock,
    ec2,
    subnetIds,
    targetGroupArn,
    world,
    create: (more: Partial<CreateAutoScalingGroupType> = {}) =>
      autoScaling.send(
        new CreateAutoScalingGroupCommand({
          AutoScalingGroupName: 'Web-ASG',
          LaunchTemplate: { LaunchTemplateName: 'Web', Version: '1' },
          MinSize: 2,
          MaxSize: 4,
          VPCZoneIdentifier: subnetIds.join(','),
          TargetGroupARNs: [targetGroupArn],
          ...more,
        }),
      ),
    addVersion: (ImageId: string) =>
      ec2.send(
        new CreateLaunchTemplateVersionCommand({
          LaunchTemplateName: 'Web',
          SourceVersion: '1',
          LaunchTemplateData: { ImageId },
        }),
      ),
    /** Lets time pass, and everything happen that does in it. */
    pass: async (ms: number): Promise<Instance[]> => {
      clock.advance(ms);
      return membersOf(autoScaling);
    },
    health: async (): Promise<string[]> => {
      const { TargetHealthDescriptions = [] } = await elbv2.send(
        new DescribeTargetHealthCommand({ TargetGroupArn: targetGroupArn }),
      );
      return TargetHealthDescriptions.map((target) => target.TargetHealth?.State ?? '').toSorted();
    },
  };
}

export async function groupOf(autoScaling: AutoScalingClient): Promise<AutoScalingGroup | undefined> {
  return (await autoScaling.send(new DescribeAutoScalingGroupsCommand({}))).AutoScalingGroups?.[0];
}

export async function membersOf(autoScaling: AutoScalingClient): Promise<Instance[]> {
  return (await groupOf(autoScaling))?.Instances ?? [];
}

export async function activitiesOf(autoScaling: AutoScalingClient): Promise<Activity[]> {
  return (await autoScaling.send(new DescribeScalingActivitiesCommand({}))).Activities ?? [];
}

/** What an instance's health checks find from now on. */
export function sicken(world: World, targetGroupArn: string, id: string): void {
  world.elbv2.targetHealth.set(`${targetGroupArn} ${id} 80`, 'Target.FailedHealthChecks');
}
