import {
  AttachTrafficSourcesCommand,
  DeleteAutoScalingGroupCommand,
  DescribeTrafficSourcesCommand,
  DetachLoadBalancerTargetGroupsCommand,
  PutScalingPolicyCommand,
  SetDesiredCapacityCommand,
  SuspendProcessesCommand,
  TerminateInstanceInAutoScalingGroupCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DeleteLaunchTemplateCommand, DescribeInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { activitiesOf, breakGround, DRAIN_MS, groupOf, HEALTH_MS, membersOf, sicken, START_MS } from './ground.ts';
import { refusal } from '../support.ts';

const AutoScalingGroupName = 'Web-ASG';

describe('a group', () => {
  test('reaches its size across its zones, and its instances become healthy targets', async () => {
    const { autoScaling, create, ec2, health, pass } = await breakGround();
    await create({ Tags: [{ Key: 'Name', Value: 'ASG-Web-Instance', PropagateAtLaunch: true }] });
    const young = await membersOf(autoScaling);
    expect(young.map((member) => [member.LifecycleState, member.AvailabilityZone?.at(-1)])).toEqual([
      ['Pending', 'a'],
      ['Pending', 'c'],
    ]);
    expect(await health()).toEqual([]);
    expect((await pass(START_MS)).map((member) => member.LifecycleState)).toEqual(['InService', 'InService']);
    expect(await health()).toEqual(['initial', 'initial']);
    await pass(HEALTH_MS);
    expect(await health()).toEqual(['healthy', 'healthy']);

    const { Reservations } = await ec2.send(
      new DescribeInstancesCommand({ InstanceIds: [young[0]?.InstanceId ?? ''] }),
    );
    const { Tags = [], State } = Reservations?.[0]?.Instances?.[0] ?? {};
    expect(State?.Name).toBe('running');
    expect(Object.fromEntries(Tags.map((tag) => [tag.Key, tag.Value]))).toEqual({
      role: 'web',
      Name: 'ASG-Web-Instance',
      'aws:autoscaling:groupName': AutoScalingGroupName,
      'aws:ec2launchtemplate:id': young[0]?.LaunchTemplate?.LaunchTemplateId,
      'aws:ec2launchtemplate:version': '1',
    });
  });

  test('a clock that jumps leaves what small steps leave', async () => {
    const grounds = [await breakGround(), await breakGround()] as const;
    for (const { autoScaling, create, pass } of grounds) {
      await create({ DesiredCapacity: 4 });
      await pass(START_MS);
      await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
    }
    const [jump, walk] = grounds;
    await jump.pass(60_000);
    for (let second = 0; second < 60; second += 1) await walk.pass(1000);
    expect(await activitiesOf(jump.autoScaling)).toEqual(await activitiesOf(walk.autoScaling));
    expect(await membersOf(jump.autoScaling)).toEqual(await membersOf(walk.autoScaling));
  });

  test('drains whom it lets go, the zones kept even', async () => {
    const { autoScaling, create, health, pass } = await breakGround();
    await create({ DesiredCapacity: 4 });
    await pass(START_MS + HEALTH_MS);
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
    const leaving = (await membersOf(autoScaling)).filter((member) => member.LifecycleState === 'Terminating');
    expect(leaving).toHaveLength(2);
    expect(await health()).toEqual(['draining', 'draining', 'healthy', 'healthy']);
    const remaining = await pass(DRAIN_MS);
    expect(new Set(remaining.map((member) => member.AvailabilityZone?.at(-1)))).toEqual(new Set(['a', 'c']));
    expect(await health()).toEqual(['healthy', 'healthy']);
    const [newest] = await activitiesOf(autoScaling);
    expect(newest).toMatchObject({ StatusCode: 'Successful', Progress: 100 });
    expect(newest?.Description).toMatch(/^Terminating EC2 instance: i-/);
  });

  test('replaces an instance that somebody ended', async () => {
    const { autoScaling, create, ec2, pass } = await breakGround();
    await create();
    const before = (await pass(START_MS)).map((member) => member.InstanceId ?? '');
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: before.slice(0, 1) }));
    expect((await membersOf(autoScaling)).map((member) => [member.LifecycleState, member.HealthStatus])).toEqual([
      ['Terminating', 'Unhealthy'],
      ['InService', 'Healthy'],
      ['Pending', 'Healthy'],
    ]);
    const after = (await pass(DRAIN_MS)).map((member) => member.InstanceId);
    expect(after).toHaveLength(2);
    expect(after).toContain(before[1]);
    expect(after).not.toContain(before[0]);
  });

  test.each([
    ['ELB', 2, 'replaced'],
    ['EC2', 3, 'left alone'],
  ])(
    'with %s health checks, %i of three serve on past the grace of an unhealthy one, which is %s',
    async (HealthCheckType, kept) => {
      const { autoScaling, clock, create, pass, targetGroupArn, world } = await breakGround();
      await create({ MinSize: 3, HealthCheckType, HealthCheckGracePeriod: 120 });
      const [first] = await pass(START_MS);
      const id = first?.InstanceId ?? '';
      sicken(world, targetGroupArn, id);
      const alive = (await pass(119_999)).filter((member) => member.LifecycleState === 'InService');
      expect(alive).toHaveLength(3);
      clock.advance(1);
      const old = (await membersOf(autoScaling)).filter((member) => member.LifecycleState === 'InService');
      expect(old).toHaveLength(kept);
      expect(old.some((member) => member.InstanceId === id)).toBe(HealthCheckType === 'EC2');
    },
  );

  test('ends one instance on demand, and shrinks by it if asked', async () => {
    const { autoScaling, create, pass } = await breakGround();
    await create({ DesiredCapacity: 3 });
    const [one, other] = await pass(START_MS);
    const end = (InstanceId: string | undefined, ShouldDecrementDesiredCapacity: boolean): Promise<unknown> =>
      autoScaling.send(new TerminateInstanceInAutoScalingGroupCommand({ InstanceId, ShouldDecrementDesiredCapacity }));
    await end(one?.InstanceId, true);
    expect((await groupOf(autoScaling))?.DesiredCapacity).toBe(2);
    expect(await refusal(end(other?.InstanceId, true))).toMatch(/^ValidationError: .*minSize \(2\)/);
    await end(other?.InstanceId, false);
    expect(await pass(DRAIN_MS)).toHaveLength(2);
    expect(await refusal(end(one?.InstanceId, false))).toMatch(/^ValidationError: Instance Id not found/);
  });

  test('says why it cannot launch, and tries again later', async () => {
    const { autoScaling, create, ec2, pass } = await breakGround();
    await create({ MinSize: 0, DesiredCapacity: 0 });
    await ec2.send(new DeleteLaunchTemplateCommand({ LaunchTemplateName: 'Web' }));
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 2 }));
    expect(await pass(120_000)).toEqual([]);
    const failed = await activitiesOf(autoScaling);
    expect(failed.map((activity) => activity.StatusCode)).toEqual(['Failed', 'Failed', 'Failed']);
    expect(failed[0]?.StatusMessage).toMatch(/launch template ID .* does not exist/);
  });

  test('does nothing of what was suspended', async () => {
    const { autoScaling, create, pass } = await breakGround();
    await create({ MinSize: 0, DesiredCapacity: 0 });
    await autoScaling.send(new SuspendProcessesCommand({ AutoScalingGroupName, ScalingProcesses: ['Launch'] }));
    await autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, MinSize: 2 }));
    expect(await pass(START_MS)).toEqual([]);
    expect(await groupOf(autoScaling)).toMatchObject({
      DesiredCapacity: 2,
      SuspendedProcesses: [{ ProcessName: 'Launch' }],
    });
  });

  test('is deleted once its instances have drained', async () => {
    const { autoScaling, create, health, pass } = await breakGround();
    await create();
    await pass(START_MS + HEALTH_MS);
    const remove = (ForceDelete: boolean): Promise<unknown> =>
      autoScaling.send(new DeleteAutoScalingGroupCommand({ AutoScalingGroupName, ForceDelete }));
    expect(await refusal(remove(false))).toMatch(/^ResourceInUse: /);
    await remove(true);
    expect(await groupOf(autoScaling)).toMatchObject({ Status: 'Delete in progress', DesiredCapacity: 0 });
    expect(await refusal(create())).toMatch(/^AlreadyExists: .*pending delete/);
    expect(await health()).toEqual(['draining', 'draining']);
    await pass(DRAIN_MS);
    expect(await groupOf(autoScaling)).toBeUndefined();
    expect(await health()).toEqual([]);
  });
});

test('target groups come and go, and those that leave drain', async () => {
  const { autoScaling, create, health, pass, targetGroupArn } = await breakGround();
  await create({ TargetGroupARNs: [], HealthCheckType: 'ELB', HealthCheckGracePeriod: 300 });
  await pass(START_MS);
  expect(await health()).toEqual([]);
  const TrafficSources = [{ Identifier: targetGroupArn, Type: 'elbv2' }];
  await autoScaling.send(new AttachTrafficSourcesCommand({ AutoScalingGroupName, TrafficSources }));
  const stage = async (): Promise<(string | undefined)[]> => {
    const answer = await autoScaling.send(new DescribeTrafficSourcesCommand({ AutoScalingGroupName }));
    return answer.TrafficSources?.map((source) => source.State) ?? [];
  };
  expect(await stage()).toEqual(['Added']);
  await pass(HEALTH_MS);
  expect(await stage()).toEqual(['InService']);
  expect((await groupOf(autoScaling))?.TargetGroupARNs).toEqual([targetGroupArn]);

  const TargetGroupARNs = [targetGroupArn];
  await autoScaling.send(new DetachLoadBalancerTargetGroupsCommand({ AutoScalingGroupName, TargetGroupARNs }));
  expect(await stage()).toEqual(['Removing']);
  expect(await health()).toEqual(['draining', 'draining']);
  expect((await pass(DRAIN_MS)).map((member) => member.LifecycleState)).toEqual(['InService', 'InService']);
  expect([await stage(), await health()]).toEqual([[], []]);
});

describe('scaling policies', () => {
  test('target tracking moves the capacity towards its target, inside the bounds', async () => {
    const { autoScaling, create, pass, world } = await breakGround();
    await create();
    await pass(START_MS);
    const PredefinedMetricSpecification = { PredefinedMetricType: 'ASGAverageCPUUtilization' } as const;
    const { Alarms } = await autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName,
        PolicyName: 'cpu-30',
        PolicyType: 'TargetTrackingScaling',
        EstimatedInstanceWarmup: 60,
        TargetTrackingConfiguration: { PredefinedMetricSpecification, TargetValue: 30 },
      }),
    );
    expect(Alarms).toHaveLength(2);
    const capacity = async (): Promise<number | undefined> => (await groupOf(autoScaling))?.DesiredCapacity;
    const metric = 'Web-ASG ASGAverageCPUUtilization';
    world.autoScaling.metrics.set(metric, 45);
    expect(await capacity()).toBe(3);
    await pass(59_999);
    expect(await capacity()).toBe(3);
    await pass(600_000);
    expect(await capacity()).toBe(4);
    world.autoScaling.metrics.set(metric, 29);
    await pass(600_000);
    expect(await capacity()).toBe(4);
    world.autoScaling.metrics.set(metric, 5);
    await pass(600_000);
    expect(await capacity()).toBe(2);
  });

  test('step scaling takes the step that the breach falls into', async () => {
    const { autoScaling, create, world } = await breakGround();
    await create();
    await autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName,
        PolicyName: 'steps',
        PolicyType: 'StepScaling',
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 10, ScalingAdjustment: 1 },
          { MetricIntervalLowerBound: 10, ScalingAdjustment: 2 },
        ],
      }),
    );
    world.autoScaling.metrics.set('Web-ASG steps', 10);
    expect((await groupOf(autoScaling))?.DesiredCapacity).toBe(4);
  });
});
