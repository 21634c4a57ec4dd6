import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import type { FaultRule } from '../../src/simulator/faults.ts';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { settleForeigners, settleForeignGroup, settleForeignService } from './foreigners.ts';
import { Keeper, onlyAws } from './keeper.ts';
import { faults, stagesOf, stands, type Stage } from './sweep.ts';

/** Only to end what hangs, where all calls are swept. */
const TOO_LONG_MS = 3_600_000;

interface System {
  readonly folder: string;
  readonly fixture: string;
  readonly settle: Parameters<typeof stagesOf>[1];
  /** One call in so many, another one for each fault: `EVENKEEL_EVERY=1` for all of them. */
  readonly every: number;
}

const systems: readonly System[] = [
  { folder: 'content-routing', fixture: 'content-routing', settle: settleForeigners, every: 16 },
  { folder: 'ecs-service', fixture: 'ecs-service', settle: settleForeignService, every: 32 },
  { folder: 'asg-web', fixture: 'vpc-lab', settle: settleForeignGroup, every: 32 },
];

/** From nothing to all of it, and to nothing again, by one daemon; a fault strikes in the first or in the second half. */
async function lived(
  stage: Stage,
  manifests: Loaded,
  half: 'made' | 'gone',
  fault: FaultRule | undefined,
): Promise<string[]> {
  const keeper = await Keeper.on(stage.account);
  const { faults: struck, journal } = stage.simulator;
  try {
    if (half === 'gone') await keeper.settle(manifests);
    const loaded = half === 'made' ? manifests : nothing;
    journal.clear();
    if (fault !== undefined) struck.set([fault]);
    await keeper.cycle(loaded).catch(onlyAws);
    struck.clear();
    await keeper.settle(loaded);
    return await stands(stage);
  } finally {
    keeper.end();
  }
}

describe.each(systems)('of $folder', ({ folder, fixture, settle, every: usual }) => {
  const every = Number(process.env['EVENKEEL_EVERY'] ?? usual);
  const stages = stagesOf(fixtureNamed(fixture), settle);
  let manifests: Loaded;

  beforeAll(async () => void (manifests = await load(manifestsOf(folder), {})));
  afterAll(() => stages.close());

  describe.each(['made', 'gone'] as const)('at a call of what is %s by a daemon that remembers', (half) => {
    let expected: string[];
    let calls: number;

    beforeAll(async () => {
      const stage = await stages.open();
      expected = await lived(stage, manifests, half, undefined);
      calls = stage.simulator.journal.entries().length;
      expect(calls).toBeGreaterThan(30);
    });

    it.each(Object.entries(faults).map(([name, fault], index) => ({ name, fault, index })))(
      'that $name: it ends as if nothing had happened',
      async ({ fault, index }) => {
        for (let call = index % every; call < calls; call += every) {
          const end = await lived(await stages.open(), manifests, half, { ...fault, skip: call });
          expect(end, `call ${call + 1} of ${calls}`).toEqual(expected);
        }
      },
      TOO_LONG_MS,
    );
  });
});
