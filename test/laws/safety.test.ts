import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ownershipTags } from '../../src/core/ownership.ts';
import { isWrite, type Plan } from '../../src/core/plan.ts';
import type { Live, Unreadable } from '../../src/core/resource.ts';
import { cases } from '../support/cases.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, owner, planFor } from '../toy/carry-out.ts';
import { Cloud } from '../toy/cloud.ts';
import { converged } from '../toy/converged.ts';
import { desire, emptyFolder, type Folder } from '../toy/folder.ts';
import { types } from '../toy/types.ts';

/** What that folder asks for, brought about by another installation, or by hand. */
function standing(folder: Folder, by: string | undefined): Cloud {
  const cloud = converged(folder);
  const asked = new Map(desire(folder).map((one) => [`${one.manifest} ${one.key}`, one]));
  for (const { physical, tags } of cloud.snapshot().live) {
    const one = asked.get(`${tags['evenkeel.dev/resource']} ${tags['evenkeel.dev/part'] ?? ''}`);
    const theirs = one === undefined || by === undefined ? {} : ownershipTags(by, one, types.get(one.type)!.fields);
    cloud.tag(physical, {}, Object.keys(tags));
    cloud.tag(physical, { ...theirs }, []);
  }
  return cloud;
}

function touched({ changes }: Plan): Set<string | undefined> {
  return new Set(changes.filter(isWrite).map(({ live }) => live));
}

describe('what is not ours', () => {
  it.each([undefined, 'others'])('is in no change, and stays as it is; its owner: %s', (by) => {
    fc.assert(
      fc.property(anyFolder, anyFolder, (theirs, ours) => {
        const cloud = standing(theirs, by);
        const before = cloud.snapshot().live;
        const wanted = desire(ours);
        const planned = planFor(cloud, wanted);
        for (const { physical } of before) expect(touched(planned)).not.toContain(physical);
        carryOut(cloud, planned, wanted);
        const after = new Map(cloud.snapshot().live.map((live) => [live.physical, live]));
        for (const live of before) expect(after.get(live.physical)).toEqual(live);
      }),
      { numRuns: cases(100) },
    );
  });

  it('blocks what would claim its name, and says whose it is', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const cloud = standing(folder, 'others');
        for (const { id, action, blocked } of planFor(cloud, desire(folder)).changes) {
          expect(action, id).toBe('blocked');
          expect(blocked?.message).toMatch(/belongs to the installation "others"|can't be used/);
        }
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('nothing is pruned', () => {
  const reads = fc.constantFrom<Unreadable>(
    ...[...types.keys()].map((type) => ({ type, message: 'AccessDenied' })),
    { type: 'pool', physical: 'toy/pool/1', message: 'AccessDenied' },
    { type: 'hatch', parent: 'toy/door/1', message: 'AccessDenied' },
  );
  const held = fc.oneof(
    reads.map((one) => ({ unreadable: [one], limits: {} })),
    fc.constant({ unreadable: [], limits: { withhold: 'web.yaml:3: is no YAML' } }),
    fc.constant({ unreadable: [], limits: { invalid: ['Pool/default/other'] } }),
  );

  it('while anything could not be read, or is to be withheld', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, held, (first, second, { unreadable, limits }) => {
        const cloud = converged(first);
        const asked = new Set(desire(second).map(({ manifest }) => manifest));
        const { changes } = planFor(cloud, desire(second), { snapshot: cloud.snapshot(unreadable), ...limits });
        for (const change of changes.filter(({ manifest }) => !asked.has(manifest))) {
          expect(change).toMatchObject({ action: 'blocked', cause: 'prune', blocked: { reason: 'prune-withheld' } });
        }
      }),
      { numRuns: cases(300) },
    );
  });

  const labels = ['infra', 'infra/web.yaml', 'other', '-', undefined] as const;

  it('of what was applied from elsewhere, until exactly that list is allowed', () => {
    const scopes = fc.record({
      sources: fc.subarray(['infra', 'infra/web.yaml', 'other', '-']),
      ownsUnlabelled: fc.boolean(),
    });
    fc.assert(
      fc.property(anyFolder, anyFolder, fc.constantFrom(...labels), scopes, (first, second, label, scope) => {
        const before = desire(first).map((one) => (label === undefined ? one : { ...one, from: [label] }));
        const cloud = new Cloud();
        carryOut(cloud, planFor(cloud, before), before);
        const asked = new Set(desire(second).map(({ manifest }) => manifest));
        const given = (one: string): boolean => one === label || (one === 'infra' && label === 'infra/web.yaml');
        const isOwn = label === undefined ? scope.ownsUnlabelled : label !== '-' && scope.sources.some(given);
        const planned = (allowed?: string): Plan =>
          planFor(cloud, desire(second), { pruning: { ...scope, isAsked: true, allowed } });
        const prunes = planned().changes.filter(({ manifest, cause }) => cause === 'prune' && !asked.has(manifest));
        for (const { action, blocked } of prunes) {
          expect(action === 'blocked').toBe(!isOwn);
          expect(blocked?.reason).toBe(isOwn ? undefined : 'prune-withheld');
        }
        const hashes = new Set(prunes.flatMap(({ blocked }) => blocked?.list?.hash ?? []));
        expect(hashes.size).toBe(isOwn || prunes.length === 0 ? 0 : 1);
        for (const hash of hashes) {
          const allowed = planned(hash).changes.filter(({ manifest }) => !asked.has(manifest));
          expect(allowed.every(isWrite)).toBe(true);
          expect(planned('0'.repeat(12))).toEqual(planned());
        }
      }),
      { numRuns: cases(300) },
    );
  });

  it('nor taken over under another name, where it was applied from elsewhere', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const before = desire(folder).map((one) => ({ ...one, from: ['x'] }));
        const cloud = new Cloud();
        carryOut(cloud, planFor(cloud, before), before);
        const others = desire(folder).map((one) => ({
          ...one,
          manifest: one.manifest.replace('/default/', '/moved/'),
        }));
        const pruning = { sources: ['y'], isAsked: true, ownsUnlabelled: false };
        const planned = planFor(cloud, others, { pruning });
        for (const { physical } of cloud.snapshot().live) expect(touched(planned)).not.toContain(physical);
      }),
      { numRuns: cases(100) },
    );
  });

  it('of a document that is there but wrong', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const invalid = [...new Set(desire(folder).map(({ manifest }) => manifest))];
        expect(planFor(converged(folder), desire(emptyFolder), { invalid }).changes).toEqual([]);
      }),
      { numRuns: cases(100) },
    );
  });
});

describe('what could not be read', () => {
  it('is neither made again nor written', () => {
    fc.assert(
      fc.property(anyFolder, anyFolder, fc.constantFrom(...types.keys()), (first, second, type) => {
        const cloud = converged(first);
        const snapshot = cloud.snapshot([{ type, message: 'AccessDenied' }]);
        const unseen = { ...snapshot, live: snapshot.live.filter((live) => live.type !== type) };
        const fresh = new Set(newContainers(planFor(cloud, desire(second), { snapshot: unseen })));
        for (const change of planFor(cloud, desire(second), { snapshot: unseen }).changes) {
          if (change.type !== type || fresh.has(parentOf(second, change.id))) continue;
          expect(change.action).toBe('blocked');
        }
      }),
      { numRuns: cases(200) },
    );
  });
});

/** Children of what is only made now cannot have been overlooked. */
function newContainers({ changes }: Plan): string[] {
  return changes.filter(({ action }) => action === 'create' || action === 'replace').map(({ id }) => id);
}

function parentOf(folder: Folder, id: string): string {
  return desire(folder).find((one) => one.id === id)?.parent ?? '';
}

describe('the manifest that a resource belongs to', () => {
  it('is known by its own tags or those of its parent', () => {
    const cloud = converged({ ...emptyFolder, pools: { d1: { protocol: 'http', fallsBack: false } } });
    const [live] = cloud.snapshot().live as [Live];
    expect(live.tags).toMatchObject({ 'evenkeel.dev/owner': owner, 'evenkeel.dev/resource': 'Pool/default/d1' });
  });
});
