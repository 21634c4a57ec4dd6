import type { Clock } from '../core/clock.ts';
import type { Events } from './events/events.ts';
import { applyFixture, type Fixture } from './fixture.ts';
import { seededRandom, seedFor } from './random.ts';
import { createWorld } from './new-world.ts';
import type { Settings, World } from './world.ts';

// AWS takes minutes over each; a second is enough to be seen.
const DEFAULT_SETTINGS: Settings = {
  provisioningMs: 1000,
  networkInterfaceLingerMs: 1000,
  initialHealthMs: 1000,
  drainingMs: 1000,
  taskStartMs: 1000,
  taskStopMs: 1000,
  instanceStartMs: 1000,
  warmupMs: 1000,
};

interface Making {
  readonly clock: Clock;
  readonly seed: number;
  readonly events: Events;
  readonly fixture?: Fixture;
  readonly settings?: Partial<Settings>;
}

/** One world for each account and region, made on first use with what the fixture has for the region. */
export class Worlds {
  readonly #making: Making;
  readonly #worlds = new Map<string, World>();

  constructor(making: Making) {
    this.#making = making;
  }

  get(account: string, region: string): World {
    const name = `${account}/${region}`;
    const known = this.#worlds.get(name);
    if (known) return known;
    const { clock, seed, events, fixture, settings } = this.#making;
    const world: World = createWorld({
      account,
      region,
      clock,
      random: seededRandom(seedFor(seed, name)),
      settings: { ...DEFAULT_SETTINGS, ...settings },
      emit: (at, make) => events.emit(world, at, make),
    });
    if (fixture) applyFixture(world, fixture);
    // After the fixture: what stands beforehand has not just happened.
    events.prepare(world);
    this.#worlds.set(name, world);
    return world;
  }

  /** Those that were made. */
  all(): Iterable<World> {
    return this.#worlds.values();
  }

  clear(): void {
    this.#worlds.clear();
  }
}
