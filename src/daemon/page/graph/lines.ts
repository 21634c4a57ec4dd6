import type { GraphEdge } from '../../http/graph/graph.ts';
import { box, type Drawn } from './layout.ts';

interface Point {
  readonly x: number;
  readonly y: number;
}

/** From the right side of one box to the left side of another. */
interface Line {
  readonly key: string;
  readonly from: Point;
  readonly to: Point;
  /** Of the traffic, where it has several ways. */
  readonly share: number | undefined;
}

export function linesOf({ placed, edges }: Drawn): Line[] {
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const sums = weightsFrom(edges);
  return edges.flatMap(({ from, to, weight }) => {
    const [start, end] = [byId.get(from), byId.get(to)];
    if (start === undefined || end === undefined) return [];
    return {
      key: `${from} ${to}`,
      from: { x: start.x + box.width, y: start.y + box.height / 2 },
      to: { x: end.x, y: end.y + box.height / 2 },
      share: weight === undefined ? undefined : weight / Math.max(1, sums.get(from)!),
    };
  });
}

export function pathOf({ from, to }: Line): string {
  const half = box.between / 2;
  return `M${from.x} ${from.y} C${from.x + half} ${from.y} ${to.x - half} ${to.y} ${to.x} ${to.y}`;
}

/** A listener whose ways all weigh nothing sends nothing anywhere. */
function weightsFrom(edges: readonly GraphEdge[]): ReadonlyMap<string, number> {
  const sums = new Map<string, number>();
  for (const { from, weight = 0 } of edges) sums.set(from, (sums.get(from) ?? 0) + weight);
  return sums;
}
