import { expect, test } from 'vitest';
import { lookToImport } from '../../src/engine/import.ts';
import { load } from '../../src/engine/load.ts';
import { Hand } from '../scenarios/hand.ts';
import { controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { release, roundTrip } from './round-trip.ts';

/*
 * What people make by other means than evenkeel looks otherwise in places, and is adopted by tags alone all the same.
 */

test('a group that launches from the latest version of its template', async () => {
  const emulator = simulatorEmulator({ fixture: fixtureNamed('vpc-lab') });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const controller = await controllerOn(account);
  const original = await load(manifestsOf('asg-web'), {});
  await controller.converge(original);
  await release(controller, original, account.clock);
  const { groups } = new Hand(account.sdk);
  await groups.change('Web-ASG', { LaunchTemplate: { LaunchTemplateName: 'Web', Version: '$Latest' } });
  const writes = (): string[] => {
    const all = journal.entries().filter(({ write }) => write);
    journal.clear();
    return all.map(({ action }) => action);
  };
  await roundTrip(controller, writes);
  await emulator.stop();
});

test.each([
  ['DescribeLaunchTemplates', 'its launch template could not be read'],
  ['DescribeLaunchTemplateVersions', 'no image or no instance type could be read in its launch template Web'],
])(
  'a group whose launch template may not be read by %s is left alone, with that as the reason',
  async (action, why) => {
    const emulator = simulatorEmulator({ fixture: fixtureNamed('vpc-lab') });
    const account = await emulator.open();
    const controller = await controllerOn(account);
    const original = await load(manifestsOf('asg-web'), {});
    await controller.converge(original);
    await release(controller, original, account.clock);
    emulator.running().faults.set([{ kind: 'access-denied', action }]);
    const { stacks, leftAlone, unreadable } = await lookToImport({
      aws: controller.aws,
      owner: 'default',
      namespace: 'default',
      selection: { names: [], all: true, tags: {} },
    });
    await emulator.stop();
    expect(unreadable.map(({ type }) => type)).toContain('launch-template');
    expect(leftAlone.map((one) => `${one.live.name}: ${one.why}`)).toEqual([`Web-ASG: ${why}`]);
    const manifests = stacks.flatMap((stack) => stack.manifests);
    expect(manifests.find(({ kind }) => kind === 'TargetGroup')?.notes).toMatchObject([
      { text: 'Web-ASG registers its targets, and is not imported.' },
    ]);
  },
);
