import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import { kinds } from '../../src/kinds/index.ts';
import type { Stage } from '../faults/sweep.ts';
import { folderOf } from '../support/folders.ts';
import type { State } from '../support/moment.ts';
import { bases, documentsOf, named, namesIn, openStage, stages, type Document, type Names } from './ground.ts';
import { Heard, renderCoverage } from './coverage.ts';
import { edits, occasion, others, type Edits } from './others.ts';
import { exceptions } from './exceptions.ts';
import { abides, standing, type Pair } from './law.ts';
import { leavesOf, placesIn, type Place } from './leaves.ts';
import { otherValue } from './other.ts';

/*
 * Every field that a manifest may have reaches AWS and comes back from there. The bases state each of them; whoever adds a
 * field to a schema adds it to one of them.
 */

interface Trial extends Place {
  readonly base: string;
  /** Which of the base's documents has it. */
  readonly index: number;
}

const leaves = kinds.flatMap(({ kind, spec }) => leavesOf(kind, spec));
const heard = new Heard();
const trials = firstOfEach(bases.flatMap(trialsIn));

beforeAll(() => {
  vi.stubEnv('FIELDS_SECRET', 'one');
  vi.stubEnv('FIELDS_OTHER_SECRET', 'other');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await stages.close();
});

test('every leaf of every schema stands in one of the bases', () => {
  const stated = new Set(trials.map(({ name }) => alike(name)));
  const missing = leaves.map(({ name }) => name).filter((name) => !stated.has(alike(name)));
  expect(missing, 'give each of these a value in test/fields/bases').toEqual([]);
});

test('what is said of a leaf is said of one that is there', () => {
  const known = new Set(trials.map(({ name }) => name));
  const said = [others, edits, exceptions].flatMap((table) => Object.keys(table));
  expect(said.filter((name) => !known.has(name))).toEqual([]);
});

test('there is another value for every leaf', () => {
  const without = trials.filter((trial) => !(trial.name in edits) && otherOf(trial) === undefined);
  expect(without.map(({ name, base }) => `${name} in ${base}`)).toEqual([]);
});

describe.each(bases)('%s', (base) => {
  let stage: Stage;
  let names: Names;
  let folder: Loaded;
  let before: State;

  beforeAll(async () => {
    stage = await openStage(heard);
    names = namesIn(stage.simulator.world());
    folder = await loaded(named(documentsOf(base), names));
    before = await standing(stage, folder, base);
  });

  const here = trials.filter((trial) => trial.base === base);

  test.each(here.map((trial) => [trial.name, trial] as const))('%s', async (name, trial) => {
    const pair = async (further?: Edits): Promise<Pair> => ({
      base: further === undefined ? folder : await loaded(named(changed(trial, further), names)),
      edited: await loaded(named(changed(trial, { ...editsOf(trial), ...further }), names)),
    });
    const { expected, at } = exceptions[name] ?? { expected: 'updated' as const };
    const accompanied = name in edits || expected === 'together';
    const later = expected === 'later' ? await pair(occasion) : undefined;
    await abides(stage, before, {
      ...(await pair()),
      path: trial.path,
      at,
      shifts: at !== undefined,
      expected,
      accompanied,
      later,
    });
  });
});

test('docs/coverage.md counts the members that all of these were written by', async () => {
  await expect(renderCoverage(heard)).toMatchFileSnapshot('../../docs/coverage.md');
});

function trialsIn(base: string): Trial[] {
  return documentsOf(base).flatMap(({ kind, spec }, index) => {
    const known = kinds.find((one) => one.kind === kind);
    return known === undefined ? [] : placesIn(kind, known.spec, spec).map((place) => ({ ...place, base, index }));
  });
}

function firstOfEach(all: readonly Trial[]): Trial[] {
  const byName = new Map<string, Trial>();
  for (const trial of all) if (!byName.has(alike(trial.name))) byName.set(alike(trial.name), trial);
  return [...byName.values()];
}

/** Listeners and rules have the same actions, which one table reads and writes for both. */
function alike(name: string): string {
  return name.replace(/\.(rules\.actions|defaultActions)\./, '.actions.');
}

function otherOf({ name, value, schema }: Trial): unknown {
  return name in others ? others[name] : otherValue(value, schema);
}

function editsOf(trial: Trial): Edits {
  return edits[trial.name] ?? { [`/${trial.steps.join('/')}`]: otherOf(trial) };
}

function changed({ base, index }: Trial, what: Edits): Document[] {
  const documents = documentsOf(base);
  for (const [path, value] of Object.entries(what)) put(documents[index]?.spec, path.split('/').slice(1), value);
  return documents;
}

function put(holder: unknown, [key = '', ...rest]: readonly string[], value: unknown): void {
  const members = holder as Record<string, unknown>;
  if (rest.length > 0) put(members[key], rest, value);
  else if (value === undefined) delete members[key];
  else members[key] = value;
}

async function loaded(documents: readonly Document[]): Promise<Loaded> {
  let remove = (): void => undefined;
  const folder = folderOf({ 'all.yaml': documents }, (later) => (remove = later));
  return load(folder, process.env).finally(remove);
}
