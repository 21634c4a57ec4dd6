import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { manifestsOf } from '../support/folders.ts';
import { settleForeigners } from './foreigners.ts';
import { faults, runTwice, runUndisturbed, type Stage, stagesOf, stands } from './sweep.ts';

const manifests = manifestsOf('content-routing');
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
  async function built(): Promise<Stage & { readonly before: string[] }> {
    const stage = await stages.open();
    const before = await stands(stage);
    await runUndisturbed(stage, manifests);
    stage.simulator.journal.clear();
    return { ...stage, before };
  }

  it.each(Object.entries(faults))('a call %s: the next run leaves only what belongs to others', async (_, fault) => {
    const whole = await built();
    const calls = (await runUndisturbed(whole, nothing)).length;
    expect(await stands(whole)).toEqual(whole.before);
    for (let call = 0; call < calls; call += 1) {
      const stage = await built();
      const end = await runTwice(stage, nothing, { ...fault, skip: call });
      expect(end, `call ${call + 1} of ${calls}`).toEqual(stage.before);
    }
  });
});
