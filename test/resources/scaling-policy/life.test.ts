import { DescribePoliciesCommand, PutScalingPolicyCommand } from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../support/controller.ts';
import { edited } from '../../support/folders.ts';
import { useTier } from '../auto-scaling-group/tier.ts';

describe('scaling policies', () => {
  const tier = useTier();

  it('change with the manifest, and are taken away only if it ever spoke of them', async () => {
    const withPolicies = (policies: unknown): string =>
      edited('asg-web', { 'web#/spec/autoScalingGroup/scalingPolicies': policies });
    const stepped = withPolicies([
      {
        name: 'cpu-30',
        step: {
          adjustmentType: 'ChangeInCapacity',
          steps: [
            { lower: 10, adjustment: 2 },
            { lower: 0, upper: 10, adjustment: 1 },
          ],
        },
      },
      { name: 'requests', targetTracking: { predefinedMetric: 'ALBRequestCountPerTarget', targetValue: 1000 } },
    ]);
    expect((await tier.controller.run(stepped)).ending).toBe('converged');
    expect(inWords((await tier.controller.look(stepped)).plan)).toEqual([]);
    const { ScalingPolicies = [] } = await tier.autoScaling.send(new DescribePoliciesCommand({}));
    expect(Object.fromEntries(ScalingPolicies.map(({ PolicyName, PolicyType }) => [PolicyName, PolicyType]))).toEqual({
      'cpu-30': 'StepScaling',
      requests: 'TargetTrackingScaling',
    });
    const label = ScalingPolicies.map(
      ({ TargetTrackingConfiguration }) => TargetTrackingConfiguration?.PredefinedMetricSpecification?.ResourceLabel,
    ).find((one) => one !== undefined);
    expect(label).toMatch(/^app\/Web-ALB\/[0-9a-f]+\/targetgroup\/Web-TG\/[0-9a-f]+$/);
    const silent = withPolicies(undefined);
    expect((await tier.controller.run(silent)).ending).toBe('converged');
    expect((await tier.autoScaling.send(new DescribePoliciesCommand({}))).ScalingPolicies).toEqual([]);
    await tier.autoScaling.send(
      new PutScalingPolicyCommand({
        AutoScalingGroupName: 'Web-ASG',
        PolicyName: 'by-hand',
        PolicyType: 'TargetTrackingScaling',
        TargetTrackingConfiguration: {
          TargetValue: 50,
          PredefinedMetricSpecification: { PredefinedMetricType: 'ASGAverageNetworkIn' },
        },
      }),
    );
    expect(inWords((await tier.controller.look(silent)).plan)).toEqual([]);
  });
});
