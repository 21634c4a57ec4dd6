import { groupBy } from '../../../core/group-by.ts';
import { columns } from '../../http/graph/columns.ts';
import type { Graph, GraphEdge, GraphNode } from '../../http/graph/graph.ts';

/** What hangs together, such as a load balancer and all behind it. */
export interface Branch {
  /** The id of its first node. */
  readonly id: string;
  readonly label: string;
  /** Of the manifest of its first node that has one. */
  readonly namespace: string;
  readonly nodes: readonly GraphNode[];
  readonly edges: readonly GraphEdge[];
  /** Nodes that are unhealthy, degraded, missing, drifted or withheld. */
  readonly troubled: number;
}

/** The parts of a graph that nothing joins; those with trouble first. */
export function familiesOf({ nodes, edges }: Graph): Branch[] {
  const leaders = new Map(nodes.map(({ id }) => [id, id]));
  for (const { from, to } of edges) leaders.set(leaderOf(leaders, to), leaderOf(leaders, from));
  const nodesBy = groupBy(nodes, ({ id }) => leaderOf(leaders, id));
  const edgesBy = groupBy(edges, ({ from }) => leaderOf(leaders, from));
  return [...nodesBy]
    .map(([leader, members]) => familyOf(members, edgesBy.get(leader) ?? []))
    .sort((a, b) => b.troubled - a.troubled || (a.label < b.label ? -1 : 1));
}

export function isTroubled({ health, drifted, withheld }: GraphNode): boolean {
  const isIll = health === 'unhealthy' || health === 'degraded' || health === 'missing';
  return drifted || withheld !== undefined || isIll;
}

function familyOf(nodes: readonly GraphNode[], edges: readonly GraphEdge[]): Branch {
  const head = columns.find((column) => nodes.some(({ type }) => type === column));
  const heads = nodes.filter(({ type }) => type === head);
  return {
    id: heads[0]?.id ?? '',
    label: heads.map(({ label }) => label).join(', '),
    namespace: nodes.find(({ manifest }) => manifest !== undefined)?.manifest?.split('/')[1] ?? '',
    nodes,
    edges,
    troubled: nodes.filter(isTroubled).length,
  };
}

function leaderOf(leaders: Map<string, string>, id: string): string {
  let leader = id;
  for (let next = leaders.get(leader); next !== undefined && next !== leader; next = leaders.get(leader)) leader = next;
  leaders.set(id, leader);
  return leader;
}
