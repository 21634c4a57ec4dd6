import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrite } from '../../src/core/plan.ts';
import type { Live } from '../../src/core/resource.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, planFor } from '../toy/carry-out.ts';
import { converged } from '../toy/converged.ts';
import { anyDamage, damage } from '../toy/damage.ts';
import { desire } from '../toy/folder.ts';

const damages = fc.array(anyDamage, { minLength: 1, maxLength: 4 });

describe('a mode of drift', () => {
  it('leaves alone what AWS changed under us, and says so only where it is to warn', () => {
    fc.assert(
      fc.property(anyFolder, damages, fc.constantFrom('warn', 'ignore'), (folder, done, drift) => {
        const cloud = converged(folder);
        for (const one of done) damage(cloud, one);
        const corrected = planFor(
          cloud,
          desire(folder, () => ({ drift: 'correct' })),
        ).changes.filter(isWrite);
        const { changes } = planFor(
          cloud,
          desire(folder, () => ({ drift })),
        );
        for (const change of changes) {
          if (change.cause !== 'drift') continue;
          expect(change.action).toBe(change.blocked === undefined ? 'noop' : 'blocked');
        }
        const warned = changes.filter(({ blocked }) => blocked?.reason === 'drift-warn').map(({ id }) => id);
        const drifted = corrected.filter(({ cause }) => cause === 'drift').map(({ id }) => id);
        if (drift === 'ignore') expect(warned).toEqual([]);
        else for (const id of warned) expect(drifted).toContain(id);
      }),
      { numRuns: cases(300) },
    );
  });

  it('holds nothing back that the manifests newly ask for', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, fc.constantFrom('warn', 'ignore'), (first, second, drift) => {
        const cloud = converged(first);
        const correct = planFor(cloud, desire(second)).changes.map(({ id, action }) => [id, action]);
        const other = planFor(
          cloud,
          desire(second, () => ({ drift })),
        ).changes.map(({ id, action }) => [id, action]);
        expect(other).toEqual(correct);
      }),
      { numRuns: cases(200) },
    );
  });
});

describe('a manifest that is suspended or not selected', () => {
  it('has nothing of it changed', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, damages, fc.boolean(), (first, second, done, suspended) => {
        const cloud = converged(first);
        for (const one of done) damage(cloud, one);
        const isOut = (manifest: string): boolean => /\/[de]1?$/.test(manifest);
        const wanted = desire(second, (manifest) => ({ suspend: suspended && isOut(manifest) }));
        const limits = suspended ? {} : { selected: (manifest: string): boolean => !isOut(manifest) };
        const asked = new Set(wanted.map(({ manifest }) => manifest));
        for (const change of planFor(cloud, wanted, limits).changes.filter(isWrite)) {
          const isPruned = suspended && !asked.has(change.manifest);
          if (!isPruned) expect(isOut(change.manifest), change.id).toBe(false);
        }
      }),
      { numRuns: cases(300) },
    );
  });
});

describe('a field that is to be ignored', () => {
  const ignoreFields = [
    '/spec/settings',
    '/spec/timeout',
    '/spec/size',
    '/spec/hatchs/80/settings/mode',
    '/spec/tags/team',
  ];

  it('is in no difference, and no write reaches it', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, damages, (first, second, done) => {
        const cloud = converged(first);
        for (const one of done) damage(cloud, one);
        const wanted = desire(second, () => ({ ignoreFields }));
        const before = new Map(cloud.snapshot().live.map((live) => [live.physical, ignored(live)]));
        const planned = planFor(cloud, wanted);
        for (const { action, diffs } of planned.changes) {
          if (action !== 'update' && action !== 'replace') continue;
          for (const { path } of diffs) {
            expect(
              ignoreFields.some((one) => path === one || path.startsWith(`${one}/`)),
              path,
            ).toBe(false);
          }
        }
        carryOut(cloud, planned, wanted);
        for (const live of cloud.snapshot().live) {
          if (before.has(live.physical)) expect(ignored(live)).toEqual(before.get(live.physical));
        }
      }),
      { numRuns: cases(300) },
    );
  });

  /** What of a live resource the ignored fields are. */
  function ignored({ type, state, tags }: Live): unknown {
    const { settings, timeout, size } = state as Record<string, unknown>;
    if (type === 'hatch') return undefined;
    return { settings, timeout, size, team: tags['team'] };
  }
});
