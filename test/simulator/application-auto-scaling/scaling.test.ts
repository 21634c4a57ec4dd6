import {
  DeleteScalingPolicyCommand,
  DeregisterScalableTargetCommand,
  DescribeScalableTargetsCommand,
  DescribeScalingPoliciesCommand,
  ListTagsForResourceCommand,
  PutScalingPolicyCommand,
  type PutScalingPolicyRequest,
  RegisterScalableTargetCommand,
  type RegisterScalableTargetRequest,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-application-auto-scaling';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { open, refusal } from '../support.ts';

const ecsService = {
  ServiceNamespace: 'ecs',
  ResourceId: 'service/demo/web',
  ScalableDimension: 'ecs:service:DesiredCount',
} as const;
const Namespace = { ServiceNamespace: 'ecs' } as const;

/** An ECS service of two tasks. */
async function breakGround() {
  const clock = new ManualClock();
  const { applicationAutoScaling: scaling, ecs, simulator } = await open({ clock, settings: { warmupMs: 300_000 } });
  const world = simulator.world();
  await ecs.send(new CreateClusterCommand({ clusterName: 'demo' }));
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'web',
      networkMode: 'awsvpc',
      requiresCompatibilities: ['FARGATE'],
      cpu: '256',
      memory: '512',
      containerDefinitions: [{ name: 'web', image: 'web:1' }],
    }),
  );
  const subnets = [...world.ec2.subnets.keys()];
  await ecs.send(
    new CreateServiceCommand({
      cluster: 'demo',
      serviceName: 'web',
      taskDefinition: 'web',
      launchType: 'FARGATE',
      desiredCount: 2,
      networkConfiguration: { awsvpcConfiguration: { subnets, assignPublicIp: 'ENABLED' } },
    }),
  );
  return {
    scaling,
    world,
    register: (more: Partial<RegisterScalableTargetRequest> = {}) =>
      scaling.send(new RegisterScalableTargetCommand({ ...ecsService, MinCapacity: 1, MaxCapacity: 4, ...more })),
    put: (more: Partial<PutScalingPolicyRequest>) =>
      scaling.send(new PutScalingPolicyCommand({ ...ecsService, PolicyName: 'cpu', ...more })),
    /** How many tasks are wanted, once time has passed. */
    desired: async (afterMs = 0): Promise<number | undefined> => {
      clock.advance(afterMs);
      const { services } = await ecs.send(new DescribeServicesCommand({ cluster: 'demo', services: ['web'] }));
      return services?.[0]?.desiredCount;
    },
  };
}

const tracking = {
  PolicyType: 'TargetTrackingScaling',
  TargetTrackingScalingPolicyConfiguration: {
    PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
    TargetValue: 50,
    ScaleOutCooldown: 60,
    ScaleInCooldown: 60,
  },
} as const;

describe('a scalable target', () => {
  test('is registered, changed in part, tagged and deregistered with its policies', async () => {
    const { put, register, scaling } = await breakGround();
    const { ScalableTargetARN: ResourceARN } = await register({ Tags: { team: 'web' } });
    await register({ MinCapacity: undefined, MaxCapacity: 6, SuspendedState: { DynamicScalingInSuspended: true } });
    await put(tracking);
    const describeAll = new DescribeScalableTargetsCommand(Namespace);
    expect((await scaling.send(describeAll)).ScalableTargets).toMatchObject([
      {
        ...ecsService,
        MinCapacity: 1,
        MaxCapacity: 6,
        ScalableTargetARN: ResourceARN,
        SuspendedState: { DynamicScalingInSuspended: true, DynamicScalingOutSuspended: false },
      },
    ]);
    await scaling.send(new TagResourceCommand({ ResourceARN, Tags: { tier: 'web' } }));
    await scaling.send(new UntagResourceCommand({ ResourceARN, TagKeys: ['team'] }));
    expect((await scaling.send(new ListTagsForResourceCommand({ ResourceARN }))).Tags).toEqual({ tier: 'web' });

    const deregister = new DeregisterScalableTargetCommand(ecsService);
    await scaling.send(deregister);
    expect((await scaling.send(describeAll)).ScalableTargets).toEqual([]);
    expect((await scaling.send(new DescribeScalingPoliciesCommand(Namespace))).ScalingPolicies).toEqual([]);
    expect(await refusal(scaling.send(deregister))).toMatch(/^ObjectNotFoundException: No scalable target found/);
    expect(await refusal(scaling.send(new ListTagsForResourceCommand({ ResourceARN })))).toMatch(
      /^ResourceNotFoundException: /,
    );
  });

  test('needs a service that is there, and bounds that hold together', async () => {
    const { put, register } = await breakGround();
    expect(await refusal(register({ ResourceId: 'service/demo/api' }))).toMatch(
      /^ValidationException: ECS service doesn't exist/,
    );
    expect(await refusal(register({ MinCapacity: 9 }))).toMatch(/^ValidationException: Maximum capacity/);
    expect(await refusal(register({ MinCapacity: undefined }))).toMatch(/^ValidationException: MinCapacity/);
    expect(await refusal(put(tracking))).toMatch(/^ObjectNotFoundException: No scalable target found/);
  });
});

describe('a policy', () => {
  test('is replaced whole, keeps its ARN, and goes', async () => {
    const { put, register, scaling } = await breakGround();
    await register();
    const { PolicyARN, Alarms } = await put(tracking);
    expect(Alarms).toHaveLength(2);
    const { ScaleInCooldown: _, ...rest } = tracking.TargetTrackingScalingPolicyConfiguration;
    expect(await put({ ...tracking, TargetTrackingScalingPolicyConfiguration: rest })).toMatchObject({ PolicyARN });
    const { ScalingPolicies } = await scaling.send(new DescribeScalingPoliciesCommand(Namespace));
    expect(ScalingPolicies).toMatchObject([{ PolicyName: 'cpu', PolicyARN, Alarms }]);
    expect(ScalingPolicies?.[0]?.TargetTrackingScalingPolicyConfiguration).toEqual(rest);
    expect(await refusal(put({ PolicyType: 'StepScaling' }))).toMatch(/^ValidationException: /);
    const remove = new DeleteScalingPolicyCommand({ ...ecsService, PolicyName: 'cpu' });
    await scaling.send(remove);
    expect(await refusal(scaling.send(remove))).toMatch(/^ObjectNotFoundException: No scaling policy found/);
  });

  test('moves the desired count of the service between its bounds, one cooldown after another', async () => {
    const { desired, put, register, world } = await breakGround();
    await register();
    await put(tracking);
    const metric = `${ecsService.ResourceId} ECSServiceAverageCPUUtilization`;
    expect(await desired(600_000)).toBe(2);
    world.applicationAutoScaling.metrics.set(metric, 75);
    expect(await desired()).toBe(3);
    expect(await desired(59_999)).toBe(3);
    expect(await desired(1)).toBe(4);
    expect(await desired(600_000)).toBe(4);
    world.applicationAutoScaling.metrics.set(metric, 1);
    expect(await desired(600_000)).toBe(1);
  });

  test('by steps goes as far as its alarm is passed, unless it is suspended', async () => {
    const { desired, put, register, world } = await breakGround();
    await register({ SuspendedState: { DynamicScalingInSuspended: true } });
    await put({
      PolicyType: 'StepScaling',
      StepScalingPolicyConfiguration: {
        AdjustmentType: 'ChangeInCapacity',
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, ScalingAdjustment: 1 },
          { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
        ],
      },
    });
    world.applicationAutoScaling.metrics.set(`${ecsService.ResourceId} cpu`, -5);
    expect(await desired()).toBe(2);
    world.applicationAutoScaling.metrics.set(`${ecsService.ResourceId} cpu`, 5);
    expect(await desired()).toBe(3);
  });
});
