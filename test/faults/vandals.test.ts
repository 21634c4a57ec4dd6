import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { systems } from '../scenarios/systems.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { type Moment, momentOf } from '../support/moment.ts';
import { askedFor } from './asked-for.ts';
import { runUndisturbed, settledOn, stagesOf, stands } from './sweep.ts';
import { vandalise } from './vandalise.ts';

/** For each system; `EVENKEEL_VANDALS=100` for a long look. */
const vandals = Number(process.env['EVENKEEL_VANDALS'] ?? 4);

describe.each(systems)('$folder', ({ folder, fixture, interferences }) => {
  const manifests = manifestsOf(folder);
  // ECS gives up what people did to a service only after evenkeel has looked twice at what they deleted.
  const stages = stagesOf(fixtureNamed(fixture), undefined, { taskStartMs: 10_000 });
  let built: Moment;
  let whole: readonly string[];

  afterAll(() => stages.close());

  beforeAll(async () => {
    const stage = await stages.open();
    await runUndisturbed(stage, manifests);
    whole = askedFor(await stands(stage));
    built = momentOf(stage.simulator.world());
  });

  it.for(Array.from({ length: vandals }, (_, seed) => seed))('stands again after vandal %i', async (seed) => {
    const stage = await stages.open(built);
    const { sdk } = stage.account;
    const random = seededRandom(seedFor(seed, folder));
    const done = await vandalise({ sdk, random, interferences });
    await settledOn(stage, manifests, done.join(', '));
    expect(askedFor(await stands(stage)), done.join(', ')).toEqual(whole);
  });
});
