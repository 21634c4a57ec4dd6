import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { load } from '../../src/engine/load.ts';
import type { Loaded } from '../../src/engine/loaded.ts';
import type { FaultRule } from '../../src/simulator/faults.ts';
import type { JournalEntry } from '../../src/simulator/journal.ts';
import type { Sdk } from '../support/clients.ts';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, type Edits, manifestsOf } from '../support/folders.ts';
import { type Moment, momentOf } from '../support/moment.ts';
import { faults, runTwice, runUndisturbed, stagesOf, stands } from './sweep.ts';

interface Swept {
  /** Under `manifests/`. */
  readonly folder: string;
  readonly fixture: string;
  /** What somebody else has beside it. */
  readonly settle: (sdk: Sdk) => Promise<void>;
  /** What has everything replaced that serves. */
  readonly change: Edits;
  /** How many there are of a kind in the end, the one of somebody else's among them. */
  readonly makes: Readonly<Record<string, number>>;
}

/** Only to end what hangs: a sweep takes a fraction of it. */
const TOO_LONG_MS = 600_000;

interface Trial {
  readonly where: string;
  readonly fault: FaultRule;
}

/** All faults at all calls. */
function trialsOf(calls: readonly JournalEntry[]): Trial[] {
  return calls.flatMap(({ action }, call) =>
    Object.entries(faults).map(([what, fault]) => ({
      where: `call ${call + 1} of ${calls.length}, ${action}, ${what}`,
      fault: { ...fault, skip: call },
    })),
  );
}

/** Tests of a first apply, a change and a deletion of a scenario, with each of their calls failing in turn. */
export function sweepOfServices({ folder, fixture, settle, change, makes }: Swept): void {
  const manifests = (): Promise<Loaded> => load(manifestsOf(folder), {});
  const changed = (): Promise<Loaded> => load(edited(folder, change, afterAll), {});
  const stages = stagesOf(fixtureNamed(fixture), settle);
  afterAll(() => stages.close());

  async function built(): Promise<Moment> {
    const stage = await stages.open();
    await runUndisturbed(stage, await manifests());
    await stands(stage);
    return momentOf(stage.simulator.world());
  }

  describe.each([
    { what: 'the first apply', isBuilt: false, to: manifests },
    { what: 'a change', isBuilt: true, to: changed },
    { what: 'the deletion', isBuilt: true, to: () => Promise.resolve(nothing) },
  ])('in the midst of $what', ({ isBuilt, to }) => {
    let asked: Loaded;
    let from: Moment | undefined;
    let end: readonly string[];
    let calls: readonly JournalEntry[];

    beforeAll(async () => {
      asked = await to();
      if (isBuilt) from = await built();
      const stage = await stages.open(from);
      calls = await runUndisturbed(stage, asked);
      end = await stands(stage);
    });

    it(
      'the next run ends as if nothing had happened',
      async () => {
        for (const { where, fault } of trialsOf(calls)) {
          expect(await runTwice(await stages.open(from), asked, fault), where).toEqual(end);
        }
      },
      TOO_LONG_MS,
    );
  });

  it('makes one of each, and ends where it began', async () => {
    const stage = await stages.open();
    const before = await stands(stage);
    await runUndisturbed(stage, await manifests());
    const made = await stands(stage);
    const count = (kind: string): number => made.filter((line) => line.startsWith(`${kind} `)).length;
    expect(Object.fromEntries(Object.keys(makes).map((kind) => [kind, count(kind)]))).toEqual(makes);
    await runUndisturbed(stage, nothing);
    expect(await stands(stage)).toEqual(before);
  });
}
