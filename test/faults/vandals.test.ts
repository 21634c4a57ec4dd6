import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { Hand } from '../scenarios/hand.ts';
import { systems } from '../scenarios/systems.ts';
import type { Sdk } from '../support/clients.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { askedFor } from './asked-for.ts';
import { deletions } from './deletions.ts';
import { runUndisturbed, settledOn, type Stage, stagesOf, stands } from './sweep.ts';

/** For each system; `EVENKEEL_VANDALS=100` for a long look. */
const vandals = Number(process.env['EVENKEEL_VANDALS'] ?? 4);

const MOST_DEEDS = 8;

describe.each(systems)('$folder', ({ folder, fixture, interferences }) => {
  const manifests = manifestsOf(folder);
  // ECS gives up what people did to a service only after evenkeel has looked twice at what they deleted.
  const stages = stagesOf(fixtureNamed(fixture), undefined, { taskStartMs: 10_000 });
  let whole: readonly string[];

  afterAll(() => stages.close());

  beforeAll(async () => {
    whole = askedFor(await stands(await built()));
  });

  async function built(): Promise<Stage> {
    const stage = await stages.open();
    await runUndisturbed(stage, manifests);
    await stands(stage);
    return stage;
  }

  it.for(Array.from({ length: vandals }, (_, seed) => seed))('stands again after vandal %i', async (seed) => {
    const stage = await built();
    const done = await vandalise(stage.account.sdk, seededRandom(seedFor(seed, folder)));
    await settledOn(stage, manifests, done.join(', '));
    expect(askedFor(await stands(stage)), done.join(', ')).toEqual(whole);
  });

  /** Does some things that people do, and deletes some things that stand; gives what AWS let it do. */
  async function vandalise(sdk: Sdk, random: () => number): Promise<string[]> {
    const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
    const done: string[] = [];
    for (let deeds = 1 + Math.floor(random() * MOST_DEEDS); deeds > 0; deeds -= 1) {
      const isDeletion = random() < 0.6;
      const { what, act } = isDeletion ? pick(await deletions(sdk)) : pick(asDeeds(sdk));
      const refusal = await act().then(
        () => undefined,
        (error: unknown) => error as Error,
      );
      done.push(`${isDeletion ? 'deletes ' : ''}${what}${refusal === undefined ? '' : ` (${refusal.name})`}`);
    }
    return done;
  }

  function asDeeds(sdk: Sdk): { readonly what: string; readonly act: () => Promise<unknown> }[] {
    return interferences.map(({ what, act }) => ({ what, act: () => act(new Hand(sdk)) }));
  }
});
