import { PutClusterCapacityProvidersCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { describe, expect, it } from 'vitest';
import type { Wanted } from '../../../src/core/resource.ts';
import { sameGroups } from '../../../src/resources/ecs-service/normal.ts';
import type { EcsServiceState } from '../../../src/resources/ecs-service/type.ts';
import { ecsService } from '../../../src/resources/registry.ts';
import { breakGround } from '../../simulator/ecs/ground.ts';
import { rigFor } from '../rig.ts';

type Ground = Awaited<ReturnType<typeof breakGround>>;

function web({ wanted, blue }: Ground): EcsServiceState {
  const { subnets = [] } = wanted.networkConfiguration?.awsvpcConfiguration ?? {};
  return {
    name: 'demo/web',
    cluster: 'arn:aws:ecs:ap-northeast-2:123456789012:cluster/demo',
    taskDefinition: 'web:1',
    launchType: 'FARGATE',
    platformVersion: 'LATEST',
    desiredCount: 3,
    loadBalancers: [{ targetGroup: blue, containerName: 'web', containerPort: 80 }],
    network: { subnets: subnets.toReversed(), assignPublicIp: true },
    deployment: { circuitBreaker: { enable: true, rollback: true }, maximumPercent: 200 },
    healthCheckGracePeriodSeconds: 60,
    tags: { team: 'web' },
  };
}

async function start(): Promise<{ ground: Ground; rig: Awaited<ReturnType<typeof rigFor<EcsServiceState, string>>> }> {
  const ground = await breakGround();
  return { ground, rig: await rigFor(ecsService, ground.simulator.url) };
}

/** Long enough for any deployment to end. */
const AN_HOUR = 3_600_000;

describe('an ECS service on the simulator', () => {
  it('is as it was asked for once created, and uses what it was given', async () => {
    const { ground, rig } = await start();
    const wanted = web(ground);
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    expect(live).toMatchObject({
      name: 'demo/web',
      outputs: { arn: live.physical, resourceId: 'service/demo/web' },
      uses: [ground.blue],
      status: { ready: false, text: '0/3 running, 3 pending' },
    });
    ground.clock.advance(AN_HOUR);
    expect((await rig.live()).status).toEqual({ ready: true, text: '3/3 running' });
  });

  it('does not mind what AWS fills in, echoes in another order, or decides by itself', async () => {
    const { ground, rig } = await start();
    const { launchType: _, desiredCount: __, ...wanted } = web(ground);
    await ground.ecs.send(
      new PutClusterCapacityProvidersCommand({
        cluster: 'demo',
        capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
        defaultCapacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 3 }],
      }),
    );
    const scaled = { ...wanted, scaling: { min: 2, max: 10, initial: 4 } };
    const live = await rig.create(scaled);
    expect(live.state).toMatchObject({
      desiredCount: 4,
      capacityProviderStrategy: [{ capacityProvider: 'FARGATE_SPOT', base: 0, weight: 3 }],
    });
    expect(rig.differences(scaled, live)).toEqual([]);
    await ground.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', desiredCount: 9 }));
    expect(rig.differences(scaled, await rig.live())).toEqual([]);
    await ground.ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', desiredCount: 12 }));
    expect(rig.differences(scaled, await rig.live()).map(({ field }) => field)).toEqual(['scaling']);
    await rig.update(scaled);
    expect((await rig.live()).state.desiredCount).toBe(10);
  });

  it('has all that differs written in one call, and nothing else', async () => {
    const { ground, rig } = await start();
    await rig.create(web(ground));
    ground.clock.advance(AN_HOUR);
    await ground.register('web:2');
    const changed: EcsServiceState = {
      ...web(ground),
      taskDefinition: 'web:2',
      desiredCount: 4,
      network: { subnets: ground.subnetIds.slice(0, 2), assignPublicIp: true },
      deployment: { circuitBreaker: { enable: true, rollback: true }, maximumPercent: 150 },
      serviceConnect: { enabled: true, namespace: 'demo.local' },
      enableExecuteCommand: true,
    };
    ground.simulator.journal.clear();
    expect(await rig.update(changed)).toEqual(['service']);
    expect(ground.simulator.journal.count('UpdateService')).toBe(1);
    const live = await rig.live();
    expect(live.status).toEqual({ ready: false, text: 'rolling out: 0/4 of the new, 3 of the old' });
    expect(rig.differences(changed, live)).toEqual([]);
    ground.clock.advance(AN_HOUR);
    expect((await rig.live()).status).toEqual({ ready: true, text: '4/4 running' });
    const plainAgain = { ...web(ground), taskDefinition: 'web:2', desiredCount: 4, deployment: {} };
    await rig.update(plainAgain);
    expect((await rig.live()).state).toMatchObject({
      serviceConnect: { enabled: false },
      enableExecuteCommand: false,
      deployment: { circuitBreaker: { enable: false, rollback: false }, maximumPercent: 200 },
    });
  });

  it('goes from a launch type to a strategy and back, and is replaced for another launch type', async () => {
    const { ground, rig } = await start();
    const { launchType, ...wanted } = web(ground);
    const spot = [{ capacityProvider: 'FARGATE_SPOT', base: 0, weight: 1 }];
    const live = await rig.create(web(ground));
    const { onChange } = ecsService.fields.launchType;
    expect(typeof onChange === 'function' && onChange(live.state)).toBe('replace');
    await rig.update({ ...wanted, capacityProviderStrategy: spot });
    const moved = await rig.live();
    expect(moved.state).toMatchObject({ capacityProviderStrategy: spot });
    expect(moved.state.launchType).toBeUndefined();
    await rig.update(web(ground));
    const back = await rig.live();
    expect(back.state.launchType).toBe(launchType);
    expect(back.state.capacityProviderStrategy).toBeUndefined();
  });

  it('does not have a revision deployed again that was rolled back', async () => {
    const { ground, rig } = await start();
    await rig.create(web(ground));
    ground.clock.advance(AN_HOUR);
    ground.world.ecs.badImages.add('web:2');
    await ground.register('web:2');
    const wanted = { ...web(ground), taskDefinition: 'web:2' };
    await rig.update(wanted);
    const failure = 'web:2 failed, rolled back to web:1: ';
    ground.clock.advance(2000);
    expect((await rig.live()).status).toMatchObject({ failed: true, text: expect.stringContaining(failure) });
    ground.clock.advance(AN_HOUR);
    const live = await rig.live();
    expect(live.status).toMatchObject({ ready: false, failed: true, text: expect.stringContaining(failure) });
    expect(ecsService.checkChange?.(live.state, wanted, false)).toEqual([
      'the deployment of web:2 failed and was rolled back: Service deployment rolled back: tasks failed to start; change the task definition or the network',
    ]);
    expect(ecsService.checkChange?.(live.state, web(ground), false)).toEqual([]);
    await ground.register('web:3');
    await rig.update({ ...wanted, taskDefinition: 'web:3' });
    ground.clock.advance(AN_HOUR);
    const healed = await rig.live();
    expect(healed.state.rejected).toBeUndefined();
    expect(healed.status).toEqual({ ready: true, text: '3/3 running' });
  });

  it('may have its two groups exchanged by a deployment, but not another one put in', async () => {
    const { ground, rig } = await start();
    const [group] = web(ground).loadBalancers ?? [];
    const shifting = {
      ...group!,
      alternateTargetGroup: ground.green,
      productionListenerRule: ground.ruleArn,
      roleArn: 'arn:aws:iam::123456789012:role/ecs',
    };
    const wanted: EcsServiceState = {
      ...web(ground),
      loadBalancers: [shifting],
      deployment: { strategy: 'BLUE_GREEN', bakeTimeMinutes: 1 },
    };
    const live = await rig.create(wanted);
    expect(rig.differences(wanted, live)).toEqual([]);
    const swapped = { ...shifting, targetGroup: ground.green, alternateTargetGroup: ground.blue };
    expect(sameGroups([swapped], live.state.loadBalancers)).toBe(true);
    expect(sameGroups([{ ...shifting, alternateTargetGroup: ground.stray }], live.state.loadBalancers)).toBe(false);
    const listener = ground.ruleArn.replace(':listener-rule/', ':listener/').replace(/\/[^/]+$/, '');
    expect(sameGroups([{ ...shifting, productionListenerRule: listener }], live.state.loadBalancers)).toBe(true);
  });

  it('is drained before it counts as gone, and goes away once', async () => {
    const { ground, rig } = await start();
    const live = await rig.create(web(ground));
    ground.clock.advance(AN_HOUR);
    await expect(ecsService.apply.remove(rig.context, live)).rejects.toMatchObject({ code: 'in-use', retry: 'soon' });
    expect((await rig.observe(['demo/web'])).live).toEqual([]);
    ground.clock.advance(AN_HOUR);
    await ecsService.apply.remove(rig.context, live);
    const again = await rig.create(web(ground));
    expect(again.state.desiredCount).toBe(3);
  });

  it('is not made twice where the answer is lost', async () => {
    const { ground, rig } = await start();
    ground.simulator.faults.add({ action: 'CreateService', kind: 'drop-after', times: 1 });
    await rig.create(web(ground));
    expect(ground.simulator.journal.count('CreateService')).toBe(1);
  });

  it('is described with nine others in a call', async () => {
    const { ground, rig } = await start();
    for (let index = 0; index < 12; index += 1) await ground.create({ serviceName: `s${index}`, desiredCount: 0 });
    ground.simulator.journal.clear();
    const names = ['demo/s1', 'demo/s11'];
    const { live, unreadable } = await rig.observe(names);
    expect([live.map(({ name }) => name), unreadable]).toEqual([names, []]);
    expect(ground.simulator.journal.counts()).toEqual({
      'ecs:DescribeServices': 2,
      'ecs:ListClusters': 1,
      'ecs:ListServices': 1,
    });
    const polled = await ecsService.poll?.(
      rig.aws,
      names.map((name) => ({ state: { name } }) as unknown as Wanted<EcsServiceState>),
    );
    expect(polled?.map(({ name }) => name)).toEqual(names);
    expect(ground.simulator.journal.count('DescribeServices')).toBe(3);
  });
});
