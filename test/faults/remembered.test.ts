import { describe, expect, test } from 'vitest';
import { advance } from '../../src/simulator/advance.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { isSettled, pass, passUntil, startOn, startRig, type Rig } from '../daemon/loop/rig.ts';
import { systems } from '../scenarios/systems.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { askedFor } from './asked-for.ts';
import { portraitOf } from './portrait.ts';
import { vandalise } from './vandalise.ts';

/** For each system; `EVENKEEL_VANDALS=100` for a long look at all of them. */
const vandals = Number(process.env['EVENKEEL_VANDALS'] ?? 1);
const some = new Set(['content-routing', 'asg-web', 'ecs-service']);
const looked = systems.filter(({ folder }) => process.env['EVENKEEL_VANDALS'] !== undefined || some.has(folder));
/** Longer than the sweep takes here, and than what is missing is doubted. */
const WHOLE_SWEEP_MS = 180_000;
const HOUR = 3_600_000;

describe.each(looked)('a daemon that remembers what it read of $folder', ({ folder, fixture, interferences }) => {
  const manifests = manifestsOf(folder);

  test.for(Array.from({ length: vandals }, (_, seed) => seed))('has all of it again after vandal %i', async (seed) => {
    const built = await startRig(manifests, {}, { fixture: fixtureNamed(fixture), settings: {} });
    await passUntil(built, isSettled);
    const whole = stands(built);
    await built.daemon.stop();
    const rig = await startOn(built, manifests, { readShare: 0.3 });
    await passUntil(rig, isSettled);
    const random = seededRandom(seedFor(seed, folder));
    // Now at once, now a while apart.
    const before = (): Promise<unknown> => (random() < 0.5 ? pass(rig, random() * 40_000) : Promise.resolve());
    const done = await vandalise({ sdk: rig.sdk, random, interferences, before });
    await pass(rig, WHOLE_SWEEP_MS);
    await passUntil(rig, isSettled);
    expect(stands(rig), done.join(', ')).toEqual(whole);
  });
});

function stands({ clock, simulator }: Rig): readonly string[] {
  clock.advance(HOUR);
  advance(simulator.world());
  return askedFor(portraitOf(simulator.world()));
}
