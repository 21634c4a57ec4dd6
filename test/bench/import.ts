import { controllerOn } from '../support/controller.ts';
import { REGION } from '../support/clients.ts';
import { simulatorEmulator } from '../support/simulated.ts';
import { stack, stacksFixture } from '../support/stacks.ts';
import { BenchClock } from './clock.ts';
import { runEvenkeel } from './executable.ts';
import { withManifests } from './folder.ts';

/** How long each answer takes. */
const LATENCY_MS = 20;

export interface ImportFigures {
  readonly stacks: number;
  readonly latencyMs: number;
  readonly reads: number;
  readonly ms: number;
  readonly megabytes: number;
}

/** What `evenkeel import --all` takes of an account with so many stacks. */
export async function measureImport(stacks: number): Promise<ImportFigures> {
  const clock = new BenchClock();
  const emulator = simulatorEmulator({ fixture: stacksFixture, clock });
  const account = await emulator.open();
  const { journal, faults } = emulator.running();
  const manifests = Array.from({ length: stacks }, (_, index) => stack(index)).flat();
  await withManifests(manifests, async (folder) => {
    const { ending } = await (await controllerOn({ url: account.url, clock: clock.hasty })).run(folder);
    if (ending !== 'converged') throw new Error(`${stacks} stacks: ${ending}`);
  });
  journal.clear();
  faults.set([{ kind: 'latency', ms: LATENCY_MS }]);
  const ended = await runEvenkeel(['import', '--all', '--out', '-', '--endpoint-url', account.url, '--region', REGION]);
  const figures = { stacks, latencyMs: LATENCY_MS, reads: journal.count(), ...ended };
  await emulator.stop();
  return figures;
}
