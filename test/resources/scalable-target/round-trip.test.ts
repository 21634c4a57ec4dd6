import { describe, expect, it } from 'vitest';
import { emptyInventory } from '../../../src/core/inventory.ts';
import { ownershipTags } from '../../../src/core/ownership.ts';
import type { Live, Wanted } from '../../../src/core/resource.ts';
import { ecsServiceFields, type EcsServiceState } from '../../../src/resources/ecs-service/type.ts';
import { scalableTarget, serviceScalingPolicy } from '../../../src/resources/registry.ts';
import type { ScalableTargetState } from '../../../src/resources/scalable-target/type.ts';
import type { ServiceScalingPolicyState } from '../../../src/resources/service-scaling-policy/type.ts';
import { breakGround } from '../../simulator/ecs/ground.ts';
import { OWNER, rigFor } from '../rig.ts';

const target: ScalableTargetState = { service: 'service/demo/web', min: 2, max: 10 };

const cpu: ServiceScalingPolicyState = {
  target: 'service/demo/web',
  name: 'cpu',
  targetTracking: { predefinedMetric: 'ECSServiceAverageCPUUtilization', targetValue: 50 },
};

const steps: ServiceScalingPolicyState = {
  target: 'service/demo/web',
  name: 'cpu',
  step: {
    adjustmentType: 'ChangeInCapacity',
    steps: [
      { upper: 10, adjustment: 1 },
      { lower: 10, adjustment: 3 },
    ],
  },
};

async function start() {
  const ground = await breakGround();
  await ground.create();
  const service = {
    type: 'ecs-service',
    physical: 'arn:service',
    tags: {},
    outputs: { resourceId: 'service/demo/web' },
  } as unknown as Live;
  const parents = [service];
  const targets = await rigFor(scalableTarget, ground.simulator.url, { parents });
  const container = { type: 'scalable-target', physical: 'service/demo/web' } as unknown as Live;
  const policies = await rigFor(serviceScalingPolicy, ground.simulator.url, { parents: [container] });
  return { ground, targets, policies };
}

describe('the scaling of a service on the simulator', () => {
  it('has its bounds and its policies as they were asked for', async () => {
    const { targets, policies } = await start();
    const live = await targets.create(target);
    expect([live.parent, targets.differences(target, live)]).toEqual(['arn:service', []]);
    const policy = await policies.create(cpu);
    expect([policy.parent, policies.differences(cpu, policy)]).toEqual(['service/demo/web', []]);
  });

  it('has them changed in one call each', async () => {
    const { ground, targets, policies } = await start();
    await targets.create(target);
    await policies.create(cpu);
    const wider = { ...target, max: 20 };
    const warmer = { ...cpu, targetTracking: { ...cpu.targetTracking, targetValue: 60, scaleInCooldownSeconds: 60 } };
    ground.simulator.journal.clear();
    expect([await targets.update(wider), await policies.update(warmer)]).toEqual([['bounds'], ['policy']]);
    expect(ground.simulator.journal.writes()).toBe(2);
    expect(targets.differences(wider, await targets.live())).toEqual([]);
    expect(policies.differences(warmer, await policies.live())).toEqual([]);
  });

  it('goes from tracking a target to steps', async () => {
    const { targets, policies } = await start();
    await targets.create(target);
    await policies.create(cpu);
    await policies.update(steps);
    const live = await policies.live();
    expect([live.state.targetTracking, policies.differences(steps, live)]).toEqual([undefined, []]);
  });

  it('counts the requests of a target group by the load balancer that forwards to it', async () => {
    const { ground, targets, policies } = await start();
    await targets.create(target);
    const requests: ServiceScalingPolicyState = {
      ...cpu,
      targetTracking: { predefinedMetric: 'ALBRequestCountPerTarget', targetGroup: ground.blue, targetValue: 100 },
    };
    const live = await policies.create(requests);
    expect(policies.differences(requests, live)).toEqual([]);
    const elsewhere = { ...requests, targetTracking: { ...requests.targetTracking, targetGroup: ground.green } };
    expect(policies.differences(elsewhere, live).map(({ path }) => path)).toEqual(['/targetTracking/targetGroup']);
    await expect(
      policies.create({ ...requests, targetTracking: { ...requests.targetTracking, targetGroup: ground.stray } }),
    ).rejects.toMatchObject({ code: 'not-ready', retry: 'soon' });
  });

  it('goes away whole with its target, and is asked for only where there is a service', async () => {
    const { ground, targets, policies } = await start();
    const live = await targets.create(target);
    await policies.create(cpu);
    await scalableTarget.apply.remove(targets.context, live);
    await scalableTarget.apply.remove(targets.context, live);
    expect((await targets.observe()).live).toEqual([]);
    expect((await policies.observe()).live).toEqual([]);
    ground.simulator.journal.clear();
    expect((await targets.observe([], [])).live).toEqual([]);
    expect(ground.simulator.journal.reads()).toBe(0);
  });

  it('is left alone where no manifest ever spoke of it', async () => {
    const { targets } = await start();
    const live = await targets.create(target);
    const ofService = (state: Partial<EcsServiceState>): Parameters<NonNullable<typeof scalableTarget.spares>>[2] => {
      const wanted = { manifest: 'Service/default/web', key: '', policy: {}, state } as Wanted<EcsServiceState>;
      const container = { tags: ownershipTags(OWNER, wanted, ecsServiceFields) } as unknown as Live;
      return { container, parent: wanted, inventory: emptyInventory };
    };
    expect(scalableTarget.spares?.(live, [], ofService({ desiredCount: 3 }))).toBe(true);
    expect(scalableTarget.spares?.(live, [], ofService({ scaling: { min: 2, max: 10, initial: 2 } }))).toBe(false);
  });
});
