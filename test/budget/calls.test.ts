import { expect, test } from 'vitest';
import { isWrite } from '../../src/core/plan.ts';
import { look } from '../../src/engine/cycle.ts';
import { converge, type Converged } from '../../src/engine/converge.ts';
import { load } from '../../src/engine/load.ts';
import { resources } from '../../src/resources/registry.ts';
import { openTestAws } from '../aws/endpoint.ts';
import { simulatorEmulator } from '../support/emulators.ts';
import { folderOf } from '../support/folders.ts';
import { fixture, stack } from './stacks.ts';

/*
 * Counted by the simulator, so that retries count too. Terraform's AWS provider 5.100 needs 17 calls a stack to read
 * the same work, and 42 to make it.
 */
test.for([1, 20, 200])('%i stacks keep within the budget of calls', async (stacks) => {
  const emulator = simulatorEmulator({ fixture });
  const { url, clock } = await emulator.open();
  const { journal } = emulator.running();
  const folder = folderOf({ 'stacks.yaml': Array.from({ length: stacks }, (_, index) => stack(index)).flat() });
  const loaded = await load(folder, {});
  const aws = await openTestAws(url, { clock });
  const lookOnce = () => look({ aws, owner: 'default', loaded });

  async function apply(): Promise<Converged> {
    return converge({
      aws,
      clock,
      owner: 'default',
      wanted: loaded.wanted,
      secret: loaded.secret,
      resources,
      first: await lookOnce(),
      look: lookOnce,
      selected: () => true,
      wait: true,
      timeoutMs: 600_000,
    });
  }

  const first = await apply();
  expect(first.ending).toBe('converged');
  expect(first.cycle.plan.changes.filter(isWrite)).toEqual([]);
  const made = { calls: journal.count(), writes: journal.writes() };

  journal.clear();
  const read = (await lookOnce()).plan;
  expect(read.changes).toHaveLength(stacks * 8);
  const reads = journal.count();

  journal.clear();
  expect((await apply()).ending).toBe('converged');
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
