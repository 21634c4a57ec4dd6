import { expect, test } from 'vitest';
import { isWrite } from '../../src/core/plan.ts';
import { load } from '../../src/engine/load.ts';
import { controllerOn } from '../support/controller.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { folderOf } from '../support/folders.ts';
import { stack, stacksFixture } from '../support/stacks.ts';

/*
 * Counted by the simulator, so that retries count too. Terraform's AWS provider 5.100 needs 17 calls a stack to read
 * the same work, and 42 to make it.
 */
test.for([1, 20, 200])('%i stacks keep within the budget of calls', async (stacks) => {
  const emulator = simulatorEmulator({ fixture: stacksFixture });
  const account = await emulator.open();
  const { journal } = emulator.running();
  const folder = folderOf({ 'stacks.yaml': Array.from({ length: stacks }, (_, index) => stack(index)).flat() });
  const controller = await controllerOn(account);
  const loaded = await load(folder, {});

  const first = await controller.run(loaded);
  expect(first.ending).toBe('converged');
  expect(first.cycle.plan.changes.filter(isWrite)).toEqual([]);
  const made = { calls: journal.count(), writes: journal.writes() };

  journal.clear();
  const { plan } = await controller.look(loaded);
  expect(plan.changes).toHaveLength(stacks * 8);
  const reads = journal.count();

  journal.clear();
  expect((await controller.run(loaded)).ending).toBe('converged');
  const again = journal.writes();
  await emulator.stop();

  process.stdout.write(
    `${stacks} stacks: ${made.calls} calls to converge, ${made.writes} of them writes; ${reads} to read; ${again} writes again\n`,
  );
  expect(reads).toBeLessThanOrEqual(6.5 * stacks + 12);
  expect(made.calls).toBeLessThanOrEqual(18 * stacks + 20);
  expect(made.writes).toBeLessThanOrEqual(9 * stacks);
  expect(again).toBe(0);
});
