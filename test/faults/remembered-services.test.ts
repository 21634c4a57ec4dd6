import { afterAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, manifestsOf } from '../support/folders.ts';
import { Keeper } from './keeper.ts';
import { stagesOf } from './sweep.ts';

const cases = [
  {
    folder: 'ecs-service',
    fixture: 'ecs-service',
    read: 'DescribeTaskDefinition',
    write: 'RegisterTaskDefinition',
    change: { 'ecs-web#/spec/ecs/taskDefinition/containers/0/image': 'nginx:1.28' },
  },
  {
    folder: 'asg-web',
    fixture: 'vpc-lab',
    read: 'DescribeLaunchTemplateVersions',
    write: 'CreateLaunchTemplateVersion',
    change: { 'web#/spec/autoScalingGroup/launchTemplate/instanceType': 't3.micro' },
  },
];

describe.each(cases)('a daemon that remembers $folder', ({ folder, fixture, read, write, change }) => {
  const stages = stagesOf(fixtureNamed(fixture));
  afterAll(() => stages.close());

  it(`asks ${read} by its sweep, and again before it writes`, async () => {
    const { account, simulator } = await stages.open();
    const { journal } = simulator;
    const plain = await load(manifestsOf(folder), {});
    const changed = await load(edited(folder, change, afterAll), {});
    const keeper = await Keeper.on(account);
    try {
      await keeper.settle(plain);
      // No time passes in a cycle, so that the sweep rests meanwhile.
      journal.clear();
      expect(await keeper.cycle(plain)).toBe(false);
      expect(journal.count(read)).toBe(0);
      journal.clear();
      await keeper.cycle(changed);
      const actions = journal.entries().map(({ action }) => action);
      expect(actions).toContain(write);
      expect(actions.slice(0, actions.indexOf(write))).toContain(read);
    } finally {
      keeper.end();
    }
  });
});
