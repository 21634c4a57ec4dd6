import {
  CreateOrUpdateTagsCommand,
  DeletePolicyCommand,
  DeleteTagsCommand,
  DescribeAutoScalingGroupsCommand,
  DescribeAutoScalingInstancesCommand,
  DescribePoliciesCommand,
  DescribeTagsCommand,
  DisableMetricsCollectionCommand,
  EnableMetricsCollectionCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyType,
  SetDesiredCapacityCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, test } from 'vitest';
import { adjusted } from '../../../src/simulator/auto-scaling/adjust.ts';
import { breakGround, groupOf, START_MS } from './ground.ts';
import { refusal } from '../support.ts';

const AutoScalingGroupName = 'Web-ASG';

test('what is not given is as AWS fills it in', async () => {
  const { autoScaling, create, subnetIds, targetGroupArn } = await breakGround();
  await create();
  expect(await groupOf(autoScaling)).toMatchObject({
    AutoScalingGroupName,
    DesiredCapacity: 2,
    DefaultCooldown: 300,
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: 0,
    TerminationPolicies: ['Default'],
    NewInstancesProtectedFromScaleIn: false,
    AvailabilityZones: ['ap-northeast-2a', 'ap-northeast-2c'],
    VPCZoneIdentifier: subnetIds.join(','),
    TargetGroupARNs: [targetGroupArn],
    TrafficSources: [{ Identifier: targetGroupArn, Type: 'elbv2' }],
    LaunchTemplate: { LaunchTemplateName: 'Web', Version: '1' },
    EnabledMetrics: [],
    SuspendedProcesses: [],
    Tags: [],
  });
});

test('a template without a version is shown so, and its default one is what starts', async () => {
  const { autoScaling, create } = await breakGround();
  await create({ LaunchTemplate: { LaunchTemplateName: 'Web' } });
  const group = await groupOf(autoScaling);
  expect(group?.LaunchTemplate).toEqual({
    LaunchTemplateId: expect.any(String) as string,
    LaunchTemplateName: 'Web',
  });
  expect(group?.Instances).toMatchObject([{ LaunchTemplate: { Version: '1' } }, { LaunchTemplate: { Version: '1' } }]);
});

test('a function may choose which instances go', async () => {
  const { autoScaling, create } = await breakGround();
  const TerminationPolicies = ['arn:aws:lambda:ap-northeast-2:123456789012:function:choose:live', 'Default'];
  await create({ TerminationPolicies });
  expect(await groupOf(autoScaling)).toMatchObject({ TerminationPolicies });
});

describe('refused is', () => {
  test.each([
    ['a minimum above the maximum', { MinSize: 5 }, /^ValidationError: Max bound, 4, must be greater/],
    ['a capacity out of bounds', { DesiredCapacity: 9 }, /^ValidationError: Desired capacity:9 must be between/],
    ['a subnet that is not there', { VPCZoneIdentifier: 'subnet-0' }, /^ValidationError: .*'subnet-0'/],
    ['a group without subnets', { VPCZoneIdentifier: undefined }, /^ValidationError: At least one Availability Zone/],
    ['a target group that is not there', { TargetGroupARNs: ['arn:x'] }, /^ValidationError: Provided Target Groups/],
    ['an unknown version', { LaunchTemplate: { LaunchTemplateName: 'Web', Version: '7' } }, /no version 7/],
    ['an unknown template', { LaunchTemplate: { LaunchTemplateName: 'Api' } }, /No launch template is named 'Api'/],
    ['a tag of AWS', { Tags: [{ Key: 'aws:x', Value: '' }] }, /^ValidationError: Tag keys starting with 'aws:'/],
    ['an unknown health check', { HealthCheckType: 'PING' }, /^ValidationError: 'PING' is not a valid/],
  ])('%s', async (_, more, message) => {
    const { autoScaling, create } = await breakGround();
    expect(await refusal(create(more))).toMatch(message);
    expect(await groupOf(autoScaling)).toBeUndefined();
  });

  test('a second group of a name, a stranger, and a change before the cooldown is over', async () => {
    const { autoScaling, create } = await breakGround();
    await create();
    const set = (name: string, DesiredCapacity: number): Promise<unknown> =>
      autoScaling.send(
        new SetDesiredCapacityCommand({ AutoScalingGroupName: name, DesiredCapacity, HonorCooldown: true }),
      );
    expect(await refusal(create())).toMatch(/^AlreadyExists: /);
    expect(await refusal(set('Api-ASG', 3))).toMatch(/^ValidationError: AutoScalingGroup name not found/);
    await set(AutoScalingGroupName, 3);
    expect(await refusal(set(AutoScalingGroupName, 4))).toMatch(/^ScalingActivityInProgress: /);
  });
});

test('an update changes what it names, and moves the capacity between new bounds', async () => {
  const { autoScaling, create } = await breakGround();
  await create({ HealthCheckGracePeriod: 300 });
  const change = { MinSize: 3, HealthCheckType: 'ELB', TerminationPolicies: ['OldestInstance'] };
  await autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, ...change }));
  expect(await groupOf(autoScaling)).toMatchObject({ ...change, DesiredCapacity: 3, HealthCheckGracePeriod: 300 });
});

test('tags are put, found and taken away', async () => {
  const { autoScaling, create, pass } = await breakGround();
  await create({ Tags: [{ Key: 'team', Value: 'web', PropagateAtLaunch: false }] });
  const tag = { ResourceId: AutoScalingGroupName, ResourceType: 'auto-scaling-group', Key: 'Name', Value: 'Web' };
  await autoScaling.send(new CreateOrUpdateTagsCommand({ Tags: [{ ...tag, PropagateAtLaunch: true }] }));
  const Filters = [{ Name: 'key', Values: ['Name'] }];
  const { Tags } = await autoScaling.send(new DescribeTagsCommand({ Filters }));
  expect(Tags).toEqual([{ ...tag, PropagateAtLaunch: true }]);
  const byTag = new DescribeAutoScalingGroupsCommand({ Filters: [{ Name: 'tag:team', Values: ['web'] }] });
  expect((await autoScaling.send(byTag)).AutoScalingGroups).toHaveLength(1);
  await autoScaling.send(new DeleteTagsCommand({ Tags: [tag] }));
  expect((await groupOf(autoScaling))?.Tags?.map(({ Key }) => Key)).toEqual(['team']);
  await pass(START_MS);
  const { AutoScalingInstances } = await autoScaling.send(new DescribeAutoScalingInstancesCommand({}));
  expect(AutoScalingInstances).toMatchObject([
    { AutoScalingGroupName, HealthStatus: 'HEALTHY', LifecycleState: 'InService' },
    { AutoScalingGroupName },
  ]);
});

test('metrics are collected, all of them unless some are named', async () => {
  const { autoScaling, create } = await breakGround();
  await create();
  const metrics = async (): Promise<number | undefined> => (await groupOf(autoScaling))?.EnabledMetrics?.length;
  const enable = (Granularity: string): Promise<unknown> =>
    autoScaling.send(new EnableMetricsCollectionCommand({ AutoScalingGroupName, Granularity }));
  await enable('1Minute');
  expect(await metrics()).toBe(20);
  const Metrics = ['GroupMinSize'];
  await autoScaling.send(new DisableMetricsCollectionCommand({ AutoScalingGroupName, Metrics }));
  expect(await metrics()).toBe(19);
  await autoScaling.send(new DisableMetricsCollectionCommand({ AutoScalingGroupName }));
  expect(await metrics()).toBe(0);
  expect(await refusal(enable('5Minute'))).toMatch(/^ValidationError: '5Minute' is not a valid granularity/);
});

test('a policy is replaced whole, keeps its ARN, and goes', async () => {
  const { autoScaling, create } = await breakGround();
  await create();
  const put = (more: Partial<PutScalingPolicyType>): Promise<{ PolicyARN?: string | undefined }> =>
    autoScaling.send(new PutScalingPolicyCommand({ AutoScalingGroupName, PolicyName: 'cpu', ...more }));
  const tracking = (TargetValue: number): Partial<PutScalingPolicyType> => ({
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageCPUUtilization' },
      TargetValue,
    },
  });
  const { PolicyARN } = await put({ ...tracking(30), EstimatedInstanceWarmup: 60 });
  expect((await put(tracking(50))).PolicyARN).toBe(PolicyARN);
  const policies = new DescribePoliciesCommand({ AutoScalingGroupName });
  const [policy] = (await autoScaling.send(policies)).ScalingPolicies ?? [];
  expect(policy).toMatchObject({
    Enabled: true,
    StepAdjustments: [],
    TargetTrackingConfiguration: { TargetValue: 50, DisableScaleIn: false },
  });
  expect(policy?.EstimatedInstanceWarmup).toBeUndefined();
  expect(await refusal(put({ PolicyType: 'StepScaling' }))).toMatch(/^ValidationError: At least one StepAdjustment/);
  const remove = new DeletePolicyCommand({ AutoScalingGroupName, PolicyName: 'cpu' });
  await autoScaling.send(remove);
  expect((await autoScaling.send(policies)).ScalingPolicies).toEqual([]);
  expect(await refusal(autoScaling.send(remove))).toMatch(/^ValidationError: No scaling policy found/);
});

test.each([
  ['ExactCapacity', 7, 7],
  ['ChangeInCapacity', -3, 7],
  ['PercentChangeInCapacity', 25, 12],
  ['PercentChangeInCapacity', 5, 11],
  ['PercentChangeInCapacity', -5, 9],
])('%s by %i of ten makes %i', (AdjustmentType, ScalingAdjustment, expected) => {
  expect(adjusted(10, { AdjustmentType, ScalingAdjustment })).toBe(expected);
});
