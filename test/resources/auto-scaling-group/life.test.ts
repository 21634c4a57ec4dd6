import {
  type AutoScalingGroup,
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
  PutScalingPolicyCommand,
  SetDesiredCapacityCommand,
} from '@aws-sdk/client-auto-scaling';
import { CreateLaunchTemplateVersionCommand, DescribeVolumesCommand } from '@aws-sdk/client-ec2';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { type Controller, controllerOn, differences, inWords, nothing } from '../../support/controller.ts';
import { REGION } from '../../support/clients.ts';
import { type Account, simulatorEmulator } from '../../support/emulators.ts';
import { fixtureNamed } from '../../support/fixtures.ts';
import { edited, manifestsOf } from '../../support/folders.ts';

const manifests = manifestsOf('asg-web');
const emulator = simulatorEmulator({ fixture: fixtureNamed('vpc-lab') });

describe('an Auto Scaling group that a manifest asks for', () => {
  let account: Account;
  let controller: Controller;
  let autoScaling: AutoScalingClient;

  beforeEach(async () => {
    account = await emulator.open();
    controller = await controllerOn(account);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    autoScaling = new AutoScalingClient({ endpoint: account.url, region: REGION, credentials });
    const { ending, outcomes } = await controller.run(manifests);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(ending).toBe('converged');
  });

  afterAll(() => emulator.stop());

  async function group(): Promise<AutoScalingGroup> {
    const { AutoScalingGroups = [] } = await autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
    expect(AutoScalingGroups).toHaveLength(1);
    return AutoScalingGroups[0]!;
  }

  it('stands as it was asked for, and is written no more', async () => {
    const found = await group();
    expect(found).toMatchObject({ MinSize: 2, MaxSize: 4, DesiredCapacity: 2, HealthCheckType: 'ELB' });
    expect(new Set(found.Instances?.map(({ AvailabilityZone }) => AvailabilityZone)).size).toBe(2);
    expect(found.EnabledMetrics?.length).toBeGreaterThan(7);
    expect(found.Tags?.filter((tag) => tag.PropagateAtLaunch)).toMatchObject([
      { Key: 'Name', Value: 'ASG-Web-Instance' },
    ]);
    const { Volumes = [] } = await account.sdk.ec2.send(new DescribeVolumesCommand({}));
    expect(Volumes.map(({ Tags }) => Tags?.find(({ Key }) => Key === 'Name')?.Value)).toEqual([
      'Web Instance',
      'Web Instance',
    ]);
    const { writes } = controller.aws.calls;
    const { plan, snapshot } = await controller.apply(manifests);
    expect(inWords(plan)).toEqual([]);
    expect(controller.aws.calls.writes).toBe(writes);
    expect(snapshot.live.find(({ name }) => name === 'Web-ASG')?.status).toEqual({
      ready: true,
      text: '2/2 in service',
    });
  });

  it('leaves the capacity to the policy, inside the bounds', async () => {
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'Web-ASG', DesiredCapacity: 3 }));
    expect(inWords((await controller.look(manifests)).plan)).toEqual([]);
    expect((await controller.run(manifests)).ending).toBe('converged');
    expect((await group()).DesiredCapacity).toBe(3);
  });

  it('rolls the instances onto a changed template', async () => {
    const changed = edited('asg-web', {
      'web#/spec/autoScalingGroup/launchTemplate/userData': '#!/bin/bash\necho "prêt"\n',
    });
    const { plan } = await controller.look(changed);
    expect(inWords(plan)).toEqual([
      'update auto-scaling-group/default/web (dependency)',
      'update launch-template/default/web (spec)',
    ]);
    const { ending, outcomes } = await controller.run(changed);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(ending).toBe('converged');
    const { Instances = [] } = await group();
    expect(Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
    expect(inWords((await controller.look(changed)).plan)).toEqual([]);
  });

  it('sees what is done by hand', async () => {
    await account.sdk.ec2.send(
      new CreateLaunchTemplateVersionCommand({
        LaunchTemplateName: 'Web',
        SourceVersion: '1',
        LaunchTemplateData: { InstanceType: 't3.large' },
      }),
    );
    await autoScaling.send(
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
    const { plan } = await controller.look(manifests);
    expect(inWords(plan)).toEqual([
      'delete scaling-policy/default/web/by-hand (drift)',
      'update auto-scaling-group/default/web (dependency)',
      'update launch-template/default/web (drift)',
    ]);
    expect(differences(plan)).toContain('/spec/autoScalingGroup/launchTemplate/instanceType: "t3.large" → "t2.micro"');
    expect((await controller.run(manifests)).ending).toBe('converged');
    expect(inWords((await controller.look(manifests)).plan)).toEqual([]);
  });

  it('drains and goes, and all that it used after it', async () => {
    const { ending, outcomes } = await controller.run(nothing);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(ending).toBe('converged');
    const { snapshot } = await controller.look(nothing);
    expect(snapshot.live.map(({ type }) => type)).not.toContain('auto-scaling-group');
    expect(snapshot.live.map(({ type }) => type)).not.toContain('launch-template');
  });
});
