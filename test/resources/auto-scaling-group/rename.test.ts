import { DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling';
import { expect, it } from 'vitest';
import { execute } from '../../../src/engine/execute.ts';
import { resources } from '../../../src/resources/registry.ts';
import { edited } from '../../support/folders.ts';
import { useTier } from './tier.ts';

const tier = useTier();

async function sizes(): Promise<Record<string, number | undefined>> {
  const { AutoScalingGroups = [] } = await tier.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
  return Object.fromEntries(
    AutoScalingGroups.map(({ AutoScalingGroupName = '', MinSize }) => [AutoScalingGroupName, MinSize]),
  );
}

it('leaves a renamed group its instances until those of its successor serve', async () => {
  const renamed = edited('asg-web', { 'web#/spec/autoScalingGroup/name': 'Web-ASG-2' });
  const { loaded, ...found } = await tier.controller.look(renamed);
  const outcomes = await execute(found.plan, {
    ...found,
    aws: tier.controller.aws,
    clock: tier.account.clock,
    owner: 'default',
    secret: loaded.secret,
    resources,
    patienceMs: 0,
  });
  const late = outcomes.find(({ status }) => status === 'failed');
  expect(late?.error?.message).toMatch(/^the one it replaces keeps serving until then: 0\/2 in service$/);
  expect(await sizes()).toEqual({ 'Web-ASG': 2, 'Web-ASG-2': 2 });
});

it('takes the predecessor away once the successor serves', async () => {
  const renamed = edited('asg-web', { 'web#/spec/autoScalingGroup/name': 'Web-ASG-2' });
  expect((await tier.controller.run(renamed)).ending).toBe('converged');
  expect(await sizes()).toEqual({ 'Web-ASG-2': 2 });
});
