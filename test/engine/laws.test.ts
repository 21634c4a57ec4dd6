import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EvenkeelError } from '../../src/core/errors.ts';
import { isWrite } from '../../src/core/plan.ts';
import { indexStanding } from '../../src/core/standing.ts';
import { stepsOf } from '../../src/core/steps/steps-of.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { owner, planFor } from '../toy/carry-out.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { desire } from '../toy/folder.ts';
import { types } from '../toy/types.ts';
import { perform, unfinished } from './bench.ts';

describe('carrying a plan out', () => {
  it('gets everything done without ever being refused, and leaves nothing to do', () =>
    fc.assert(
      fc.asyncProperty(anyFolder, anyFolder, fc.array(anyDamage, { maxLength: 2 }), async (first, second, damages) => {
        const cloud = converged(first);
        for (const one of damages) damage(cloud, one);
        const wanted = desire(second);
        const { outcomes } = await perform(cloud, wanted);
        expect(unfinished(outcomes)).toEqual([]);
        expect(planFor(cloud, wanted).changes.filter(isWrite)).toEqual([]);
      }),
      { numRuns: cases(300) },
    ));

  it('comes to the same after any call was lost, before or after it took effect', () =>
    fc.assert(
      fc.asyncProperty(
        anyFolder,
        anyFolder,
        fc.nat({ max: 12 }),
        fc.constantFrom('before', 'after'),
        async (first, second, at, moment) => {
          const cloud = converged(first);
          const wanted = desire(second);
          let seen = 0;
          await perform(cloud, wanted, {
            meddle(_, when) {
              if (when !== moment) return;
              seen += 1;
              if (seen === at) throw new EvenkeelError({ code: 'unavailable', retry: 'soon', message: 'no answer' });
            },
          });
          const { outcomes } = await perform(cloud, wanted);
          expect(unfinished(outcomes)).toEqual([]);
          expect(planFor(cloud, wanted).changes.filter(isWrite)).toEqual([]);
          expect(cloud.snapshot().live).toHaveLength(wanted.length);
        },
      ),
      { numRuns: cases(300) },
    ));

  it('skips after a failure exactly what waits for what failed', () =>
    fc.assert(
      fc.asyncProperty(anyFolder, anyFolder, fc.nat({ max: 12 }), async (first, second, at) => {
        const cloud = converged(first);
        const wanted = desire(second);
        const standing = indexStanding(cloud.snapshot(), types, owner);
        let seen = 0;
        const { plan, outcomes } = await perform(cloud, wanted, {
          meddle(_, when) {
            if (when === 'after') return;
            seen += 1;
            if (seen === at) throw new EvenkeelError({ code: 'denied', retry: 'never', message: 'no permission' });
          },
        });
        const steps = stepsOf(plan, { wanted: new Map(wanted.map((one) => [one.id, one])), standing, types });
        const failed = new Set(outcomes.flatMap(({ status, change }) => (status === 'failed' ? [change.id] : [])));
        const waiting = new Set(
          steps.flatMap(({ name, changes }) => (changes.some((id) => failed.has(id)) ? [name] : [])),
        );
        for (const { name, needs } of steps) if (needs.some((need) => waiting.has(need))) waiting.add(name);
        const hit = new Set(steps.flatMap(({ name, changes }) => (waiting.has(name) ? changes : [])));
        for (const { change, status } of outcomes) {
          if (!hit.has(change.id)) expect([change.id, status]).toEqual([change.id, 'done']);
        }
      }),
      { numRuns: cases(200) },
    ));
});
