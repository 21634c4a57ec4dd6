import { UpdateAutoScalingGroupCommand } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { differences, inWords } from '../../support/controller.ts';
import { type Edits, edited } from '../../support/folders.ts';
import { useTier } from './tier.ts';

const POLICY = 'web#/spec/autoScalingGroup/mixedInstancesPolicy';

const policy = {
  instancesDistribution: { onDemandBaseCapacity: 2, onDemandPercentageAboveBaseCapacity: 0 },
  overrides: [
    { instanceType: 't3.small', weightedCapacity: 2 },
    { instanceType: 't3a.small', weightedCapacity: 2 },
  ],
};

describe('a group of several instance types', () => {
  const tier = useTier();

  async function mixed(more: Edits = {}): Promise<string> {
    const folder = edited('asg-web', { [POLICY]: policy, ...more });
    expect((await tier.controller.run(folder)).ending).toBe('converged');
    return folder;
  }

  it('is one of a single type until a policy is written, and again once it is removed', async () => {
    const folder = edited('asg-web', { [POLICY]: policy });
    const { plan } = await tier.controller.look(folder);
    expect(differences(plan)).toEqual([
      '/spec/autoScalingGroup/mixedInstancesPolicy/instancesDistribution/onDemandBaseCapacity: 0 → 2',
      '/spec/autoScalingGroup/mixedInstancesPolicy/instancesDistribution/onDemandPercentageAboveBaseCapacity: 100 → 0',
      `/spec/autoScalingGroup/mixedInstancesPolicy/overrides: [] → ${JSON.stringify(policy.overrides)}`,
    ]);
    await mixed();
    const { LaunchTemplate, MixedInstancesPolicy: standing } = await tier.group();
    expect(LaunchTemplate).toBeUndefined();
    expect(standing?.LaunchTemplate?.LaunchTemplateSpecification).toMatchObject({ Version: '1' });
    const plain = edited('asg-web', {});
    expect((await tier.controller.run(plain)).ending).toBe('converged');
    const after = await tier.group();
    expect([after.MixedInstancesPolicy, after.LaunchTemplate?.Version]).toEqual([undefined, '1']);
  });

  it('is complete by the weights of its instances', async () => {
    const size = { 'web#/spec/autoScalingGroup/minSize': 6, 'web#/spec/autoScalingGroup/maxSize': 8 };
    const folder = await mixed({ ...size, 'web#/spec/autoScalingGroup/desiredCapacity': 6 });
    const { Instances = [] } = await tier.group();
    expect(Instances.length).toBeLessThan(6);
    expect(await tier.status(folder)).toMatchObject({ ready: true, text: '6/6 in service' });
  });

  it('keeps its mix when a changed template is rolled out', async () => {
    await mixed({ 'web#/spec/autoScalingGroup/launchTemplate/description': 'another' });
    const { MixedInstancesPolicy: standing, Instances = [] } = await tier.group();
    expect(standing?.LaunchTemplate).toMatchObject({
      LaunchTemplateSpecification: { Version: '2' },
      Overrides: [{ InstanceType: 't3.small', WeightedCapacity: '2' }, { InstanceType: 't3a.small' }],
    });
    expect(Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(Instances.map(() => '2'));
  });

  it('heals a share that was changed by hand, and leaves alone one that no manifest says', async () => {
    const folder = await mixed();
    const change = (InstancesDistribution: object): Promise<unknown> =>
      tier.autoScaling.send(
        new UpdateAutoScalingGroupCommand({
          AutoScalingGroupName: 'Web-ASG',
          MixedInstancesPolicy: { InstancesDistribution },
        }),
      );
    await change({ OnDemandBaseCapacity: 5, SpotMaxPrice: '0.01' });
    const { plan } = await tier.controller.look(folder);
    expect(inWords(plan)).toEqual(['update auto-scaling-group/default/web (drift)']);
    expect(plan.changes.flatMap(({ undeclared }) => undeclared.map(({ path }) => path))).toContain(
      '/spec/autoScalingGroup/mixedInstancesPolicy/instancesDistribution/spotMaxPrice',
    );
    expect((await tier.controller.run(folder)).ending).toBe('converged');
    expect((await tier.group()).MixedInstancesPolicy?.InstancesDistribution).toMatchObject({
      OnDemandBaseCapacity: 2,
      SpotMaxPrice: '0.01',
    });
  });
});
