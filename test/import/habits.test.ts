import { test } from 'vitest';
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
