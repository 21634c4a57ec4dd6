import { describe, expect, test } from 'vitest';
import { axisOf, percentOf } from '../../../src/daemon/page/history/axis.ts';
import { lanesOf } from '../../../src/daemon/page/history/lanes.ts';
import type { DaemonEvent, Finding } from '../../../src/daemon/status.ts';

function events(...lines: readonly string[]): DaemonEvent[] {
  return lines.map((line, index) => {
    const [at = '', id = '', kind = ''] = line.split(' ');
    const manifest = `LoadBalancer/default/${id}`;
    return {
      sequence: index + 1,
      at: Number(at),
      place: 'default',
      kind: kind as DaemonEvent['kind'],
      id,
      manifest,
      message: '',
    };
  });
}

function finding(id: string, since: number): Finding {
  const manifest = `LoadBalancer/default/${id}`;
  return { key: id, place: 'default', id, manifest, live: 1, wanted: 2, since, cause: 'drift', doing: 'report' };
}

describe('the history', () => {
  test('has a bar from what was found to what was gone, and a dot where it was written', () => {
    const told = events('10 a drift-found', '10 a changed', '20 a drift-gone', '50 a drift-found', '60 a drift-gone');
    expect(lanesOf(told, [])).toMatchObject([
      {
        id: 'a',
        bars: [
          { from: 10, to: 20 },
          { from: 50, to: 60 },
        ],
        dots: [{ at: 10, kind: 'changed' }],
      },
    ]);
  });

  test('ends a bar with the last of several fields', () => {
    const told = events('10 a drift-found', '12 a drift-found', '20 a drift-gone', '30 a drift-gone');
    expect(lanesOf(told, [])[0]!.bars).toEqual([{ from: 10, to: 30 }]);
    expect(lanesOf(told.slice(0, 3), [finding('a', 12)])[0]!.bars).toEqual([{ from: 10 }]);
  });

  test('knows by the findings what began before the events that are still remembered', () => {
    expect(lanesOf([], [finding('a', 5)])[0]!.bars).toEqual([{ from: 5 }]);
    expect(lanesOf(events('10 a drift-found', '20 a drift-gone'), [finding('a', 25)])[0]!.bars).toEqual([
      { from: 10, to: 20 },
      { from: 25 },
    ]);
  });

  test('leaves out what was only written, and puts first what is still so', () => {
    const told = events('1 new changed', '10 a drift-found', '20 a drift-gone', '12 b drift-found');
    expect(lanesOf(told, [finding('b', 12)]).map(({ id }) => id)).toEqual(['b', 'a']);
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
