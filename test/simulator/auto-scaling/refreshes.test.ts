import {
  CancelInstanceRefreshCommand,
  DescribeInstanceRefreshesCommand,
  type Instance,
  type InstanceRefresh,
  StartInstanceRefreshCommand,
  type StartInstanceRefreshType,
} from '@aws-sdk/client-auto-scaling';
import { describe, expect, test } from 'vitest';
import { breakGround, DRAIN_MS, groupOf, HEALTH_MS, sicken, START_MS } from './ground.ts';
import { refusal } from '../support.ts';

const AutoScalingGroupName = 'Web-ASG';
const toVersion2 = { LaunchTemplate: { LaunchTemplateName: 'Web', Version: '2' } };

/** A group of four in service, and a second version of its template. */
async function breakRefreshGround() {
  const ground = await breakGround();
  await ground.create({ DesiredCapacity: 4, HealthCheckType: 'ELB', HealthCheckGracePeriod: 60 });
  await ground.pass(START_MS + HEALTH_MS);
  await ground.addVersion('ami-2');
  return {
    ...ground,
    start: (more: Partial<StartInstanceRefreshType> = {}) =>
      ground.autoScaling.send(
        new StartInstanceRefreshCommand({ AutoScalingGroupName, DesiredConfiguration: toVersion2, ...more }),
      ),
    cancel: () => ground.autoScaling.send(new CancelInstanceRefreshCommand({ AutoScalingGroupName })),
    newest: async (): Promise<InstanceRefresh | undefined> => {
      const answer = await ground.autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }));
      return answer.InstanceRefreshes?.[0];
    },
  };
}

function inService(members: readonly Instance[]): (string | undefined)[] {
  return members
    .filter((member) => member.LifecycleState === 'InService')
    .map((member) => member.LaunchTemplate?.Version);
}

describe('an instance refresh', () => {
  test('rolls no deeper than the healthy share, and then the group has the version', async () => {
    const { autoScaling, health, newest, pass, start } = await breakRefreshGround();
    await start({ Preferences: { MinHealthyPercentage: 50, InstanceWarmup: 0 } });
    const seen: (number | undefined)[] = [];
    let fewest = 4;
    for (let second = 0; second < 300 && (await newest())?.EndTime === undefined; second += 1) {
      await pass(1000);
      fewest = Math.min(fewest, (await health()).filter((state) => state === 'healthy').length);
      seen.push((await newest())?.PercentageComplete);
    }
    expect(fewest).toBe(2);
    expect([...new Set(seen)]).toEqual([0, 50, 100]);
    expect(await newest()).toMatchObject({ Status: 'Successful', PercentageComplete: 100, InstancesToUpdate: 0 });
    expect(inService(await pass(DRAIN_MS))).toEqual(['2', '2', '2', '2']);
    expect(await groupOf(autoScaling)).toMatchObject({ LaunchTemplate: { Version: '2' } });
  });

  test('with room above, starts new ones before it ends any', async () => {
    const { health, newest, pass, start } = await breakRefreshGround();
    await start({ Preferences: { MinHealthyPercentage: 100, MaxHealthyPercentage: 150, InstanceWarmup: 0 } });
    for (let second = 0; second < 300 && (await newest())?.EndTime === undefined; second += 1) {
      await pass(1000);
      const healthy = (await health()).filter((state) => state === 'healthy');
      expect(healthy.length).toBeGreaterThanOrEqual(4);
    }
    expect((await newest())?.Status).toBe('Successful');
    expect(inService(await pass(DRAIN_MS))).toEqual(['2', '2', '2', '2']);
  });

  test('goes one by one where the share would forbid every step, and waits for the warm-up', async () => {
    const { newest, pass, start } = await breakRefreshGround();
    await start({ Preferences: { InstanceWarmup: 120 } });
    await pass(START_MS + 119_999);
    expect(await newest()).toMatchObject({ Status: 'InProgress', InstancesToUpdate: 4, PercentageComplete: 0 });
    await pass(1);
    expect(await newest()).toMatchObject({ InstancesToUpdate: 3, PercentageComplete: 25 });
    await pass(3 * (START_MS + 120_000));
    expect((await newest())?.Status).toBe('Successful');
  });

  test('spares what matches already, and is refused while another one runs', async () => {
    const { cancel, newest, start } = await breakRefreshGround();
    await start({ DesiredConfiguration: undefined, Preferences: { SkipMatching: true } });
    expect(await newest()).toMatchObject({ Status: 'Successful', PercentageComplete: 100 });
    await start();
    expect(await refusal(start())).toMatch(/^InstanceRefreshInProgress: /);
    await cancel();
    expect(await newest()).toMatchObject({ Status: 'Cancelled', StatusReason: 'Cancelled by user.' });
    expect(await refusal(cancel())).toMatch(/^ActiveInstanceRefreshNotFound: /);
  });

  test('fails when nothing becomes healthy, and leaves the version of the group alone', async () => {
    const { autoScaling, newest, pass, start, targetGroupArn, world } = await breakRefreshGround();
    await start({ Preferences: { InstanceWarmup: 0 } });
    for (let minute = 0; minute < 62; minute += 1) {
      const members = await pass(60_000);
      for (const { InstanceId = '', LaunchTemplate } of members)
        if (LaunchTemplate?.Version === '2') sicken(world, targetGroupArn, InstanceId);
    }
    expect(await newest()).toMatchObject({ Status: 'Failed', PercentageComplete: 50 });
    expect((await groupOf(autoScaling))?.LaunchTemplate?.Version).toBe('1');
  });

  test('waits for protected instances, unless it is to ignore them', async () => {
    const { autoScaling, create, pass } = await breakGround();
    await create({ NewInstancesProtectedFromScaleIn: true });
    await pass(START_MS);
    const refreshed = async (ScaleInProtectedInstances: 'Ignore' | 'Wait'): Promise<string | undefined> => {
      const Preferences = { ScaleInProtectedInstances };
      await autoScaling.send(new StartInstanceRefreshCommand({ AutoScalingGroupName, Preferences }));
      const answer = await autoScaling.send(new DescribeInstanceRefreshesCommand({ AutoScalingGroupName }));
      return answer.InstanceRefreshes?.[0]?.Status;
    };
    expect(await refreshed('Ignore')).toBe('Successful');
    expect(await refreshed('Wait')).toBe('InProgress');
  });
});
