import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrite, type Plan } from '../../src/core/plan.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, planFor } from '../toy/carry-out.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { desire, emptyFolder } from '../toy/folder.ts';

/** What a plan would still do. */
function left(plan: Plan): readonly string[] {
  return plan.changes.filter((change) => change.action !== 'noop').map(({ id, action }) => `${action} ${id}`);
}

describe('after a plan was carried out, the next one is empty', () => {
  it('from nothing', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        expect(left(planFor(converged(folder), desire(folder)))).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });

  it('from one folder to another', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (first, second) => {
        const cloud = converged(first);
        const wanted = desire(second);
        carryOut(cloud, planFor(cloud, wanted), wanted);
        expect(left(planFor(cloud, wanted))).toEqual([]);
        expect(cloud.snapshot().live).toHaveLength(wanted.length);
      }),
      { numRuns: cases(500) },
    );
  });

  it('back to nothing', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const cloud = converged(folder);
        const wanted = desire(emptyFolder);
        carryOut(cloud, planFor(cloud, wanted), wanted);
        expect(cloud.snapshot().live).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });

  it('after somebody else had a hand in it', () => {
    fc.assert(
      fc.property(anyFolder, fc.array(anyDamage, { maxLength: 4 }), (folder, damages) => {
        const cloud = converged(folder);
        for (const one of damages) damage(cloud, one);
        const wanted = desire(folder);
        const plan = planFor(cloud, wanted);
        carryOut(cloud, plan, wanted);
        expect(left(planFor(cloud, wanted))).toEqual([]);
      }),
      { numRuns: cases(500) },
    );
  });

  it('after a crash anywhere on the way, with no twin and nothing left behind', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, fc.integer({ min: 0, max: 12 }), (first, second, steps) => {
        const cloud = converged(first);
        const wanted = desire(second);
        carryOut(cloud, planFor(cloud, wanted), wanted, steps);
        carryOut(cloud, planFor(cloud, wanted), wanted);
        expect(left(planFor(cloud, wanted))).toEqual([]);
        expect(cloud.snapshot().live).toHaveLength(wanted.length);
      }),
      { numRuns: cases(500) },
    );
  });
});

describe('a plan is plain data', () => {
  it('comes through JSON as it was', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (first, second) => {
        const plan = planFor(converged(first), desire(second));
        expect(JSON.parse(JSON.stringify(plan))).toStrictEqual(plan);
      }),
      { numRuns: cases(100) },
    );
  });

  it('writes nothing where it says that nothing is to be done', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const { changes } = planFor(converged(folder), desire(folder));
        for (const change of changes) {
          expect(isWrite(change)).toBe(false);
          expect(change).toMatchObject({ diffs: [], groups: [], after: [], impact: 'none' });
        }
      }),
      { numRuns: cases(100) },
    );
  });
});
