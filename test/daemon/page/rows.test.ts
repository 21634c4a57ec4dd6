import { describe, expect, test } from 'vitest';
import type { GraphNode } from '../../../src/daemon/http/graph/graph.ts';
import type { Row } from '../../../src/daemon/page/api.ts';
import { found, sorted } from '../../../src/daemon/page/resource/rows.ts';
import { sliceOf } from '../../../src/daemon/page/resource/slice.ts';

function row(kind: string, name: string, more: Partial<Row> = {}): Row {
  return {
    place: 'default',
    kind,
    namespace: 'default',
    name,
    source: 'web.yaml:1',
    ready: 'True',
    health: 'healthy',
    drifted: 'False',
    notCreated: 0,
    stalled: 'False',
    changes: 0,
    findings: 0,
    ...more,
  };
}

const rows = [
  row('TargetGroup', 'api'),
  row('LoadBalancer', 'web', { drifted: 'True', since: 200 }),
  row('LoadBalancer', 'shop', { drifted: 'True', since: 100, ready: 'False', reason: 'Incomplete' }),
];
const names = (some: readonly Row[]): string[] => some.map(({ name }) => name);

describe('the rows', () => {
  test('are found by all words of a search, wherever they stand', () => {
    expect(names(found(rows, '', []))).toEqual(['api', 'web', 'shop']);
    expect(names(found(rows, ' DRIFTED load ', []))).toEqual(['web', 'shop']);
    expect(names(found(rows, 'drifted not-ready', []))).toEqual(['shop']);
    expect(names(found(rows, 'incomplete', []))).toEqual(['shop']);
    expect(names(found(rows, '.*', []))).toEqual([]);
    const arn = 'arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/web/1/2';
    const listener = {
      id: arn,
      type: 'listener',
      label: 'HTTP 80',
      place: 'default',
      health: 'healthy',
      drifted: false,
    };
    const nodes = [{ ...listener, manifest: 'LoadBalancer/default/web' }] as GraphNode[];
    expect(names(found(rows, arn, nodes))).toEqual(['web']);
  });

  test('are sorted with what is wrong first, or the other way round', () => {
    expect(names(sorted(rows, { by: 'drifted', isDown: false }))).toEqual(['shop', 'web', 'api']);
    expect(names(sorted(rows, { by: 'ready', isDown: false }))).toEqual(['shop', 'web', 'api']);
    expect(names(sorted(rows, { by: 'since', isDown: false }))).toEqual(['shop', 'web', 'api']);
    expect(names(sorted(rows, { by: 'name', isDown: true }))).toEqual(['web', 'shop', 'api']);
  });

  test('are in the document only where they are in sight', () => {
    const view = { count: 10_000, rowHeight: 28, height: 280 };
    expect(sliceOf({ ...view, top: 0 })).toEqual({ from: 0, to: 20, above: 0, below: 9_980 * 28 });
    const middle = sliceOf({ ...view, top: 28_000 });
    expect([middle.from, middle.to]).toEqual([990, 1_020]);
    expect(sliceOf({ ...view, count: 3, top: 28_000 })).toMatchObject({ from: 0, to: 3, below: 0 });
  });
});
