import { expect, test } from 'vitest';
import { lookToImport } from '../../src/engine/import.ts';
import { load } from '../../src/engine/load.ts';
import { controllerOn } from '../support/controller.ts';
import { folderOf } from '../support/folders.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';

const STACKS = 40;

/** Counted by the simulator, so that retries count too. */
test.for([
  { what: 'all', names: [], all: true, reads: 6.5 * STACKS + 12 },
  // What stands beside it costs the lists and their tags alone.
  { what: 'one of them', names: ['stack-7'], all: false, reads: 24 },
])('$what of many stacks is imported within the budget of calls', async ({ names, all, reads }) => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const folder = folderOf({ 'stacks.yaml': Array.from({ length: STACKS }, (_, index) => stack(index)).flat() });
  const controller = await controllerOn(account);
  await controller.run(await load(folder, {}));

  journal.clear();
  const selection = { names, all, tags: {} };
  const { aws } = controller;
  const { stacks } = await lookToImport({ aws, owner: 'default', namespace: 'default', selection });
  const [read, written] = [journal.count(), journal.writes()];
  await emulator.stop();

  process.stdout.write(`import of ${stacks.length} of ${STACKS} stacks: ${read} reads\n`);
  expect(stacks).toHaveLength(all ? STACKS : 1);
  expect(written).toBe(0);
  expect(read).toBeLessThanOrEqual(reads);
});
