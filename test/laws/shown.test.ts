import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { newsIn, showing } from '../../src/core/guards/shown.ts';
import { isRemoval, isWrite, type Plan } from '../../src/core/plan.ts';
import type { Live, Snapshot } from '../../src/core/resource.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, planFor } from '../toy/carry-out.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { desire } from '../toy/folder.ts';

/** What a plan says that it takes away, and all that this contains. */
function takenBy({ changes }: Plan, { live }: Snapshot): Set<string> {
  const named = new Set(changes.flatMap((one) => (takes(one.action) && one.live !== undefined ? [one.live] : [])));
  const parents = new Map(live.map((one) => [one.physical, one.parent]));
  const isWithin = (physical: string | undefined): boolean =>
    physical !== undefined && (named.has(physical) || isWithin(parents.get(physical)));
  return new Set(live.map(({ physical }) => physical).filter(isWithin));
}

function takes(action: Plan['changes'][number]['action']): boolean {
  return isRemoval(action) || action === 'replace';
}

const rounds = 4;

it('apply takes nothing away that it has not shown, whatever others do meanwhile', () => {
  fc.assert(
    fc.property(
      anyFolder,
      anyFolder,
      fc.array(fc.array(anyDamage), { maxLength: rounds }),
      (first, second, meanwhile) => {
        const cloud = converged(first);
        const wanted = desire(second);
        let planned = planFor(cloud, wanted);
        let shown = showing(planned);
        const agreed = takenBy(planned, cloud.snapshot());
        const made = new Set<string>();
        for (let round = 0; round < rounds; round += 1) {
          const before = cloud.snapshot().live.map(({ physical }) => physical);
          for (const physical of carryOut(cloud, planned, wanted).made.values()) made.add(physical);
          for (const physical of before) {
            if (!cloud.has(physical)) expect(agreed.has(physical) || made.has(physical)).toBe(true);
          }
          const standing = new Set(cloud.snapshot().live.map(({ physical }) => physical));
          for (const one of meanwhile[round] ?? []) damage(cloud, one);
          for (const live of cloud.snapshot().live) if (cameWith(live, standing, made)) made.add(live.physical);
          planned = planFor(cloud, wanted);
          const news = newsIn(shown, { plan: planned, snapshot: cloud.snapshot(), wanted });
          if (news.takes.length > 0) return;
          shown = showing(planned, shown);
        }
      },
    ),
    { numRuns: cases(150) },
  );
});

/** What somebody put into what was only just made: nothing that stood before the plan is lost with it. */
function cameWith({ physical, parent }: Live, standing: ReadonlySet<string>, made: ReadonlySet<string>): boolean {
  return !standing.has(physical) && parent !== undefined && made.has(parent);
}

it('a run that nobody disturbs has nothing to ask after its first plan', () => {
  fc.assert(
    fc.property(anyFolder, anyFolder, fc.nat({ max: 12 }), (first, second, steps) => {
      const cloud = converged(first);
      const wanted = desire(second);
      const planned = planFor(cloud, wanted);
      // Even where the first round was cut short.
      carryOut(cloud, planned, wanted, steps);
      const later = planFor(cloud, wanted);
      const { takes: unshown } = newsIn(showing(planned), { plan: later, snapshot: cloud.snapshot(), wanted });
      expect(unshown.map(({ id, action }) => `${action} ${id}`)).toEqual([]);
    }),
    { numRuns: cases(150) },
  );
});

it('what is shown is news no more', () => {
  fc.assert(
    fc.property(anyFolder, anyFolder, fc.array(anyDamage), (first, second, damages) => {
      const cloud = converged(first);
      for (const one of damages) damage(cloud, one);
      const wanted = desire(second);
      const plan = planFor(cloud, wanted);
      const seen = { plan, snapshot: cloud.snapshot(), wanted };
      expect(newsIn(showing(plan), seen)).toEqual({ changes: [], takes: [] });
      const nothing = showing({ ...plan, changes: [] });
      expect(newsIn(nothing, seen).changes).toEqual(plan.changes.filter(isWrite));
    }),
    { numRuns: cases(100) },
  );
});
