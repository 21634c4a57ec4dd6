import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { resources } from '../../src/resources/registry.ts';
import { bases, documentsOf, named, namesIn, openStage, stages } from '../fields/ground.ts';
import { folderOf } from '../support/folders.ts';
import { release, roundTrip } from './round-trip.ts';

/*
 * Every field that a manifest may have stands in one of the bases of test/fields: what an import forgets of one fails here, by its path.
 */

beforeAll(() => {
  vi.stubEnv('FIELDS_SECRET', 'one');
  vi.stubEnv('WEB_CLIENT_SECRET', 'one');
});

afterAll(async () => {
  vi.unstubAllEnvs();
  await stages.close();
});

test.each(bases)('%s, forgotten and imported, are adopted by tags alone', async (base) => {
  const stage = await openStage();
  const { controller, simulator, account } = stage;
  const documents = named(documentsOf(base), namesIn(simulator.world()));
  const original = await load(folderOf({ 'all.yaml': documents }), process.env);
  expect((await controller.run(original)).ending).toBe('converged');
  await release(controller, original, account.clock);

  const writes = (): string[] => {
    const all = simulator.journal.entries().filter(({ write }) => write);
    simulator.journal.clear();
    return all.map(({ action }) => action);
  };
  const names = original.wanted.flatMap(({ type, state }) => resources.get(type)?.nameOf?.(state) ?? []);
  await roundTrip(controller, writes, {
    selection: { names: [...new Set(names)], all: false, tags: {} },
    // AWS never shows a client secret, so that it has to be written once.
    except: base === 'listeners' ? ['authenticateOidc', 'ModifyListener'] : [],
  });
});
