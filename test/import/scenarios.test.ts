import { expect, test } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { controllerOn } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { release, roundTrip } from './round-trip.ts';

const scenarios = [
  ['ec2-pair-alb', 'ec2-pair-alb'],
  ['content-routing', 'content-routing'],
  ['asg-web', 'vpc-lab'],
  ['ecs-fargate-alb', 'demo-service-vpc'],
  ['ecs-service', 'ecs-service'],
] as const;

test.each(scenarios)('%s, forgotten and imported, is adopted by tags alone', async (scenario, fixture) => {
  const emulator = simulatorEmulator({ fixture: fixtureNamed(fixture) });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const writes = (): string[] => {
    const all = journal
      .entries()
      .filter(({ write }) => write)
      .map(({ action }) => action);
    journal.clear();
    return all;
  };
  const controller = await controllerOn(account);
  const original = await load(manifestsOf(scenario), {});
  await controller.converge(original);
  await release(controller, original, account.clock);

  const { imported } = await roundTrip(controller, writes);
  await emulator.stop();
  expect(imported.wanted.map(({ type }) => type).sort()).toEqual(original.wanted.map(({ type }) => type).sort());
});
