import {
  type AutoScalingGroup,
  AutoScalingClient,
  DescribeAutoScalingGroupsCommand,
} from '@aws-sdk/client-auto-scaling';
import { afterAll, beforeEach, expect } from 'vitest';
import type { Status } from '../../../src/core/resource.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { REGION } from '../../support/clients.ts';
import { type Controller, controllerOn, inWords } from '../../support/controller.ts';
import { type Account, simulatorEmulator } from '../../support/simulated.ts';
import { fixtureNamed } from '../../support/fixtures.ts';
import { manifestsOf } from '../../support/folders.ts';

/** The scaled web tier of the fourth scenario, for each test of a file in an account of its own. */
export interface Tier {
  readonly account: Account;
  readonly simulator: Simulator;
  readonly controller: Controller;
  readonly autoScaling: AutoScalingClient;
  /** The one group that there is. */
  group(): Promise<AutoScalingGroup>;
  /** How the group is doing, where all is as that folder says. */
  status(folder: string): Promise<Status | undefined>;
}

export const manifests = manifestsOf('asg-web');

export function useTier(): Tier {
  const emulator = simulatorEmulator({ fixture: fixtureNamed('vpc-lab') });
  const tier = {
    async group() {
      const { AutoScalingGroups = [] } = await tier.autoScaling.send(new DescribeAutoScalingGroupsCommand({}));
      expect(AutoScalingGroups).toHaveLength(1);
      return AutoScalingGroups[0]!;
    },
    async status(folder) {
      const { plan, snapshot } = await tier.controller.look(folder);
      expect(inWords(plan)).toEqual([]);
      return snapshot.live.find(({ name }) => name === 'Web-ASG')?.status;
    },
  } as { -readonly [Key in keyof Tier]: Tier[Key] };
  beforeEach(async () => {
    const account = await emulator.open();
    const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
    Object.assign(tier, {
      account,
      simulator: emulator.running(),
      controller: await controllerOn(account),
      autoScaling: new AutoScalingClient({ endpoint: account.url, region: REGION, credentials }),
    });
    expect((await tier.controller.run(manifests)).ending).toBe('converged');
  });
  afterAll(() => emulator.stop());
  return tier;
}
