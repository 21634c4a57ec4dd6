import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isWrite, type Change } from '../../src/core/plan.ts';
import type { Live, Wanted } from '../../src/core/resource.ts';
import { anyFolder } from '../toy/arbitrary.ts';
import { carryOut, planFor } from '../toy/carry-out.ts';
import type { Cloud } from '../toy/cloud.ts';
import { converged } from '../toy/converged.ts';
import { asked, desire, emptyFolder, type Folder, type PoolSpec } from '../toy/folder.ts';
import { settingsDefaults, TIMEOUT_DEFAULT } from '../toy/types.ts';

function poolFolder(spec: Partial<PoolSpec>): Folder {
  return { ...emptyFolder, pools: { d1: { protocol: 'http', fallsBack: false, ...spec } } };
}

function stateOf(cloud: Cloud): Record<string, unknown> {
  const [live] = cloud.snapshot().live as [Live];
  return live.state as Record<string, unknown>;
}

function only(cloud: Cloud, wanted: readonly Wanted[]): Change {
  const { changes } = planFor(cloud, wanted);
  expect(changes).toHaveLength(1);
  return changes[0]!;
}

describe('a field that was declared once', () => {
  it('goes back to AWS’s default when it no longer is, or away where there is none', () => {
    const cloud = converged(poolFolder({ timeout: 99, settings: { mode: 'odd' }, tags: { team: 'web' } }));
    const wanted = desire(poolFolder({}));
    const change = only(cloud, wanted);
    expect(change).toMatchObject({ action: 'update', cause: 'spec' });
    expect(change.diffs.map(({ path, live, wanted: goal }) => [path, live, goal])).toEqual([
      ['/spec/timeout', 99, TIMEOUT_DEFAULT],
      ['/spec/settings/mode', 'odd', 'even'],
      ['/spec/tags/team', 'web', null],
    ]);
    carryOut(cloud, planFor(cloud, wanted), wanted);
    expect(stateOf(cloud)).toMatchObject({ timeout: TIMEOUT_DEFAULT, settings: settingsDefaults, tags: {} });
  });

  it('stays as it is where AWS has no default to go back to', () => {
    const cloud = converged(poolFolder({ members: ['i-1'] }));
    const change = only(cloud, desire(poolFolder({})));
    expect(change).toMatchObject({ action: 'update', groups: ['tags'] });
    expect(stateOf(cloud)).toMatchObject({ members: ['i-1'] });
  });

  it('is not confused with one that never was, which is shown and not touched', () => {
    const cloud = converged(poolFolder({}));
    const { physical } = cloud.snapshot().live[0]!;
    cloud.write(physical, [
      { field: 'timeout', wanted: 99 },
      { field: 'settings', key: 'mode', wanted: 'odd' },
    ]);
    cloud.tag(physical, { team: 'ops' }, []);
    const change = only(cloud, desire(poolFolder({})));
    expect(change).toMatchObject({ action: 'noop', diffs: [] });
    expect(change.undeclared.map(({ path, live, default: fallback }) => [path, live, fallback])).toEqual([
      ['/spec/timeout', 99, TIMEOUT_DEFAULT],
      ['/spec/settings/mode', 'odd', 'even'],
      ['/spec/tags/team', 'ops', undefined],
    ]);
  });
});

describe('the cause of a change', () => {
  it('is the manifest where it is not what was last applied, and drift where it is', () => {
    const cloud = converged(poolFolder({ timeout: 10 }));
    expect(only(cloud, desire(poolFolder({ timeout: 60 }))).cause).toBe('spec');
    cloud.write(cloud.snapshot().live[0]!.physical, [{ field: 'timeout', wanted: 99 }]);
    expect(only(cloud, desire(poolFolder({ timeout: 10 }))).cause).toBe('drift');
  });

  it('is the dependency where it waits for what another resource will be called', () => {
    const folder = (protocol: string): Folder => ({
      ...poolFolder({}),
      pools: { d1: { protocol, fallsBack: false }, d2: { protocol: 'http', fallsBack: true } },
    });
    const cloud = converged(folder('http'));
    const { changes } = planFor(cloud, desire(folder('tcp')));
    expect(changes).toMatchObject([
      { id: 'pool/default/d1', action: 'replace', cause: 'spec', impact: 'replacement' },
      {
        id: 'pool/default/d2',
        action: 'update',
        cause: 'dependency',
        after: ['pool/default/d1'],
        diffs: [{ path: '/spec/fallback', live: 'toy/pool/1', wanted: 'd1 (known after apply)' }],
      },
    ]);
  });
});

describe('what stands already and nobody owns', () => {
  const taken = (): Cloud => {
    const cloud = converged(poolFolder({ timeout: 99, members: ['i-1'] }));
    const { physical, tags } = cloud.snapshot().live[0]!;
    cloud.tag(physical, {}, Object.keys(tags));
    return cloud;
  };

  it('is in the way of a manifest that claims its name', () => {
    const change = only(taken(), desire(poolFolder({ timeout: 10 })));
    expect(change).toMatchObject({ action: 'blocked', blocked: { reason: 'foreign-owner', would: 'create' } });
    expect(change.blocked?.message).toContain('evenkeel.dev/adopt: "true"');
  });

  it('is taken over where the manifest adopts, and keeps what the manifest says nothing of', () => {
    const cloud = taken();
    const wanted = desire(poolFolder({ timeout: 10 }), () => ({ adopt: true }));
    expect(only(cloud, wanted)).toMatchObject({ action: 'update', live: 'toy/pool/1' });
    carryOut(cloud, planFor(cloud, wanted), wanted);
    expect(only(cloud, wanted).action).toBe('noop');
    expect(stateOf(cloud)).toMatchObject({ timeout: 10, members: ['i-1'] });
    expect(cloud.snapshot().live).toHaveLength(1);
  });

  it('is shown as taken over even where no field differs', () => {
    const wanted = desire(poolFolder({ timeout: 99 }), () => ({ adopt: true }));
    expect(only(taken(), wanted).diffs).toEqual([{ path: '/spec', live: '(not managed)', wanted: '(managed)' }]);
  });
});

describe('a replacement', () => {
  it('stands beside its predecessor under another name, which is retired even after a crash', () => {
    const cloud = converged(poolFolder({}));
    const wanted = desire(poolFolder({ protocol: 'tcp' }));
    expect(only(cloud, wanted).action).toBe('replace');
    carryOut(cloud, planFor(cloud, wanted), wanted, 1);
    expect(cloud.snapshot().live.map(({ name }) => name)).toEqual(['d1', expect.stringMatching(/^d1-[0-9a-f]{8}$/)]);

    expect(planFor(cloud, wanted).changes).toMatchObject([
      { id: 'pool/default/d1', action: 'noop', live: 'toy/pool/2' },
      { action: 'delete', cause: 'dependency', live: 'toy/pool/1' },
    ]);
    carryOut(cloud, planFor(cloud, wanted), wanted);
    expect(cloud.snapshot().live.map(({ physical }) => physical)).toEqual(['toy/pool/2']);
  });
});

describe('what a crash left of a replacement', () => {
  const site = (scheme: string): Folder => ({
    pools: { d1: { protocol: 'http', fallsBack: false } },
    gates: {},
    doors: {
      d: {
        scheme,
        gates: [],
        hatches: [{ port: 80, pool: 'd1', signs: [{ name: 'api', priority: 1, path: '/api', pool: 'd1' }] }],
      },
    },
  });
  /** Two doors of one manifest, the second with nothing in it yet. */
  const crashed = (): Cloud => {
    const cloud = converged(site('internal'));
    const wanted = desire(site('internet-facing'));
    const planned = planFor(cloud, wanted);
    const place = planned.changes.findIndex(({ id }) => id === 'door/default/d');
    carryOut(cloud, { ...planned, changes: planned.changes.slice(0, place + 1) }, wanted, place + 1);
    return cloud;
  };

  it('goes on serving until its successor is whole', () => {
    const { changes } = planFor(crashed(), desire(site('internet-facing')));
    const leftover = changes.find(({ action, type }) => action === 'delete' && type === 'door');
    expect(leftover?.after).toEqual(expect.arrayContaining(['hatch/default/d/80', 'sign/default/d/80/api']));
  });

  it('goes on serving while its successor is blocked', () => {
    const cloud = crashed();
    const [, successor] = cloud.snapshot().live.filter(({ type }) => type === 'door');
    const unreadable = [{ type: 'door', physical: successor!.physical, message: 'AccessDenied' }];
    const { changes } = planFor(cloud, desire(site('internet-facing')), { snapshot: cloud.snapshot(unreadable) });
    expect(changes.filter(({ action }) => action === 'delete')).toEqual([]);
    expect(changes.find(({ id }) => id === 'door/default/d')?.blocked?.reason).toBe('unreadable');
  });
});

describe('what is to outlive its manifest', () => {
  it('is let go of, and left as it is', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const cloud = converged(folder);
        const kept = desire(folder, () => ({ deletion: 'retain' }));
        carryOut(cloud, planFor(cloud, kept), kept);
        const planned = planFor(cloud, []);
        expect(planned.changes.filter(({ action }) => action !== 'update')).toEqual([]);
        carryOut(cloud, planned, []);
        expect(cloud.snapshot().live).toHaveLength(kept.length);
        expect(planFor(cloud, []).changes).toEqual([]);
      }),
    );
  });
});

describe('references that lead around in a circle', () => {
  it('block those in it and nobody else', () => {
    fc.assert(
      fc.property(anyFolder, (folder) => {
        const circle = circular();
        const { changes } = planFor(converged(emptyFolder), [...desire({ ...folder, pools: {} }), ...circle]);
        const inCircle = changes.filter(({ id }) => circle.some((one) => one.id === id));
        expect(inCircle).toHaveLength(2);
        for (const { blocked } of inCircle) expect(blocked?.reason).toBe('unresolved-ref');
        const others = changes.filter((change) => !inCircle.includes(change));
        expect(others.every(isWrite)).toBe(true);
      }),
    );
  });

  function circular(): Wanted[] {
    const pools = { y: { protocol: 'http', fallsBack: false }, z: { protocol: 'http', fallsBack: true } };
    return asked({ ...emptyFolder, pools }).map((one) =>
      one.id.endsWith('/y')
        ? { ...one, state: { ...one.state, fallback: { $ref: 'pool/default/z', output: 'arn' } } }
        : one,
    );
  }
});

describe('a reference to what is not in the folder', () => {
  it('blocks what has it, and what builds on that', () => {
    const folder: Folder = {
      ...emptyFolder,
      pools: { d1: { protocol: 'http', fallsBack: false } },
      doors: { d: { scheme: 'internal', gates: [], hatches: [{ port: 80, pool: 'd1', signs: [] }] } },
    };
    const dangling = desire(folder).filter(({ type }) => type !== 'pool');
    const { changes } = planFor(converged(emptyFolder), dangling);
    expect(changes).toMatchObject([
      { id: 'door/default/d', action: 'create' },
      {
        id: 'hatch/default/d/80',
        action: 'blocked',
        blocked: {
          reason: 'unresolved-ref',
          message: 'pool/default/d1 is not in the folder, or its manifest is invalid',
        },
      },
    ]);
  });
});
