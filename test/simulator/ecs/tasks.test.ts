import { StopTaskCommand } from '@aws-sdk/client-ecs';
import { expect, it } from 'vitest';
import { interruptSpotTasks } from '../../../src/simulator/ecs/spot.ts';
import { setTargetHealth } from '../../../src/simulator/elbv2/target-health.ts';
import { must } from '../elbv2/ground.ts';
import { breakGround } from './ground.ts';

it('spreads tasks over a strategy, and replaces those that AWS takes back', async () => {
  const { create, tasks, clock, world, service, targets, blue } = await breakGround();
  await create({
    launchType: undefined,
    capacityProviderStrategy: [
      { capacityProvider: 'FARGATE', base: 1, weight: 0 },
      { capacityProvider: 'FARGATE_SPOT', weight: 1 },
    ],
  });
  clock.advance(10_000);
  const providers = (await tasks()).map(({ capacityProviderName }) => capacityProviderName);
  expect(providers).toEqual(['FARGATE', 'FARGATE_SPOT', 'FARGATE_SPOT']);
  interruptSpotTasks(world);
  expect(await targets(blue)).toEqual({ draining: 2, healthy: 1 });
  clock.advance(10_000);
  const stopped = await tasks('STOPPED');
  const interrupted = { stopCode: 'SpotInterruption', stoppedReason: 'Your Spot Task was interrupted.' };
  expect(stopped).toMatchObject([interrupted, interrupted]);
  expect(await targets(blue)).toEqual({ healthy: 3 });
  expect((await service()).events?.[0]?.message).toContain('steady state');
});

it('cannot pull an image where no route leads out', async () => {
  const { create, tasks, clock, service, subnetIds, world } = await breakGround();
  await create({ networkConfiguration: { awsvpcConfiguration: { subnets: subnetIds } } });
  clock.advance(3000);
  const [task] = await tasks('STOPPED');
  expect(task).toMatchObject({
    stopCode: 'TaskFailedToStart',
    stoppedReason: expect.stringMatching(/^CannotPullContainerError: .*web:1.*i\/o timeout$/),
    lastStatus: 'STOPPED',
  });
  clock.advance(600_000);
  expect(await service()).toMatchObject({ runningCount: 0, deployments: [{ rolloutState: 'IN_PROGRESS' }] });
  expect((await service()).events?.map(({ message }) => message)).toContain(
    '(service web) is unable to consistently start tasks successfully.',
  );

  for (const { routes } of world.ec2.routeTables.values())
    routes.set('0.0.0.0/0', { destination: '0.0.0.0/0', target: 'nat-0' });
  clock.advance(120_000);
  expect(await service()).toMatchObject({ runningCount: 3, deployments: [{ rolloutState: 'COMPLETED' }] });
});

it('stops a task that fails its health checks once its grace is over, and starts another', async () => {
  const { create, tasks, clock, world, service, blue } = await breakGround();
  await create({ desiredCount: 1, healthCheckGracePeriodSeconds: 60 });
  clock.advance(10_000);
  const [task] = await tasks();
  const id = must(task?.containers?.[0]?.networkInterfaces?.[0]?.privateIpv4Address);
  setTargetHealth(world, { targetGroupArn: blue, id, port: 80 }, 'Target.Timeout');
  clock.advance(50_000);
  expect((await tasks()).map(({ taskArn }) => taskArn)).toEqual([task?.taskArn]);
  clock.advance(20_000);
  expect((await tasks('STOPPED'))[0]?.stoppedReason).toBe(`Task failed ELB health checks in (target-group ${blue})`);
  expect((await tasks()).map(({ lastStatus }) => lastStatus)).toEqual(['RUNNING']);
  expect((await service()).events?.map(({ message }) => message)).toContain(
    `(service web) (port 80) is unhealthy in (target-group ${blue}) due to (reason Health checks failed)`,
  );
});

it('replaces a task that somebody stops, and says that it was somebody', async () => {
  const { create, tasks, clock, ecs } = await breakGround();
  await create();
  clock.advance(10_000);
  const [task] = await tasks();
  await ecs.send(new StopTaskCommand({ cluster: 'demo', task: task?.taskArn, reason: 'trying it out' }));
  clock.advance(10_000);
  expect((await tasks()).map(({ lastStatus }) => lastStatus)).toEqual(Array(3).fill('RUNNING'));
  expect(await tasks('STOPPED')).toMatchObject([
    { taskArn: task?.taskArn, stopCode: 'UserInitiated', stoppedReason: 'trying it out' },
  ]);
});

it('has no machine for what does not run on Fargate', async () => {
  const { create, service, clock } = await breakGround();
  await create({ launchType: 'EC2' });
  clock.advance(30_000);
  const { runningCount, events } = await service();
  expect(runningCount).toBe(0);
  expect(events?.map(({ message }) => message)).toEqual([
    expect.stringContaining('was unable to place a task because no container instance met all of its requirements.'),
  ]);
});
