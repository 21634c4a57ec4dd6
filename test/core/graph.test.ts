import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topological } from '../../src/core/graph.ts';

function sort(needs: Record<string, string[]>): { order: string[]; circle: string[] } {
  return topological(
    Object.keys(needs),
    (node) => node,
    (node) => needs[node] ?? [],
  );
}

describe('putting nodes behind what they need', () => {
  it('keeps the given order where nothing speaks against it', () => {
    expect(sort({ b: [], a: [], c: [] }).order).toEqual(['b', 'a', 'c']);
  });

  it('goes along chains, once for each node however many need it', () => {
    expect(sort({ d: ['b', 'c'], b: ['a'], c: ['a'], a: [] }).order).toEqual(['a', 'b', 'c', 'd']);
  });

  it('takes no notice of needs that are no nodes, are named twice, or are the node itself', () => {
    expect(sort({ a: ['elsewhere', 'a', 'b', 'b'], b: [] })).toEqual({ order: ['b', 'a'], circle: [] });
  });

  it('separates a circle, and what waits for it, from the rest', () => {
    expect(sort({ a: ['b'], b: ['a'], c: ['a'], d: [] })).toEqual({ order: ['d'], circle: ['a', 'b', 'c'] });
  });

  it('loses no node, and puts each behind its needs', () => {
    const nodes = fc.uniqueArray(fc.nat({ max: 20 }), { maxLength: 20 });
    const edges = fc.array(fc.tuple(fc.nat({ max: 20 }), fc.nat({ max: 20 })), { maxLength: 40 });
    fc.assert(
      fc.property(nodes, edges, (all, arrows) => {
        const needsOf = (node: number): number[] => arrows.filter(([from]) => from === node).map(([, to]) => to);
        const { order, circle } = topological(all, (node) => node, needsOf);
        expect(order.length + circle.length).toBe(all.length);
        expect(new Set([...order, ...circle])).toEqual(new Set(all));
        for (const [place, node] of order.entries()) {
          for (const need of needsOf(node)) {
            if (need !== node && all.includes(need)) expect(order.indexOf(need)).toBeLessThan(place);
            expect(circle).not.toContain(need === node ? undefined : need);
          }
        }
      }),
    );
  });
});
