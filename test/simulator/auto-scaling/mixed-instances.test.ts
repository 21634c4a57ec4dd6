import {
  DescribeInstanceRefreshesCommand,
  type MixedInstancesPolicy,
  SetDesiredCapacityCommand,
  StartInstanceRefreshCommand,
  UpdateAutoScalingGroupCommand,
} from '@aws-sdk/client-auto-scaling';
import { DescribeInstancesCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { refusal } from '../support.ts';
import { breakGround, groupOf, START_MS } from './ground.ts';

const AutoScalingGroupName = 'Web-ASG';
const LaunchTemplateSpecification = { LaunchTemplateName: 'Web', Version: '1' };

function policyOf(
  InstancesDistribution: MixedInstancesPolicy['InstancesDistribution'],
  ...Overrides: NonNullable<MixedInstancesPolicy['LaunchTemplate']>['Overrides'] & object
): MixedInstancesPolicy {
  return { LaunchTemplate: { LaunchTemplateSpecification, Overrides }, InstancesDistribution };
}

async function stage(policy: MixedInstancesPolicy, DesiredCapacity: number) {
  const ground = await breakGround();
  const sizes = { MinSize: 0, MaxSize: 20, DesiredCapacity };
  await ground.create({ LaunchTemplate: undefined, MixedInstancesPolicy: policy, ...sizes });
  await ground.pass(START_MS);
  const launched = async (): Promise<string[]> => {
    const spot = { Filters: [{ Name: 'instance-lifecycle', Values: ['spot'] }] };
    const { Reservations = [] } = await ground.ec2.send(new DescribeInstancesCommand(spot));
    const ids = new Set(Reservations.flatMap(({ Instances = [] }) => Instances.map(({ InstanceId }) => InstanceId)));
    const members = (await groupOf(ground.autoScaling))?.Instances ?? [];
    return members.map(({ InstanceId, InstanceType }) => `${InstanceType}${ids.has(InstanceId) ? ' spot' : ''}`).sort();
  };
  const update = (more: object): Promise<unknown> =>
    ground.autoScaling.send(new UpdateAutoScalingGroupCommand({ AutoScalingGroupName, ...more }));
  return { ...ground, launched, update };
}

const types = [{ InstanceType: 't3.small' }, { InstanceType: 't3a.small' }];

test('above its base, On-Demand has its share; Spot spreads over the types', async () => {
  const distribution = { OnDemandBaseCapacity: 1, OnDemandPercentageAboveBaseCapacity: 50 };
  const { launched, autoScaling } = await stage(policyOf(distribution, ...types), 5);
  expect(await launched()).toEqual(['t3.small', 't3.small', 't3.small', 't3.small spot', 't3a.small spot']);
  const { LaunchTemplate, MixedInstancesPolicy: answer } = (await groupOf(autoScaling)) ?? {};
  expect(LaunchTemplate).toBeUndefined();
  expect(answer).toEqual({
    LaunchTemplate: {
      LaunchTemplateSpecification: { ...LaunchTemplateSpecification, LaunchTemplateId: expect.any(String) as string },
      Overrides: types,
    },
    InstancesDistribution: {
      OnDemandAllocationStrategy: 'prioritized',
      SpotAllocationStrategy: 'lowest-price',
      SpotInstancePools: 2,
      ...distribution,
    },
  });
});

test('capacity is counted in weights', async () => {
  const [one, other] = types;
  const weighted = [
    { ...one, WeightedCapacity: '2' },
    { ...other, WeightedCapacity: '1' },
  ];
  const { launched, autoScaling, pass } = await stage(policyOf({}, ...weighted), 5);
  expect(await launched()).toEqual(['t3.small', 't3.small', 't3.small']);
  const weights = (await groupOf(autoScaling))?.Instances?.map(({ WeightedCapacity }) => WeightedCapacity);
  expect(weights).toEqual(['2', '2', '2']);
  await autoScaling.send(new SetDesiredCapacityCommand({ AutoScalingGroupName, DesiredCapacity: 3 }));
  await pass(60_000);
  expect(await launched()).toEqual(['t3.small', 't3.small']);
});

test('an update keeps what it leaves out, and a plain template ends the mix', async () => {
  const { update, autoScaling } = await stage(policyOf({ SpotMaxPrice: '0.5', OnDemandBaseCapacity: 2 }, ...types), 0);
  await update({ MixedInstancesPolicy: { InstancesDistribution: { SpotAllocationStrategy: 'capacity-optimized' } } });
  const standing = (await groupOf(autoScaling))?.MixedInstancesPolicy;
  expect(standing?.LaunchTemplate?.Overrides).toEqual(types);
  expect(standing?.InstancesDistribution).toMatchObject({ SpotMaxPrice: '0.5', OnDemandBaseCapacity: 2 });
  expect(standing?.InstancesDistribution?.SpotInstancePools).toBeUndefined();
  await update({ MixedInstancesPolicy: { InstancesDistribution: { SpotMaxPrice: '' } } });
  expect((await groupOf(autoScaling))?.MixedInstancesPolicy?.InstancesDistribution?.SpotMaxPrice).toBeUndefined();
  await update({ LaunchTemplate: LaunchTemplateSpecification });
  const plain = await groupOf(autoScaling);
  expect([plain?.MixedInstancesPolicy, plain?.LaunchTemplate?.Version]).toEqual([undefined, '1']);
});

test('a refresh brings a group to another policy', async () => {
  const { autoScaling, pass, launched } = await stage(policyOf({}, ...types), 1);
  const MixedInstancesPolicy = policyOf({ OnDemandPercentageAboveBaseCapacity: 0 }, { InstanceType: 'm5.large' });
  await autoScaling.send(
    new StartInstanceRefreshCommand({ AutoScalingGroupName, DesiredConfiguration: { MixedInstancesPolicy } }),
  );
  for (let rounds = 0; rounds < 10; rounds += 1) await pass(600_000);
  expect(await launched()).toEqual(['m5.large spot']);
  const { InstanceRefreshes } = await autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }));
  expect(InstanceRefreshes?.[0]).toMatchObject({
    Status: 'Successful',
    DesiredConfiguration: { MixedInstancesPolicy },
  });
  expect((await groupOf(autoScaling))?.MixedInstancesPolicy).toMatchObject(MixedInstancesPolicy);
});

const attributes = { InstanceRequirements: { VCpuCount: { Min: 2 }, MemoryMiB: { Min: 1024 } } };

describe('refused is', () => {
  test.each<[string, MixedInstancesPolicy, string]>([
    [
      'no template',
      { InstancesDistribution: { OnDemandBaseCapacity: 1 } },
      'must contain LaunchTemplate with LaunchTemplateSpecification',
    ],
    ['a type twice', policyOf({}, types[0]!, types[0]!), 'must be unique'],
    ['some weights', policyOf({}, { ...types[0], WeightedCapacity: '2' }, types[1]!), 'for all overrides'],
    ['a weight of no number', policyOf({}, { ...types[0], WeightedCapacity: '0' }), 'from 1 to 999'],
    ['a type and attributes', policyOf({}, { ...types[0], ...attributes }), 'not both'],
    ['some attributes', policyOf({}, attributes, types[0]!), 'All overrides of a policy'],
    ['attributes by priority', policyOf({ OnDemandAllocationStrategy: 'prioritized' }, attributes), "can't be used"],
    ['an unknown strategy', policyOf({ SpotAllocationStrategy: 'cheapest' }), "'cheapest' is not a valid"],
    [
      'pools of another strategy',
      policyOf({ SpotAllocationStrategy: 'capacity-optimized', SpotInstancePools: 3 }),
      'only',
    ],
    ['a share above all', policyOf({ OnDemandPercentageAboveBaseCapacity: 101 }), 'between 0 and 100'],
  ])('%s', async (_, MixedInstancesPolicy, message) => {
    const { create } = await breakGround();
    const said = await refusal(create({ LaunchTemplate: undefined, MixedInstancesPolicy }));
    expect(said).toMatch(/^ValidationError: /);
    expect(said).toContain(message);
  });

  test('a template beside the policy', async () => {
    const { create } = await breakGround();
    expect(await refusal(create({ MixedInstancesPolicy: policyOf({}) }))).toContain('either LaunchTemplate or Mixed');
  });
});
