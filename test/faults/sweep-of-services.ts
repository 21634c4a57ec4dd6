import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FaultRule } from '../../src/simulator/faults.ts';
import type { JournalEntry } from '../../src/simulator/journal.ts';
import type { Sdk } from '../support/clients.ts';
import { nothing } from '../support/controller.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { edited, type Edits, manifestsOf } from '../support/folders.ts';
import { faults, runTwice, runUndisturbed, type Stage, stagesOf, stands } from './sweep.ts';

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

const kinds = Object.entries(faults);

interface Trial {
  readonly where: string;
  readonly fault: FaultRule;
}

/**
 * All faults at all calls would take minutes: whatever can befall a call befalls every write, and what befalls a read takes
 * turns from one read to the next. A change reads what the first apply reads, so that there only the writes go wrong.
 */
function trialsOf(calls: readonly JournalEntry[], readsToo: boolean): Trial[] {
  return calls.flatMap(({ action, write }, call) =>
    kinds
      .filter((_, index) => write || (readsToo && index === call % kinds.length))
      .map(([what, fault]) => ({
        where: `call ${call + 1} of ${calls.length}, ${action}, ${what}`,
        fault: { ...fault, skip: call },
      })),
  );
}

/** Tells of a first apply, a change and a deletion of a scenario, with the calls of each gone wrong. */
export function sweepOfServices({ folder, fixture, settle, change, makes }: Swept): void {
  const manifests = manifestsOf(folder);
  const changed = edited(folder, change, afterAll);
  const stages = stagesOf(fixtureNamed(fixture), settle);
  afterAll(() => stages.close());

  async function built(): Promise<Stage> {
    const stage = await stages.open();
    await runUndisturbed(stage, manifests);
    await stands(stage);
    stage.simulator.journal.clear();
    return stage;
  }

  describe.each([
    { what: 'the first apply', from: () => stages.open(), to: manifests, readsToo: true },
    { what: 'a change', from: built, to: changed, readsToo: false },
    { what: 'the deletion', from: built, to: nothing, readsToo: true },
  ])('in the midst of $what', ({ from, to, readsToo }) => {
    let end: readonly string[];
    let calls: readonly JournalEntry[];

    beforeAll(async () => {
      const stage = await from();
      calls = await runUndisturbed(stage, to);
      end = await stands(stage);
    });

    it(
      'the next run ends as if nothing had happened',
      async () => {
        for (const { where, fault } of trialsOf(calls, readsToo)) {
          expect(await runTwice(await from(), to, fault), where).toEqual(end);
        }
      },
      TOO_LONG_MS,
    );
  });

  it('makes one of each, and ends where it began', async () => {
    const stage = await stages.open();
    const before = await stands(stage);
    await runUndisturbed(stage, manifests);
    const made = await stands(stage);
    const count = (kind: string): number => made.filter((line) => line.startsWith(`${kind} `)).length;
    expect(Object.fromEntries(Object.keys(makes).map((kind) => [kind, count(kind)]))).toEqual(makes);
    await runUndisturbed(stage, nothing);
    expect(await stands(stage)).toEqual(before);
  });
}
