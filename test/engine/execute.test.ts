import { describe, expect, it } from 'vitest';
import { EvenkeelError } from '../../src/core/errors.ts';
import type { Wanted } from '../../src/core/resource.ts';
import { Cloud } from '../toy/cloud.ts';
import { converged } from '../toy/converged.ts';
import { desire, emptyFolder, type DoorSpec, type Folder, type GateSpec, type PoolSpec } from '../toy/folder.ts';
import type { Meddle } from '../toy/resources.ts';
import { perform, unfinished } from './bench.ts';

const http: PoolSpec = { protocol: 'http', fallsBack: false };
const door: DoorSpec = {
  scheme: 'internal',
  gates: ['g'],
  hatches: [{ port: 80, pool: 'd1', signs: [{ name: 'api', priority: 1, path: '/api', pool: 'd1' }] }],
};
const gate: GateSpec = { note: 'web', rules: [{ port: 80, peer: 'anyone' }] };
const site: Folder = { pools: { d1: http }, gates: { g: gate }, doors: { d: door } };

function pools(...names: string[]): Folder {
  return { ...emptyFolder, pools: Object.fromEntries(names.map((name) => [name, http])) };
}

function refusal(code: 'quota' | 'denied', message: string): EvenkeelError {
  return new EvenkeelError({ code, retry: 'never', message });
}

/** Refuses a call so many times. */
function refuse(matching: string, error: EvenkeelError, times = Infinity): Meddle {
  let left = times;
  return (call, when) => {
    if (when === 'after' || !call.startsWith(matching) || left === 0) return;
    left -= 1;
    throw error;
  };
}

describe('order', () => {
  it('makes what is used before its users, and containers before what they contain', async () => {
    const { calls, outcomes } = await perform(new Cloud(), desire(site));
    expect(unfinished(outcomes)).toEqual([]);
    const place = (start: string): number => calls.findIndex((call) => call.startsWith(start));
    expect(place('create gate g')).toBeLessThan(place('create door d'));
    expect(place('create door d')).toBeLessThan(place('create hatch'));
    expect(place('create pool d1')).toBeLessThan(place('create hatch'));
    expect(place('create hatch')).toBeLessThan(place('create sign'));
    expect(place('create gate g')).toBeLessThan(place('create gate-rule'));
  });

  it('deletes users before what they use, and calls for nothing that goes along with its container', async () => {
    const cloud = converged(site);
    const { calls } = await perform(cloud, []);
    expect(calls[0]).toBe('remove door d');
    expect(calls.toSorted()).toEqual(['remove door d', 'remove gate g', 'remove pool d1']);
    expect(cloud.snapshot().live).toEqual([]);
  });

  it('retires what was replaced only when its successor is whole and in use', async () => {
    const cloud = converged(site);
    const { calls, outcomes } = await perform(
      cloud,
      desire({ ...site, doors: { d: { ...door, scheme: 'internet-facing' } } }),
    );
    expect(unfinished(outcomes)).toEqual([]);
    expect(calls.at(-1)).toBe('remove pool d1');
    expect(calls.at(-2)).toBe('remove door d');
    expect(calls.slice(0, -2).every((call) => call.startsWith('create'))).toBe(true);
  });

  it('takes apart two that hold each other, once both have successors', async () => {
    const admitting = (note: string, peer: string): GateSpec => ({ note, rules: [{ port: 80, peer }] });
    const both = (note: string): Folder => ({
      ...emptyFolder,
      gates: { g: admitting(note, 'h'), h: admitting(note, 'g') },
    });
    const cloud = converged(both('web'));
    const { outcomes } = await perform(cloud, desire(both('ops')));
    expect(unfinished(outcomes)).toEqual([]);
    expect(cloud.snapshot().live).toHaveLength(4);
  });
});

describe('work at the same time', () => {
  it('begins all that waits for nothing before any of it ends', async () => {
    const atWork = new Set<string>();
    let most = 0;
    await perform(new Cloud(), desire(pools('d1', 'd2', 'e1')), {
      async meddle(call, when) {
        if (when === 'before') atWork.add(call);
        else atWork.delete(call);
        most = Math.max(most, atWork.size);
        await Promise.resolve();
      },
    });
    expect(most).toBe(3);
  });

  it('makes and removes siblings in one call where there is one for many', async () => {
    const rules = [80, 443].map((port) => ({ port, peer: 'anyone' }));
    const folder = (some: GateSpec['rules']): Wanted[] =>
      desire({ ...emptyFolder, gates: { g: { note: 'web', rules: some } } });
    const cloud = new Cloud();
    expect((await perform(cloud, folder(rules))).calls).toEqual(['create gate g', 'create 2 gate-rules']);
    expect((await perform(cloud, folder([]))).calls).toContain('remove 2 gate-rules');
  });
});

describe('siblings that have places', () => {
  const signs = (...names: [string, number][]): Folder => ({
    ...site,
    doors: {
      d: {
        ...door,
        hatches: [
          { port: 80, pool: 'd1', signs: names.map(([name, priority]) => ({ name, priority, path: '/', pool: 'd1' })) },
        ],
      },
    },
  });

  it('are put in them once, before any of them is made, written or deleted', async () => {
    const cloud = converged(signs(['api', 1], ['img', 2], ['old', 3]));
    const { calls } = await perform(cloud, desire(signs(['api', 2], ['img', 2], ['new', 1])));
    expect(calls.filter((call) => call.includes('sign'))).toEqual([
      'arrange signs: 1 updated, 1 created, 1 doomed, 1 kept',
      expect.stringMatching(/^(create|write|tag) sign/),
      expect.stringMatching(/^(create|write|tag) sign/),
      expect.stringMatching(/^(create|write|tag) sign/),
      expect.stringMatching(/^remove sign/),
    ]);
  });

  it('need no arranging in a container that is only made now', async () => {
    const { calls } = await perform(new Cloud(), desire(signs(['api', 1])));
    expect(calls.filter((call) => call.startsWith('arrange'))).toEqual([]);
  });
});

describe('a failure', () => {
  it('skips what depends on it and nobody else', async () => {
    const { outcomes } = await perform(new Cloud(), desire({ ...site, pools: { d1: http, e1: http } }), {
      meddle: refuse('create pool d1', refusal('denied', 'no permission')),
    });
    expect(unfinished(outcomes)).toEqual([
      ['pool/default/d1', 'failed', 'no permission'],
      ['hatch/default/d/80', 'skipped', 'pool/default/d1'],
      ['sign/default/d/80/api', 'skipped', 'hatch/default/d/80'],
    ]);
    expect(outcomes.filter(({ status }) => status === 'done').map(({ change }) => change.id)).toContain(
      'pool/default/e1',
    );
  });

  it('names the resource that it happened to', async () => {
    const { outcomes } = await perform(new Cloud(), desire(pools('d1')), {
      meddle: refuse('create', refusal('denied', 'no permission')),
    });
    expect(outcomes[0]?.error?.facts).toMatchObject({ subject: 'pool/default/d1', code: 'denied' });
  });

  it('of a successor leaves the predecessor where it is', async () => {
    const cloud = converged(site);
    const wanted = desire({ ...site, doors: { d: { ...door, scheme: 'internet-facing' } } });
    const { calls } = await perform(cloud, wanted, {
      meddle: refuse('create sign', refusal('denied', 'no permission')),
    });
    expect(calls.filter((call) => call.startsWith('remove'))).toEqual([]);
  });

  it('half way through an update leaves our memory as it was', async () => {
    const cloud = converged(pools('d1'));
    const before = cloud.snapshot().live[0]?.tags;
    const wanted = desire({ ...emptyFolder, pools: { d1: { ...http, timeout: 60, settings: { mode: 'least' } } } });
    await perform(cloud, wanted, { meddle: refuse('write pool d1 settings', refusal('denied', 'no permission')) });
    expect(cloud.snapshot().live[0]?.tags).toEqual(before);
    const { calls } = await perform(cloud, wanted);
    expect(calls).toEqual(['write pool d1 settings', 'tag pool d1']);
  });
});

describe('at a quota', () => {
  const full = refusal('quota', 'TooManyPools');

  it('makes room first where something of the kind is to go anyway', async () => {
    const cloud = converged(pools('d1'));
    const { outcomes, calls } = await perform(cloud, desire(pools('e1')), { meddle: refuse('create', full, 1) });
    expect(unfinished(outcomes)).toEqual([]);
    expect(calls).toEqual(['create pool e1', 'remove pool d1', 'create pool e1']);
  });

  it('does not wait for what would wait for it', async () => {
    const leadingTo = (pool: string): Folder => ({
      pools: { [pool]: http },
      gates: {},
      doors: { d: { scheme: 'internal', gates: [], hatches: [{ port: 80, pool, signs: [] }] } },
    });
    const { outcomes } = await perform(converged(leadingTo('d1')), desire(leadingTo('d2')), {
      meddle: refuse('create', full),
    });
    expect(unfinished(outcomes)).toEqual([
      ['pool/default/d2', 'failed', 'TooManyPools'],
      ['hatch/default/d/80', 'skipped', 'pool/default/d2'],
      ['pool/default/d1', 'skipped', 'hatch/default/d/80'],
    ]);
  });

  it('fails where nothing is to go, and where room did not help', async () => {
    const alone = await perform(new Cloud(), desire(pools('e1')), { meddle: refuse('create', full) });
    expect(unfinished(alone.outcomes)).toEqual([['pool/default/e1', 'failed', 'TooManyPools']]);
    const swapped = await perform(converged(pools('d1')), desire(pools('e1')), { meddle: refuse('create', full) });
    expect(unfinished(swapped.outcomes)).toEqual([['pool/default/e1', 'failed', 'TooManyPools']]);
    expect(swapped.calls.filter((call) => call === 'create pool e1')).toHaveLength(2);
  });
});

describe('an interruption', () => {
  it('finishes what was begun, begins nothing more, and says so of each', async () => {
    const stop = new AbortController();
    const cloud = new Cloud();
    const { outcomes } = await perform(cloud, desire(site), {
      signal: stop.signal,
      meddle(call) {
        if (call.startsWith('create door')) stop.abort();
      },
    });
    const byStatus = (status: string): string[] =>
      outcomes.filter((one) => one.status === status).map(({ change }) => change.id);
    expect(byStatus('done')).toContain('door/default/d');
    expect(byStatus('interrupted')).toEqual(expect.arrayContaining(['hatch/default/d/80', 'sign/default/d/80/api']));
    expect(byStatus('failed')).toEqual([]);
    expect(cloud.snapshot().live.map(({ type }) => type)).toContain('door');
  });
});

describe('progress', () => {
  it('reports when each change begins and how it ended', async () => {
    const { progress } = await perform(new Cloud(), desire(pools('d1')));
    expect(progress).toMatchObject([
      { kind: 'started', change: { id: 'pool/default/d1' } },
      { kind: 'finished', outcome: { status: 'done' } },
    ]);
  });
});
