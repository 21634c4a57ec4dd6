import { afterAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { seededRandom, seedFor } from '../../src/simulator/random.ts';
import { systems } from '../scenarios/systems.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { type Edits, edited } from '../support/folders.ts';
import { askedFor } from './asked-for.ts';
import { editsOf } from './edits.ts';
import { Keeper } from './keeper.ts';
import { settledOn, stagesOf, stands, type Stage } from './sweep.ts';

/** For each system; `EVENKEEL_PATHS=100` for a long look. */
const paths = Number(process.env['EVENKEEL_PATHS'] ?? 3);

/** The same with a daemon that remembers what it read. */
const remembered = Number(process.env['EVENKEEL_PATHS'] ?? 1);

const MOST_EDITS = 4;

describe.each(systems.filter(({ folder }) => folder in editsOf))('$folder', ({ folder, fixture }) => {
  const stages = stagesOf(fixtureNamed(fixture));
  afterAll(() => stages.close());

  /** Which things stand after these folders, one after the other. */
  async function after(...folders: readonly Edits[]): Promise<string[]> {
    const stage = await stages.open();
    for (const edits of folders) {
      const manifests = edited(folder, edits);
      expect((await load(manifests, {})).problems, named(folders)).toEqual([]);
      await settledOn(stage, manifests, named(folders));
    }
    return namesIn(stage);
  }

  /** The same by one daemon, which remembers what it read. */
  async function kept(...folders: readonly Edits[]): Promise<string[]> {
    const stage = await stages.open();
    const keeper = await Keeper.on(stage.account);
    try {
      for (const edits of folders) await keeper.settle(await load(edited(folder, edits), {}));
      return await namesIn(stage);
    } finally {
      keeper.end();
    }
  }

  function pathOf(seed: number): readonly [Edits, Edits] {
    const random = seededRandom(seedFor(seed, folder));
    const some = (): Edits => {
      const all = editsOf[folder]!;
      const picked = Array.from({ length: Math.floor(random() * (MOST_EDITS + 1)) }, () =>
        Math.floor(random() * all.length),
      );
      return inDepth(Object.assign({}, ...picked.map((index) => all[index]!)) as Edits);
    };
    return [some(), some()];
  }

  it.for(Array.from({ length: paths }, (_, seed) => seed))(
    'is what its manifests say, whatever they said before (%i)',
    async (seed) => {
      const [first, last] = pathOf(seed);
      expect(await after(first, last), named([first, last])).toEqual(await after(last));
    },
  );

  it.for(Array.from({ length: remembered }, (_, seed) => seed))(
    'so it is with what was remembered (%i)',
    async (seed) => {
      const [first, last] = pathOf(seed);
      expect(await kept(first, last), named([first, last])).toEqual(await after(last));
    },
  );
});

async function namesIn(stage: Stage): Promise<string[]> {
  return [...new Set(askedFor(await stands(stage)).map(nameOf))].sort();
}

/** What is taken out whole stays out, whatever is put into it. */
function inDepth(edits: Edits): Edits {
  const depth = ([place]: readonly [string, unknown]): number => place.split('/').length;
  return Object.fromEntries(Object.entries(edits).sort((one, other) => depth(other) - depth(one)));
}

function named(folders: readonly Edits[]): string {
  return folders
    .map(
      (edits) =>
        Object.entries(edits)
          .map(([place, value]) => `${place} ${JSON.stringify(value)}`)
          .join(', ') || 'as shipped',
    )
    .join(' → ');
}

/** By what a thing goes: how AWS shows it where a value was set that AWS would have chosen anyway, is not the same. */
function nameOf(line: string): string {
  const kind = line.slice(0, line.indexOf(' '));
  const thing = JSON.parse(line.slice(kind.length + 1)) as Readonly<Record<string, unknown>>;
  const name = ['name', 'groupName', 'launchTemplateName', 'family', 'resourceId', 'priority', 'port'].find(
    (key) => key in thing,
  );
  // A replacement bears its name with a hash.
  return `${kind} ${String(thing[name ?? '']).replace(/-[0-9a-f]{8}$/, '')}`;
}
