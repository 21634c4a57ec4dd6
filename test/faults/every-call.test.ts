import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { type Moment, momentOf } from '../support/moment.ts';
import { settleForeigners } from './foreigners.ts';
import { faults, runTwice, runUndisturbed, stagesOf, stands } from './sweep.ts';

const manifests = await load(manifestsOf('content-routing'), {});
const stages = stagesOf(fixtureNamed('content-routing'), settleForeigners);

afterAll(() => stages.close());

describe('at every single call of the first apply', () => {
  let expected: string[];
  let calls: number;

  beforeAll(async () => {
    const stage = await stages.open();
    calls = (await runUndisturbed(stage, manifests)).length;
    expected = await stands(stage);
  });

  it('there is a first apply to speak of, beside what belongs to others', () => {
    expect(calls).toBeGreaterThan(40);
    expect(expected.filter((line) => line.includes('"name":"content-routing-2"'))).toHaveLength(1);
    expect(expected.filter((line) => line.startsWith('rule '))).toHaveLength(6 + 2);
  });

  it.each(Object.entries(faults))('a call %s: the next run ends as if nothing had happened', async (_, fault) => {
    for (let call = 0; call < calls; call += 1) {
      const end = await runTwice(await stages.open(), manifests, { ...fault, skip: call });
      expect(end, `call ${call + 1} of ${calls}`).toEqual(expected);
    }
  });
});

describe('at every single call of the deletion', () => {
  let before: string[];
  let whole: Moment;
  let calls: number;

  beforeAll(async () => {
    const stage = await stages.open();
    before = await stands(stage);
    await runUndisturbed(stage, manifests);
    whole = momentOf(stage.simulator.world());
    const other = await stages.open(whole);
    calls = (await runUndisturbed(other, nothing)).length;
    expect(await stands(other)).toEqual(before);
  });

  it.each(Object.entries(faults))('a call %s: the next run leaves only what belongs to others', async (_, fault) => {
    for (let call = 0; call < calls; call += 1) {
      const end = await runTwice(await stages.open(whole), nothing, { ...fault, skip: call });
      expect(end, `call ${call + 1} of ${calls}`).toEqual(before);
    }
  });
});
