import { describe, expect, test } from 'vitest';
import { axisOf, percentOf } from '../../../src/daemon/page/history/axis.ts';
import { lanesOf, type Past } from '../../../src/daemon/page/history/lanes.ts';
import type { HistoryEntry } from '../../../src/daemon/reports/history.ts';
import type { Finding } from '../../../src/daemon/status.ts';

function gone(id: string, from: number, at: number, path?: string): HistoryEntry {
  return { at, kind: 'gone', finding: finding(id, from, path), lastedMs: at - from };
}

function corrected(id: string, at: number): HistoryEntry {
  const correction = {
    place: 'default',
    id,
    manifest: `LoadBalancer/default/${id}`,
    action: 'update',
    diffs: [],
  } as const;
  return { at, kind: 'corrected', correction };
}

function finding(id: string, since: number, path?: string): Finding {
  const manifest = `LoadBalancer/default/${id}`;
  const common = { key: id, place: 'default', id, manifest, live: 1, wanted: 2, since, drift: true } as const;
  return { ...common, cause: 'drift', doing: 'report', ...(path === undefined ? {} : { path }) };
}

const nothing: Past = { entries: [], events: [], findings: [] };

describe('the history', () => {
  test('has a bar from what was found to what was gone, and a dot where it was written or failed', () => {
    const failed = { sequence: 1, at: 55, place: 'default', kind: 'failed', id: 'a', message: 'denied' } as const;
    const entries = [corrected('a', 10), gone('a', 10, 20), gone('a', 50, 60, '/x')];
    expect(lanesOf({ ...nothing, entries, events: [failed] })).toEqual([
      {
        id: 'a',
        manifest: 'LoadBalancer/default/a',
        bars: [
          { from: 10, to: 20, paths: [] },
          { from: 50, to: 60, paths: ['/x'] },
        ],
        dots: [
          { id: 'a', at: 10, kind: 'corrected', message: 'update' },
          { id: 'a', at: 55, kind: 'failed', message: 'denied' },
        ],
      },
    ]);
  });

  test('has one bar for several fields that differ at once, until the last of them is gone', () => {
    const entries = [gone('a', 10, 20, '/x'), gone('a', 12, 30, '/y')];
    expect(lanesOf({ ...nothing, entries })[0]!.bars).toEqual([{ from: 10, to: 30, paths: ['/x', '/y'] }]);
    const findings = [finding('a', 12, '/y')];
    expect(lanesOf({ ...nothing, entries: entries.slice(0, 1), findings })[0]!.bars).toEqual([
      { from: 10, paths: ['/x', '/y'] },
    ]);
    expect(lanesOf({ ...nothing, entries, findings: [finding('a', 35)] })[0]!.bars).toHaveLength(2);
  });

  test('leaves out what was only written, and puts first what is still so', () => {
    const entries = [corrected('new', 1), gone('a', 10, 20)];
    expect(lanesOf({ ...nothing, entries, findings: [finding('b', 12)] }).map(({ id }) => id)).toEqual(['b', 'a']);
  });

  test('stands on an axis with few round marks', () => {
    const minute = 60_000;
    const now = 600 * minute;
    expect(axisOf([], now).from).toBe(now - 5 * minute);
    const axis = axisOf([now - 500 * minute], now, 60 * minute);
    expect(axis.from).toBe(now - 60 * minute);
    expect(axis.ticks.every((tick) => tick % (10 * minute) === 0)).toBe(true);
    expect(axis.ticks).toHaveLength(6);
    expect([now - 500 * minute, now - 30 * minute, now].map((at) => percentOf(axis, at))).toEqual([0, 50, 100]);
  });
});
