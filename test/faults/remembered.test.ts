import { describe, expect, test } from 'vitest';
import { advance } from '../../src/simulator/advance.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { isSettled, pass, passUntil, startOn, startRig, type Rig } from '../daemon/loop/rig.ts';
import { Hand } from '../scenarios/hand.ts';
import { systems } from '../scenarios/systems.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { askedFor } from './asked-for.ts';
import { deletions } from './deletions.ts';
import { portraitOf } from './portrait.ts';

/** `EVENKEEL_VANDALS=100` for a long look. */
const vandals = Number(process.env['EVENKEEL_VANDALS'] ?? 3);
const MOST_DEEDS = 8;
/** Longer than the sweep takes here, and than what is missing is doubted. */
const WHOLE_SWEEP_MS = 180_000;
const HOUR = 3_600_000;

const { folder, fixture, interferences } = systems.find((system) => system.folder === 'content-routing')!;
const manifests = manifestsOf(folder);

describe('a daemon that remembers what it read', () => {
  test.for(Array.from({ length: vandals }, (_, seed) => seed))('has all of it again after vandal %i', async (seed) => {
    const built = await startRig(manifests, {}, { fixture: fixtureNamed(fixture), settings: {} });
    await passUntil(built, isSettled);
    const whole = stands(built);
    await built.daemon.stop();
    const rig = await startOn(built, manifests, { readShare: 0.3 });
    await passUntil(rig, isSettled);
    const done = await vandalise(rig, seededRandom(seedFor(seed, folder)));
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

/** Does some things that people do, now at once and now a while apart; gives what AWS let it do. */
async function vandalise(rig: Rig, random: () => number): Promise<string[]> {
  const pick = <T>(some: readonly T[]): T => some[Math.floor(random() * some.length)]!;
  const deeds = interferences.map(({ what, act }) => ({ what, act: () => act(new Hand(rig.sdk)) }));
  const done: string[] = [];
  for (let left = 1 + Math.floor(random() * MOST_DEEDS); left > 0; left -= 1) {
    if (random() < 0.5) await pass(rig, random() * 40_000);
    const { what, act } = random() < 0.6 ? pick(await deletions(rig.sdk)) : pick(deeds);
    const refusal = await act().then(
      () => undefined,
      (error: unknown) => error as Error,
    );
    done.push(`${what}${refusal === undefined ? '' : ` (${refusal.name})`}`);
  }
  return done;
}
