import {
  type CreateServiceCommandInput,
  type DeploymentConfiguration,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  ListServiceDeploymentsCommand,
  type ServiceDeployment,
  UpdateServiceCommand,
  type UpdateServiceCommandInput,
} from '@aws-sdk/client-ecs';
import { DescribeRulesCommand, ModifyRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, it } from 'vitest';
import { must } from '../elbv2/ground.ts';
import { refusal } from '../support.ts';
import { breakGround } from './ground.ts';

type Ground = Awaited<ReturnType<typeof breakGround>>;

/** A service that has come to rest, and what a test of its deployments looks at. */
async function settled(more: Partial<CreateServiceCommandInput> = {}) {
  return settle(await breakGround(), more);
}

async function settle(ground: Ground, more: Partial<CreateServiceCommandInput>) {
  const { ecs, elbv2, clock, create, ruleArn } = ground;
  await create(more);
  clock.advance(10_000);
  return {
    ...ground,
    update: (change: Partial<UpdateServiceCommandInput>) =>
      ecs.send(new UpdateServiceCommand({ cluster: 'demo', service: 'web', ...change })),
    /** The latest service deployment. */
    rollout: async (): Promise<ServiceDeployment> => {
      const { serviceDeployments: [latest] = [] } = await ecs.send(
        new ListServiceDeploymentsCommand({ cluster: 'demo', service: 'web' }),
      );
      const serviceDeploymentArns = [must(latest?.serviceDeploymentArn)];
      const described = await ecs.send(new DescribeServiceDeploymentsCommand({ serviceDeploymentArns }));
      return must(described.serviceDeployments?.[0]);
    },
    /** The share of the production rule that each group has. */
    weights: async (): Promise<Record<string, number | undefined>> => {
      const { Rules = [] } = await elbv2.send(new DescribeRulesCommand({ RuleArns: [ruleArn] }));
      const groups = Rules[0]?.Actions?.[0]?.ForwardConfig?.TargetGroups ?? [];
      return Object.fromEntries(
        groups.map(({ TargetGroupArn = '', Weight }) => [TargetGroupArn.split('/')[1], Weight]),
      );
    },
  };
}

describe('a rolling deployment', () => {
  it('never has fewer healthy targets than it may, nor more tasks', async () => {
    const { update, register, service, targets, blue, clock, rollout, tasks } = await settled();
    const next = await register('web:2');
    await update({ taskDefinition: next });
    let least = 3;
    let most = 0;
    for (let second = 0; second < 20; second += 1) {
      least = Math.min(least, (await targets(blue))['healthy'] ?? 0);
      most = Math.max(most, (await tasks()).length);
      clock.advance(1000);
    }
    expect([least, most]).toEqual([3, 6]);
    expect((await service()).deployments).toMatchObject([{ taskDefinition: next, rolloutState: 'COMPLETED' }]);
    expect(await rollout()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 3 } });
    expect(await targets(blue)).toEqual({ healthy: 3 });
  });

  it('makes room first where it may have no more tasks than are wanted', async () => {
    const deploymentConfiguration = { maximumPercent: 100, minimumHealthyPercent: 50 };
    const { update, tasks, clock, service } = await settled({ desiredCount: 4, deploymentConfiguration });
    await update({ forceNewDeployment: true });
    expect((await service()).deployments?.map(({ status, pendingCount }) => [status, pendingCount])).toEqual([
      ['PRIMARY', 2],
      ['ACTIVE', 0],
    ]);
    expect(await tasks()).toHaveLength(4);
    clock.advance(60_000);
    expect((await service()).deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 4 }]);
  });

  it('follows only a change that tasks are made from', async () => {
    const { update, service } = await settled();
    const before = (await service()).deployments?.[0]?.id;
    const grace = { healthCheckGracePeriodSeconds: 30, enableExecuteCommand: true };
    const { service: after } = await update({
      ...grace,
      taskDefinition: 'web',
      deploymentConfiguration: { maximumPercent: 150 },
    });
    expect(after?.deployments?.map(({ id }) => id)).toEqual([before]);
    expect(after).toMatchObject({
      ...grace,
      deploymentConfiguration: { maximumPercent: 150, minimumHealthyPercent: 100 },
    });
    expect((await update({ platformVersion: '1.4.0' })).service?.deployments).toHaveLength(2);
  });

  it('is rolled back by its circuit breaker, and says so', async () => {
    const deploymentCircuitBreaker = { enable: true, rollback: true };
    const ground = await settled({ deploymentConfiguration: { deploymentCircuitBreaker } });
    const { update, register, service, targets, blue, clock, rollout, world, wanted } = ground;
    world.ecs.badImages.add('web:2');
    await update({ taskDefinition: await register('web:2') });
    clock.advance(2000);
    expect((await service()).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', taskDefinition: wanted.taskDefinition },
      { status: 'ACTIVE', rolloutState: 'FAILED', failedTasks: 3 },
    ]);
    expect(await rollout()).toMatchObject({ status: 'ROLLBACK_IN_PROGRESS' });
    clock.advance(1000);
    const { status, statusReason, rollback, sourceServiceRevisions, ...described } = await rollout();
    expect([status, statusReason]).toEqual([
      'ROLLBACK_SUCCESSFUL',
      'Service deployment rolled back: tasks failed to start.',
    ]);
    expect(rollback?.serviceRevisionArn).toBe(sourceServiceRevisions?.[0]?.arn);
    expect(described.deploymentCircuitBreaker).toEqual({ status: 'TRIGGERED', failureCount: 3, threshold: 3 });
    expect(await service()).toMatchObject({
      taskDefinition: wanted.taskDefinition,
      deployments: [{ runningCount: 3 }],
    });
    expect(await targets(blue)).toEqual({ healthy: 3 });
  });

  it('that fails without rollback stays as it is, and the last one serves on', async () => {
    const deploymentCircuitBreaker = { enable: true, rollback: false };
    const ground = await settled({ deploymentConfiguration: { deploymentCircuitBreaker } });
    const { update, register, service, targets, blue, clock, rollout, world } = ground;
    world.ecs.unhealthyImages.add('web:2');
    await update({ taskDefinition: await register('web:2') });
    clock.advance(60_000);
    expect((await service()).deployments).toMatchObject([
      { status: 'PRIMARY', rolloutState: 'FAILED', runningCount: 0 },
      { status: 'ACTIVE', runningCount: 3 },
    ]);
    expect(await rollout()).toMatchObject({ status: 'STOPPED', statusReason: expect.stringContaining('failed') });
    expect(await targets(blue)).toEqual({ healthy: 3 });
    await update({ taskDefinition: await register('web:3') });
    clock.advance(60_000);
    expect((await service()).deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 3 }]);
  });
});

describe('a deployment that shifts traffic', () => {
  async function shifting(deploymentConfiguration: DeploymentConfiguration, given?: Ground) {
    const ground = given ?? (await breakGround());
    const [balancer] = ground.wanted.loadBalancers ?? [];
    const advancedConfiguration = {
      alternateTargetGroupArn: ground.green,
      productionListenerRule: ground.ruleArn,
      roleArn: 'arn:aws:iam::123456789012:role/ecs',
    };
    return settle(ground, { deploymentConfiguration, loadBalancers: [{ ...balancer, advancedConfiguration }] });
  }

  it('starts beside the last one, takes all traffic over, bakes, and lets the groups swap places', async () => {
    const ground = await shifting({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5 });
    const { update, register, targets, blue, green, clock, rollout, weights, ecs, service } = ground;
    expect(await weights()).toEqual({ blue: 100, green: 0 });
    await update({ taskDefinition: await register('web:2') });
    clock.advance(3000);
    expect([await targets(blue), await targets(green)]).toEqual([{ healthy: 3 }, { initial: 3 }]);
    expect(await rollout()).toMatchObject({ lifecycleStage: 'SCALE_UP', status: 'IN_PROGRESS' });
    expect((await service()).deployments?.map(({ desiredCount }) => desiredCount)).toEqual([3, 3]);
    clock.advance(3000);
    expect(await weights()).toEqual({ blue: 0, green: 100 });
    expect(await rollout()).toMatchObject({
      lifecycleStage: 'BAKE_TIME',
      targetServiceRevision: { requestedProductionTrafficWeight: 100 },
    });
    expect(await targets(blue)).toEqual({ healthy: 3 });
    clock.advance(5 * 60_000);
    expect(await targets(blue)).toEqual({ draining: 3 });
    clock.advance(10_000);
    const done = await rollout();
    expect(done).toMatchObject({ lifecycleStage: 'CLEAN_UP', status: 'SUCCESSFUL' });
    expect((await service()).deployments).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 3 }]);
    const serviceRevisionArns = [must(done.targetServiceRevision?.arn)];
    const { serviceRevisions } = await ecs.send(new DescribeServiceRevisionsCommand({ serviceRevisionArns }));
    expect(serviceRevisions?.[0]?.resolvedConfiguration?.loadBalancers?.[0]?.targetGroupArn).toBe(green);

    await update({ forceNewDeployment: true });
    clock.advance(400_000);
    expect(await weights()).toEqual({ blue: 100, green: 0 });
    expect([await targets(blue), await targets(green)]).toEqual([{ healthy: 3 }, {}]);
  });

  it('goes step by step, or first with a few', async () => {
    const linear = await shifting({
      strategy: 'LINEAR',
      linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 },
    });
    const canary = await shifting({ strategy: 'CANARY', bakeTimeInMinutes: 1 });
    const seen = async ({ update, clock, weights }: typeof linear) => {
      await update({ forceNewDeployment: true });
      clock.advance(6000);
      const shares = [(await weights())['green']];
      for (let minute = 0; minute < 11; minute += 1) {
        clock.advance(60_000);
        shares.push((await weights())['green']);
      }
      return [...new Set(shares)];
    };
    expect(await seen(linear)).toEqual([40, 80, 100]);
    expect(await seen(canary)).toEqual([5, 100]);
  });

  it('gives the traffic back when an alarm goes off', async () => {
    const alarms = { alarmNames: ['errors'], enable: true, rollback: true };
    const ground = await shifting({ strategy: 'BLUE_GREEN', bakeTimeInMinutes: 5, alarms });
    const { update, targets, blue, green, clock, rollout, weights, world } = ground;
    await update({ forceNewDeployment: true });
    clock.advance(60_000);
    expect(await weights()).toEqual({ blue: 0, green: 100 });
    world.ecs.alarms.add('errors');
    expect(await weights()).toEqual({ blue: 100, green: 0 });
    clock.advance(10_000);
    expect(await rollout()).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      alarms: { status: 'TRIGGERED', triggeredAlarmNames: ['errors'] },
    });
    expect([await targets(blue), await targets(green)]).toEqual([{ healthy: 3 }, {}]);
  });

  it('adds the second group to the rule by itself', async () => {
    const ground = await breakGround();
    const { elbv2, ruleArn, blue } = ground;
    const alone = [{ Type: 'forward' as const, TargetGroupArn: blue }];
    await elbv2.send(new ModifyRuleCommand({ RuleArn: ruleArn, Actions: alone }));
    const { weights } = await shifting({ strategy: 'BLUE_GREEN' }, ground);
    expect(await weights()).toEqual({ blue: 100, green: 0 });
  });

  it('needs to know the two groups and the rule', async () => {
    const { create } = await breakGround();
    expect(await refusal(create({ deploymentConfiguration: { strategy: 'BLUE_GREEN' } }))).toContain(
      'advancedConfiguration',
    );
  });
});
