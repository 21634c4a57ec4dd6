import { groupBy } from '../../../core/group-by.ts';
import { columns } from '../../http/graph/columns.ts';
import type { GraphEdge, GraphNode } from '../../http/graph/graph.ts';
import { byNumber } from '../by-number.ts';
import { withDefaultWays } from './default-ways.ts';
import { isTroubled, type Branch } from './families.ts';

/** A node with its place; `hidden` counts the targets that one stands for. */
export interface Placed {
  readonly node: GraphNode;
  readonly x: number;
  readonly y: number;
  readonly hidden?: number;
  /** It is no object but the way that traffic goes when no rule applies. */
  readonly isDefault?: true;
}

export interface Drawn {
  readonly placed: readonly Placed[];
  readonly edges: readonly GraphEdge[];
  readonly width: number;
  readonly height: number;
}

export const box = { width: 180, height: 30, between: 40, below: 8 } as const;

/** As many targets of one group as are drawn one by one. */
const mostTargets = 8;

/** Where each node goes: its type says how far right, and what it leads to how far down. */
export function layOut({ nodes, edges }: Branch): Drawn {
  const few = withoutCrowds(nodes, edges);
  const shown = withDefaultWays(few.nodes, few.edges);
  const byId = new Map(shown.nodes.map((one) => [one.node.id, one]));
  const ways = groupBy(ordered(shown.edges, byId), ({ from }) => from);
  const led = new Set(shown.edges.map(({ to }) => to));
  const rows = new Map<string, number>();
  let next = 0;

  const place = (id: string): void => {
    // Beside the first that it leads to: however much follows, what it begins with is in sight.
    const row = next;
    rows.set(id, row);
    for (const { to } of ways.get(id) ?? []) if (!rows.has(to)) place(to);
    next = Math.max(next, row + 1);
  };
  for (const { node } of shown.nodes) if (!led.has(node.id)) place(node.id);

  const used = columns.filter((type) => shown.nodes.some(({ node }) => node.type === type));
  const placed = [...rows].map(([id, row]) => {
    const one = byId.get(id)!;
    return { ...one, x: used.indexOf(one.node.type) * (box.width + box.between), y: row * (box.height + box.below) };
  });
  return {
    placed,
    edges: shown.edges,
    width: used.length * (box.width + box.between) - box.between,
    height: Math.max(1, next) * (box.height + box.below) - box.below,
  };
}

/** Rules by their priority; at the end what applies when none of them does, and what stands for the others of a crowd. */
function ordered(edges: readonly GraphEdge[], byId: ReadonlyMap<string, Shown>): GraphEdge[] {
  const isLast = ({ to }: GraphEdge): number => {
    const { isDefault, hidden } = byId.get(to) ?? {};
    return Number(isDefault !== undefined || hidden !== undefined);
  };
  const labelOf = ({ to }: GraphEdge): string => byId.get(to)?.node.label ?? '';
  return edges.toSorted((a, b) => isLast(a) - isLast(b) || byNumber.compare(labelOf(a), labelOf(b)));
}

type Shown = Pick<Placed, 'node' | 'hidden' | 'isDefault'>;

/** Of a group with many targets, those with trouble are drawn, and one for the others. */
function withoutCrowds(
  nodes: readonly GraphNode[],
  edges: readonly GraphEdge[],
): { nodes: readonly Shown[]; edges: readonly GraphEdge[] } {
  const targets = new Map(nodes.filter(({ type }) => type === 'target').map((node) => [node.id, node]));
  const gone = new Set<string>();
  const added: { shown: Shown; edge: GraphEdge }[] = [];
  for (const [group, ways] of groupBy(edges, ({ from }) => from)) {
    const own = ways.flatMap(({ to }) => targets.get(to) ?? []);
    if (own.length <= mostTargets) continue;
    const inOrder = own.toSorted((a, b) => Number(isTroubled(b)) - Number(isTroubled(a)));
    const rest = inOrder.slice(mostTargets - 1);
    for (const { id } of rest) gone.add(id);
    const node = { ...(rest.find(isTroubled) ?? rest[0]!), id: `${group} more`, label: `${rest.length} more` };
    added.push({ shown: { node, hidden: rest.length }, edge: { from: group, to: node.id } });
  }
  return {
    nodes: [...nodes.filter(({ id }) => !gone.has(id)).map((node) => ({ node })), ...added.map(({ shown }) => shown)],
    edges: [...edges.filter(({ to }) => !gone.has(to)), ...added.map(({ edge }) => edge)],
  };
}
