import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import { RunInstancesCommand, StopInstancesCommand, TerminateInstancesCommand } from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { breakGround as breakGroundOfGroups, groupOf, START_MS } from '../auto-scaling/ground.ts';
import { breakGround as breakGroundOfServices } from '../ecs/ground.ts';
import { open } from '../support.ts';
import { listen } from './listen.ts';

describe('EC2 announces', () => {
  test('each state that an instance passes through', async () => {
    const { simulator, ec2 } = await open();
    const heard = listen(simulator);
    const { Instances = [] } = await ec2.send(new RunInstancesCommand({ ImageId: 'ami-1', MinCount: 1, MaxCount: 1 }));
    const id = Instances[0]?.InstanceId ?? '';
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const changes = heard('EC2 Instance State-change Notification');
    expect(changes[0]).toMatchObject({
      source: 'aws.ec2',
      resources: [`arn:aws:ec2:ap-northeast-2:123456789012:instance/${id}`],
      detail: { 'instance-id': id, state: 'pending' },
    });
    const states = ['pending', 'running', 'stopping', 'stopped', 'shutting-down', 'terminated'];
    expect(changes.map(({ detail }) => detail['state'])).toEqual(states);
  });

  test('nothing of what stood beforehand', async () => {
    const vpc = { name: 'lab', cidr: '10.0.0.0/16', subnets: [{ name: 'a', zone: 'a', cidr: '10.0.0.0/24' }] };
    const instances = [{ name: 'web', subnet: 'a', state: 'stopped' as const }];
    const regions = { 'ap-northeast-2': { vpcs: [vpc], instances } };
    const { simulator } = await open({ fixture: { regions }, events: { queue: 'events' } });
    expect(simulator.events.report().emitted).toBe(0);
  });
});

describe('Auto Scaling announces', () => {
  test('launches and terminations when they are over, and the states in between', async () => {
    const { simulator, autoScaling, clock, create } = await breakGroundOfGroups();
    const heard = listen(simulator);
    await create({ DesiredCapacity: 1, MinSize: 0 });
    await groupOf(autoScaling);
    expect(heard('EC2 Instance State-change Notification').map(({ detail }) => detail['state'])).toEqual(['pending']);
    expect(heard('EC2 Instance Launch Successful')).toEqual([]);
    clock.advance(START_MS);
    const { AutoScalingGroupARN: arn = '', Instances: [member] = [] } = (await groupOf(autoScaling)) ?? {};
    const instance = `arn:aws:ec2:ap-northeast-2:123456789012:instance/${member?.InstanceId}`;
    const common = {
      AutoScalingGroupName: 'Web-ASG',
      EC2InstanceId: member?.InstanceId,
      Details: { 'Availability Zone': member?.AvailabilityZone },
    };
    expect(heard('EC2 Instance State-change Notification').map(({ detail }) => detail['state'])).toEqual(['running']);
    expect(heard('EC2 Instance Launch Successful')).toMatchObject([
      { source: 'aws.autoscaling', resources: [arn, instance], detail: { ...common, Destination: 'AutoScalingGroup' } },
    ]);
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'Web-ASG', DesiredCapacity: 0 }));
    clock.advance(600_000);
    await groupOf(autoScaling);
    expect(heard('EC2 Instance State-change Notification').map(({ detail }) => detail['state'])).toEqual([
      'shutting-down',
      'terminated',
    ]);
    expect(heard('EC2 Instance Terminate Successful')).toMatchObject([
      { resources: [arn, instance], detail: { ...common, Destination: 'EC2' } },
    ]);
  });
});

describe('ECS announces', () => {
  test('each state of a task, a deployment from its start to its end, and a steady service', async () => {
    const { simulator, clock, create, service, register, ecs } = await breakGroundOfServices();
    const heard = listen(simulator);
    await create({ desiredCount: 1 });
    clock.advance(60_000);
    const { serviceArn: arn, deployments: [first] = [] } = await service();
    const tasks = heard('ECS Task State Change');
    expect(tasks[0]).toMatchObject({
      source: 'aws.ecs',
      resources: [expect.stringContaining(':task/demo/')],
      detail: { group: 'service:web', desiredStatus: 'RUNNING', lastStatus: 'PROVISIONING', version: 1 },
    });
    expect(tasks.map(({ detail }) => detail['lastStatus'])).toEqual(['PROVISIONING', 'PENDING', 'RUNNING']);
    expect(new Set(tasks.map(({ time }) => time)).size).toBe(3);
    expect(heard('ECS Service Action')).toMatchObject([
      { resources: [arn], detail: { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' } },
    ]);
    expect(heard('ECS Deployment State Change')).toMatchObject([
      { resources: [arn], detail: { eventName: 'SERVICE_DEPLOYMENT_IN_PROGRESS', deploymentId: first?.id } },
      { resources: [arn], detail: { eventName: 'SERVICE_DEPLOYMENT_COMPLETED', deploymentId: first?.id } },
    ]);

    simulator.world().ecs.badImages.add('web:2');
    const breaker = { enable: true, rollback: true };
    const deploymentConfiguration = { deploymentCircuitBreaker: breaker };
    const taskDefinition = await register('web:2');
    await ecs.send(
      new UpdateServiceCommand({ cluster: 'demo', service: 'web', taskDefinition, deploymentConfiguration }),
    );
    clock.advance(300_000);
    await service();
    expect(heard('ECS Service Action').map(({ detail }) => detail['eventName'])).toContain(
      'SERVICE_TASK_START_IMPAIRED',
    );
    const fates = heard('ECS Deployment State Change').map(({ detail }) => detail['eventName']);
    expect(fates).toEqual([
      'SERVICE_DEPLOYMENT_IN_PROGRESS',
      'SERVICE_DEPLOYMENT_FAILED',
      'SERVICE_DEPLOYMENT_COMPLETED',
    ]);
    const failed = heard('ECS Task State Change').find(({ detail }) => detail['lastStatus'] === 'STOPPED');
    expect(failed?.detail).toMatchObject({ stopCode: 'TaskFailedToStart', desiredStatus: 'STOPPED' });
  });
});
