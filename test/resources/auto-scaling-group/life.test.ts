import { PutScalingPolicyCommand, SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import {
  CreateLaunchTemplateVersionCommand,
  DeleteLaunchTemplateCommand,
  DescribeVolumesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, it } from 'vitest';
import { differences, inWords, nothing } from '../../support/controller.ts';
import { edited } from '../../support/folders.ts';
import { manifests, useTier } from './tier.ts';

describe('an Auto Scaling group that a manifest asks for', () => {
  const tier = useTier();

  it('stands as it was asked for, and is written no more', async () => {
    const found = await tier.group();
    expect(found).toMatchObject({ MinSize: 2, MaxSize: 4, DesiredCapacity: 2, HealthCheckType: 'ELB' });
    expect(new Set(found.Instances?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(2);
    expect(found.EnabledMetrics?.length).toBeGreaterThan(7);
    expect(found.Tags?.filter((tag) => tag.PropagateAtLaunch)).toMatchObject([
      { Key: 'Name', Value: 'ASG-Web-Instance' },
    ]);
    const { Volumes = [] } = await tier.account.sdk.ec2.send(new DescribeVolumesCommand({}));
    expect(Volumes.map(({ Tags }) => Tags?.find(({ Key }) => Key === 'Name')?.Value)).toEqual([
      'Web Instance',
      'Web Instance',
    ]);
    const { writes } = tier.controller.aws.calls;
    const { plan, snapshot } = await tier.controller.apply(manifests);
    expect(inWords(plan)).toEqual([]);
    expect(tier.controller.aws.calls.writes).toBe(writes);
    expect(snapshot.live.find(({ name }) => name === 'Web-ASG')?.status).toEqual({
      ready: true,
      text: '2/2 in service',
    });
  });

  it('leaves the capacity to the policy, inside the bounds', async () => {
    await tier.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'Web-ASG', DesiredCapacity: 3 }));
    expect(inWords((await tier.controller.look(manifests)).plan)).toEqual([]);
    expect((await tier.controller.run(manifests)).ending).toBe('converged');
    expect((await tier.group()).DesiredCapacity).toBe(3);
  });

  it('says why instances are missing, and makes a lost template anew', async () => {
    await tier.account.sdk.ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: 'Web' }));
    await tier.autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'Web-ASG', DesiredCapacity: 3 }));
    const { plan, snapshot } = await tier.controller.look(manifests);
    const { ready, failed, text } = snapshot.live.find(({ name }) => name === 'Web-ASG')?.status ?? {};
    expect({ ready, failed }).toEqual({ ready: false, failed: undefined });
    expect(text).toMatch(/^2\/3 in service: .+ Launching EC2 instance failed\.$/);
    expect(inWords(plan)).toEqual([
      'create launch-template/default/web (drift)',
      'update auto-scaling-group/default/web (drift)',
    ]);
    expect((await tier.controller.run(manifests)).ending).toBe('converged');
    expect((await tier.group()).Instances).toHaveLength(3);
  });

  it('names the instances that protection keeps from going', async () => {
    const guarded = edited('asg-web', {
      'web#/spec/autoScalingGroup/newInstancesProtectedFromScaleIn': true,
      'web#/spec/autoScalingGroup/launchTemplate/description': 'guarded',
    });
    expect((await tier.controller.run(guarded)).ending).toBe('converged');
    const { outcomes } = await tier.controller.apply(nothing);
    const failed = outcomes.find(({ change }) => change.type === 'auto-scaling-group');
    expect(failed?.error?.facts.remedy).toMatch(
      /^remove the scale-in protection from i-\w+, i-\w+, or terminate them$/,
    );
  });

  it('costs as many reads as there are sorts of things, and one for the version', async () => {
    const { journal } = tier.simulator;
    journal.clear();
    await tier.controller.look(manifests);
    const ours = Object.entries(journal.counts()).filter(([action]) => /autoscaling|Template|Image/.test(action));
    expect(Object.fromEntries(ours)).toEqual({
      'autoscaling:DescribeAutoScalingGroups': 1,
      'autoscaling:DescribePolicies': 1,
      'ec2:DescribeImages': 1,
      'ec2:DescribeLaunchTemplateVersions': 1,
      'ec2:DescribeLaunchTemplates': 1,
    });
  });

  it('sees what is done by hand', async () => {
    await tier.account.sdk.ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName: 'Web',
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    );
    await tier.autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: 'Web-ASG',
        PolicyName: 'by-hand',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
        },
      }),
    );
    const { plan } = await tier.controller.look(manifests);
    expect(inWords(plan)).toEqual([
      'delete scaling-policy/default/web/by-hand (drift)',
      'update auto-scaling-group/default/web (dependency)',
      'update launch-template/default/web (drift)',
    ]);
    expect(differences(plan)).toContain('/spec/autoScalingGroup/launchTemplate/instanceType: "t3.large" → "t2.micro"');
    expect((await tier.controller.run(manifests)).ending).toBe('converged');
    expect(inWords((await tier.controller.look(manifests)).plan)).toEqual([]);
  });

  it('drains and goes, and all that it used after it', async () => {
    const { ending, outcomes } = await tier.controller.run(nothing);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(ending).toBe('converged');
    const { snapshot } = await tier.controller.look(nothing);
    expect(snapshot.live.map(({ type }) => type)).not.toContain('auto-scaling-group');
    expect(snapshot.live.map(({ type }) => type)).not.toContain('launch-template');
  });
});
