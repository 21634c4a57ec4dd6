import {
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  StartInstanceRefreshCommand,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, it } from 'vitest';
import { inWords } from '../../support/controller.ts';
import { edited } from '../../support/folders.ts';
import { useTier } from './tier.ts';

describe('an instance refresh that a manifest asks for', () => {
  const tier = useTier();

  function changedTemplate(): string {
    return edited('asg-web', { 'web#/spec/autoScalingGroup/launchTemplate/userData': '#!/bin/bash\necho "prêt"\n' });
  }

  it('rolls the instances onto a changed template', async () => {
    const changed = changedTemplate();
    const { plan } = await tier.controller.look(changed);
    expect(inWords(plan)).toEqual([
      'update auto-scaling-group/default/web (dependency)',
      'update launch-template/default/web (spec)',
    ]);
    const { ending, outcomes } = await tier.controller.run(changed);
    expect(outcomes.filter(({ status }) => status !== 'done')).toEqual([]);
    expect(ending).toBe('converged');
    const { Instances = [] } = await tier.group();
    expect(Instances.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
    expect(inWords((await tier.controller.look(changed)).plan)).toEqual([]);
  });

  it('says how far a refresh has come, and why it ended', async () => {
    const changed = changedTemplate();
    await tier.controller.apply(changed);
    const { ready, text } = (await tier.status(changed)) ?? {};
    expect(ready).toBe(false);
    expect(text).toMatch(/^instance refresh \d+ %, [12]\/2 in service$/);
    await tier.autoScaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName: 'Web-ASG' }));
    await tier.account.clock.sleep(60_000);
    expect(await tier.status(changed)).toEqual({
      ready: false,
      failed: true,
      text: 'instance refresh cancelled: Cancelled by user.; 2/2 in service',
      remedy: expect.stringContaining('start an instance refresh in AWS') as string,
    });
  });

  it('takes up a refresh that a failure kept from beginning', async () => {
    const changed = changedTemplate();
    const { faults } = tier.simulator;
    faults.set([{ kind: 'access-denied', action: 'StartInstanceRefresh' }]);
    const { outcomes } = await tier.controller.apply(changed);
    expect(outcomes.map(({ status: ended }) => ended).sort()).toEqual(['done', 'failed']);
    faults.set([]);
    const { plan } = await tier.controller.look(changed);
    expect(plan.changes.flatMap(({ diffs }) => diffs.map(({ path }) => path))).toEqual([
      '/spec/autoScalingGroup/instanceRefresh',
    ]);
    expect((await tier.controller.run(changed)).ending).toBe('converged');
    expect((await tier.group()).Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
  });

  it('lets another refresh end before its own', async () => {
    await tier.autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName: 'Web-ASG' }));
    const changed = changedTemplate();
    expect((await tier.controller.run(changed)).ending).toBe('converged');
    const found = await tier.autoScaling.send(
      new DescribeInstanceRefreshesCommand({ AutoScalingGroupName: 'Web-ASG' }),
    );
    expect(found.InstanceRefreshes?.map(({ Status: ended }) => ended)).toEqual(['Successful', 'Successful']);
    expect((await tier.group()).Instances?.map(({ LaunchTemplate }) => LaunchTemplate?.Version)).toEqual(['2', '2']);
  });
});
