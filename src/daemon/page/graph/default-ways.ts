import { groupBy } from '../../../core/group-by.ts';
import type { GraphEdge, GraphNode } from '../../http/graph/graph.ts';

/** What stands in for a listener's default action among its rules. */
export interface DefaultWay {
  readonly node: GraphNode;
  readonly isDefault: true;
}

interface Way<Shown> {
  readonly nodes: readonly (Shown | DefaultWay)[];
  readonly edges: readonly GraphEdge[];
}

/**
 * What a listener does when no rule applies leads past the rules, and would be hidden behind them. It is given a place of
 * its own among them: the last, as AWS looks at it last.
 */
export function withDefaultWays<Shown extends { readonly node: GraphNode }>(
  nodes: readonly Shown[],
  edges: readonly GraphEdge[],
): Way<Shown> {
  const listeners = new Map(nodes.flatMap(({ node }) => (node.type === 'listener' ? [[node.id, node]] : [])));
  const groups = new Set(nodes.flatMap(({ node }) => (node.type === 'target-group' ? [node.id] : [])));
  const leadsPast = ({ from, to }: GraphEdge): boolean => listeners.has(from) && groups.has(to);
  if (!nodes.some(({ node }) => node.type === 'listener-rule')) return { nodes, edges };
  const past = groupBy(edges.filter(leadsPast), ({ from }) => from);
  const idOf = (listener: string): string => `${listener} default`;
  return {
    nodes: [
      ...nodes,
      ...[...past.keys()].map((id) => {
        const node: GraphNode = { ...listeners.get(id)!, id: idOf(id), type: 'listener-rule', label: 'default' };
        return { node, isDefault: true as const };
      }),
    ],
    edges: [
      ...edges.filter((edge) => !leadsPast(edge)),
      ...[...past].flatMap(([id, ways]) => [
        { from: id, to: idOf(id) },
        ...ways.map((way) => ({ ...way, from: idOf(id) })),
      ]),
    ],
  };
}
