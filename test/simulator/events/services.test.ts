import { SetDesiredCapacityCommand } from '@aws-sdk/client-auto-scaling';
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  RunInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { CreateTargetGroupCommand, DeregisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { breakGround as breakGroundOfGroups, groupOf, START_MS } from '../auto-scaling/ground.ts';
import { breakGround as breakGroundOfServices } from '../ecs/ground.ts';
import { recordedEvent, shapeOf } from '../../support/event-shapes.ts';
import { AMAZON_LINUX, clientsFor, open, refusal } from '../support.ts';
import { type Heard, listen } from './listen.ts';

/** That an event has all the members that AWS documents of its kind. */
function expectShape(event: Heard | undefined, name: string): void {
  expect(shapeOf(event)).toEqual(expect.arrayContaining(shapeOf(recordedEvent(name))));
}

describe('CloudTrail records', () => {
  test('a call with all that AWS documents of one', async () => {
    const callers = { KEY: { role: 'Admin', session: 'bob@example.com' } };
    const { simulator } = await open({ fixture: { regions: {}, callers } });
    const heard = listen(simulator);
    const { ec2, ecs, elbv2 } = clientsFor(simulator.url, 'KEY');
    const lambda = 'arn:aws:lambda:ap-northeast-2:123456789012:function:web';
    const made = await elbv2.send(new CreateTargetGroupCommand({ Name: 'web', TargetType: 'lambda' }));
    const { TargetGroupArn } = made.TargetGroups?.[0] ?? {};
    const Targets = [{ Id: lambda, Port: 80 }];
    await refusal(elbv2.send(new DeregisterTargetsCommand({ TargetGroupArn, Targets })));
    expectShape(heard('AWS API Call via CloudTrail').at(-1), 'api-call');
    const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x' }));
    const IpPermissions = [{ IpProtocol: 'tcp', FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: '0.0.0.0/0' }] }];
    await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
    expectShape(heard('AWS API Call via CloudTrail').at(-1), 'api-call-of-ec2');
    await refusal(ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', desiredCount: 0 })));
    expectShape(heard('AWS API Call via CloudTrail').at(-1), 'api-call-refused');
  });
});

describe('EC2 announces', () => {
  test('each state that an instance passes through', async () => {
    const { simulator, ec2 } = await open();
    const heard = listen(simulator);
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1 }),
    );
    const id = Instances[0]?.InstanceId ?? '';
    await ec2.send(new StopInstancesCommand({ InstanceIds: [id] }));
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [id] }));
    const changes = heard('EC2 Instance State-change Notification');
    expect(changes[0]).toMatchObject({
      source: 'aws.ec2',
      resources: [`arn:aws:ec2:ap-northeast-2:123456789012:instance/${id}`],
      detail: { 'instance-id': id, state: 'pending' },
    });
    expectShape(changes[0], 'instance-state');
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
    const launches = heard('EC2 Instance Launch Successful');
    expectShape(launches[0], 'group-launch');
    expect(launches).toMatchObject([
      { source: 'aws.autoscaling', resources: [arn, instance], detail: { ...common, Destination: 'AutoScalingGroup' } },
    ]);
    await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName: 'Web-ASG', DesiredCapacity: 0 }));
    clock.advance(600_000);
    await groupOf(autoScaling);
    expect(heard('EC2 Instance State-change Notification').map(({ detail }) => detail['state'])).toEqual([
      'shutting-down',
      'terminated',
    ]);
    const ends = heard('EC2 Instance Terminate Successful');
    expectShape(ends[0], 'group-terminate');
    expect(ends).toMatchObject([{ resources: [arn, instance], detail: { ...common, Destination: 'EC2' } }]);
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
    expectShape(tasks.at(-1), 'task-state');
    expect(tasks[0]).toMatchObject({
      source: 'aws.ecs',
      resources: [expect.stringContaining(':task/demo/')],
      detail: { group: 'service:web', desiredStatus: 'RUNNING', lastStatus: 'PROVISIONING', version: 1 },
    });
    expect(tasks.map(({ detail }) => detail['lastStatus'])).toEqual(['PROVISIONING', 'PENDING', 'RUNNING']);
    expect(new Set(tasks.map(({ time }) => time)).size).toBe(3);
    const actions = heard('ECS Service Action');
    expectShape(actions[0], 'service-action');
    expect(actions).toMatchObject([
      { resources: [arn], detail: { eventType: 'INFO', eventName: 'SERVICE_STEADY_STATE' } },
    ]);
    const deployments = heard('ECS Deployment State Change');
    expectShape(deployments[0], 'deployment-state');
    expect(deployments).toMatchObject([
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
