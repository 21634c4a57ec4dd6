import { DeleteServiceCommand, DescribeServicesCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import { refusal } from '../support.ts';
import { breakGround } from './ground.ts';

describe('the life of a service', () => {
  it('starts tasks, waits for their targets and comes to rest', async () => {
    const { create, service, tasks, targets, blue, clock } = await breakGround();
    const created = (await create()).service;
    expect([created?.status, created?.runningCount, created?.deployments?.[0]?.rolloutState]).toEqual([
      'ACTIVE',
      0,
      'IN_PROGRESS',
    ]);
    expect((await tasks()).map(({ lastStatus }) => lastStatus)).toEqual(Array(3).fill('PROVISIONING'));
    clock.advance(1000);
    expect(await service()).toMatchObject({ runningCount: 0, pendingCount: 3 });
    clock.advance(1000);
    expect(await service()).toMatchObject({ runningCount: 3, pendingCount: 0 });
    expect(await targets(blue)).toEqual({ initial: 3 });
    clock.advance(4000);
    const { deployments, events } = await service();
    expect(await targets(blue)).toEqual({ healthy: 3 });
    expect(deployments).toMatchObject([{ status: 'PRIMARY', rolloutState: 'COMPLETED', runningCount: 3 }]);
    expect(events?.[0]?.message).toBe('(service web) has reached a steady state.');
    expect(events?.at(-1)?.message).toMatch(
      /^\(service web\) has started 3 tasks: \(task \w+\) \(task \w+\) \(task \w+\)\.$/,
    );
    const running = await tasks();
    expect(new Set(running.map(({ availabilityZone }) => availabilityZone)).size).toBe(3);
  });

  it('gives after one leap of the clock what small steps give', async () => {
    const leap = await breakGround();
    await leap.create();
    leap.clock.advance(600_000);
    const steps = await breakGround();
    await steps.create();
    for (let second = 0; second < 600; second += 30) {
      steps.clock.advance(30_000);
      await steps.service();
    }
    expect((await leap.service()).events).toEqual((await steps.service()).events);
  });

  it('drains before it stops, and stays describable when it is inactive', async () => {
    const { create, service, tasks, targets, blue, clock, ecs, world } = await breakGround();
    await create();
    clock.advance(10_000);
    const gone = new DeleteServiceCommand({ cluster: 'demo', service: 'web' });
    expect(await refusal(ecs.send(gone))).toBe(
      'InvalidParameterException: The service cannot be stopped while it is scaled above 0.',
    );
    const interfaces = world.ec2.networkInterfaces.size;
    await ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', desiredCount: 1 }));
    expect(await service()).toMatchObject({ desiredCount: 1, runningCount: 3 });
    expect(await targets(blue)).toEqual({ draining: 2, healthy: 1 });
    clock.advance(3000);
    expect(await service()).toMatchObject({ runningCount: 1 });
    clock.advance(1000);
    expect((await tasks('STOPPED')).map(({ lastStatus }) => lastStatus)).toEqual(['STOPPED', 'STOPPED']);
    await ecs.send(new DeleteServiceCommand({ cluster: 'demo', service: 'web', force: true }));
    expect(await service()).toMatchObject({ status: 'DRAINING' });
    expect(await refusal(create())).toContain('Unable to Start a service that is still Draining.');
    clock.advance(4000);
    expect(await service()).toMatchObject({ status: 'INACTIVE', runningCount: 0, deployments: [] });
    expect(await refusal(ecs.send(gone))).toBe('ServiceNotActiveException: Service was not ACTIVE.');
    await service();
    expect([...world.ec2.networkInterfaces.values()].filter(({ goneAt }) => goneAt === undefined)).toHaveLength(
      interfaces - 3,
    );
    expect((await create()).service?.status).toBe('ACTIVE');
    expect(await tasks('STOPPED')).toHaveLength(3);
  });
});

describe('asking for a service', () => {
  it('fills in what AWS does', async () => {
    const { create, wanted } = await breakGround();
    const { loadBalancers: _, ...rest } = wanted;
    const { service } = await create({ ...rest });
    expect(service).toMatchObject({
      schedulingStrategy: 'REPLICA',
      platformVersion: 'LATEST',
      platformFamily: 'Linux',
      availabilityZoneRebalancing: 'ENABLED',
      deploymentConfiguration: {
        maximumPercent: 200,
        minimumHealthyPercent: 100,
        strategy: 'ROLLING',
        deploymentCircuitBreaker: { enable: false, rollback: false },
      },
      deploymentController: { type: 'ECS' },
      propagateTags: 'NONE',
    });
    expect(service?.networkConfiguration?.awsvpcConfiguration?.securityGroups).toEqual([]);
  });

  it('takes the same request again, and no other for the same name', async () => {
    const { create } = await breakGround();
    const first = await create({ clientToken: 'a' });
    const again = await create({ clientToken: 'b' });
    expect(again.service?.deployments?.[0]?.id).toBe(first.service?.deployments?.[0]?.id);
    expect(await refusal(create({ desiredCount: 1 }))).toBe(
      'InvalidParameterException: Creation of service was not idempotent.',
    );
  });

  it('copies the strategy of the cluster where none is named', async () => {
    const { create, ecs } = await breakGround();
    const { PutClusterCapacityProvidersCommand } = await import('@aws-sdk/client-ecs');
    const strategy = [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }];
    await ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: 'demo',
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: strategy,
      }),
    );
    const { service } = await create({ launchType: undefined });
    expect(service?.capacityProviderStrategy).toEqual(strategy);
    expect(service?.launchType).toBeUndefined();
  });

  it('refuses what AWS refuses, in its words', async () => {
    const { create, stray, wanted, ecs, subnetIds } = await breakGround();
    const [balancer] = wanted.loadBalancers ?? [];
    expect(await refusal(create({ loadBalancers: [{ ...balancer, targetGroupArn: stray }] }))).toBe(
      `InvalidParameterException: The target group with targetGroupArn ${stray} does not have an associated load balancer.`,
    );
    expect(await refusal(create({ loadBalancers: [{ ...balancer, containerName: 'api' }] }))).toBe(
      'InvalidParameterException: The container api does not exist in the task definition.',
    );
    expect(await refusal(create({ loadBalancers: [{ ...balancer, containerPort: 81 }] }))).toBe(
      'InvalidParameterException: The container web did not have a container port 81 defined.',
    );
    expect(await refusal(create({ networkConfiguration: undefined }))).toContain(
      "Network Configuration must be provided when networkMode 'awsvpc' is specified.",
    );
    expect(await refusal(create({ cluster: 'none' }))).toBe('ClusterNotFoundException: Cluster not found.');
    expect(await refusal(create({ taskDefinition: 'web:9' }))).toBe('ClientException: TaskDefinition not found.');
    const strategy = [{ capacityProvider: 'FARGATE', weight: 1 }];
    expect(await refusal(create({ capacityProviderStrategy: strategy }))).toContain('Specifying both a launch type');
    const awsvpcConfiguration = { subnets: [...subnetIds, 'subnet-0'] };
    expect(await refusal(create({ networkConfiguration: { awsvpcConfiguration } }))).toContain(
      'InvalidSubnetID.NotFound',
    );
    const services = Array.from({ length: 11 }, (_, index) => `web-${index}`);
    expect(await refusal(ecs.send(new DescribeServicesCommand({ cluster: 'demo', services })))).toContain('at most 10');
    const { failures } = await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['api'] }));
    expect(failures).toEqual([{ arn: 'arn:aws:ecs:ap-northeast-2:123456789012:service/demo/api', reason: 'MISSING' }]);
    expect(await refusal(ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'api' })))).toBe(
      'ServiceNotFoundException: Service not found.',
    );
  });
});

it('leaves no room for a second task beside a daemon', async () => {
  const { create } = await breakGround();
  const { service } = await create({ launchType: 'EC2', schedulingStrategy: 'DAEMON', desiredCount: undefined });
  expect(service?.deploymentConfiguration).toMatchObject({ minimumHealthyPercent: 0, maximumPercent: 100 });
});
