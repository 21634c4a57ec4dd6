import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRemoval, isWrite, type Plan } from '../../src/core/plan.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, planFor } from '../toy/carry-out.ts';
import type { Cloud } from '../toy/cloud.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { desire, type Folder } from '../toy/folder.ts';

/** What that folder describes, made by hand, and some of it by other hands still. */
function byHand(folder: Folder, cloud: Cloud = converged(folder)): Cloud {
  for (const { physical, tags } of cloud.snapshot().live) cloud.tag(physical, {}, Object.keys(tags));
  return cloud;
}

function adopting(folder: Folder): Wanted[] {
  return desire(folder, () => ({ adopt: true }));
}

/** Rounds of a run, or cycles of a daemon, in which nobody agrees to anything. */
function unattended(cloud: Cloud, wanted: readonly Wanted[]): Plan[] {
  const plans: Plan[] = [];
  for (let round = 0; round < 4; round += 1) {
    const planned = planFor(cloud, wanted);
    plans.push(planned);
    carryOut(cloud, planned, wanted);
  }
  return plans;
}

function gatesOf({ state }: Live): unknown[] {
  return (state as { gates?: unknown[] }).gates ?? [];
}

function further(_: string, isAdopting: boolean): boolean {
  return !isAdopting;
}

describe('who adopts', () => {
  it('loses nothing of what stood, however often it is looked at', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, fc.array(anyDamage), (theirs, ours, damages) => {
        const cloud = byHand(theirs);
        for (const one of damages) damage(cloud, one);
        const before = cloud.snapshot().live;
        unattended(cloud, adopting(ours));
        const after = new Map(cloud.snapshot().live.map((live) => [live.physical, live]));
        for (const live of before) {
          expect(after.has(live.physical)).toBe(true);
          expect(gatesOf(after.get(live.physical)!)).toEqual(expect.arrayContaining(gatesOf(live)));
        }
      }),
      { numRuns: cases(100) },
    );
  });

  it('is shown each thing that it would lose, and a further apply shows just those and takes them away', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (theirs, ours) => {
        const cloud = byHand(theirs);
        const wanted = adopting(ours);
        const last = unattended(cloud, wanted).at(-1)!;
        const held = last.changes.flatMap(({ blocked, live = '' }) =>
          blocked?.reason === 'adopted-first' && isRemoval(blocked.would) ? [live] : [],
        );
        const lists = last.changes.flatMap(({ id, kept }) => (kept === undefined ? [] : [id]));
        const next = planFor(cloud, wanted, { agreed: further });
        const going = next.changes.flatMap(({ action, live }) => (isRemoval(action) ? [live ?? ''] : []));
        expect(new Set(going)).toEqual(new Set(held));
        const losing = next.changes.filter(({ diffs }) => diffs.some(({ path }) => path.endsWith('/gates')));
        expect(losing.map(({ id }) => id)).toEqual(expect.arrayContaining(lists));
        carryOut(cloud, next, wanted);
        for (const physical of going) expect(cloud.has(physical)).toBe(false);
        expect(planFor(cloud, wanted).changes.filter(isWrite)).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });

  it('loses at once what it leaves out where that is asked for', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (theirs, ours) => {
        const [patient, strict] = [byHand(theirs), byHand(theirs)];
        const wanted = adopting(ours);
        unattended(patient, wanted);
        carryOut(patient, planFor(patient, wanted, { agreed: further }), wanted);
        for (let round = 0; round < 4; round += 1) {
          carryOut(strict, planFor(strict, wanted, { agreed: () => true }), wanted);
        }
        const states = (cloud: Cloud): string[] =>
          cloud
            .snapshot()
            .live.map(({ type, name }) => `${type} ${name}`)
            .sort();
        expect(states(strict)).toEqual(states(patient));
      }),
      { numRuns: cases(100) },
    );
  });

  it('is shown an adoption, and never a manifest that changed', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (theirs, ours) => {
        for (const { action, cause, live } of planFor(byHand(theirs), adopting(ours)).changes) {
          if (live !== undefined && action === 'update') expect(['adoption', 'dependency']).toContain(cause);
        }
      }),
      { numRuns: cases(100) },
    );
  });

  it('is of one mind with who looks on: what it adopted and never wrote is drift no more than before', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const cloud = byHand(folder);
        const wanted = adopting(folder);
        unattended(cloud, wanted);
        const { changes } = planFor(cloud, wanted);
        expect(changes.filter(({ action }) => action !== 'noop')).toEqual([]);
        expect(JSON.stringify(cloud.snapshot().live)).not.toContain('evenkeel.dev/adopted');
      }),
      { numRuns: cases(100) },
    );
  });
});
