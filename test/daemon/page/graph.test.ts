import { describe, expect, test } from 'vitest';
import type { Graph, GraphEdge, GraphNode } from '../../../src/daemon/http/graph/graph.ts';
import { familiesOf } from '../../../src/daemon/page/graph/families.ts';
import { layOut, type Placed } from '../../../src/daemon/page/graph/layout.ts';
import { steer } from '../../../src/daemon/page/graph/steer.ts';

function node(id: string, type: GraphNode['type'], health: GraphNode['health'] = 'healthy'): GraphNode {
  return { id, type, label: id, place: 'default', health, drifted: false };
}

function ways(...pairs: readonly string[]): Graph['edges'] {
  return pairs.map((pair) => {
    const [from = '', to = ''] = pair.split('>');
    return { from, to };
  });
}

const web: Graph = {
  nodes: [
    node('web', 'load-balancer'),
    node('80', 'listener'),
    node('10', 'listener-rule'),
    node('20', 'listener-rule'),
    node('api', 'target-group'),
    node('pages', 'target-group'),
    node('other', 'load-balancer', 'unhealthy'),
  ],
  edges: ways('web>80', '80>pages', '80>10', '80>20', '10>api', '20>api', '20>pages'),
};

describe('the graph', () => {
  test('falls into what hangs together, with trouble first', () => {
    expect(familiesOf(web).map(({ label, nodes, troubled }) => [label, nodes.length, troubled])).toEqual([
      ['other', 1, 1],
      ['web', 6, 0],
    ]);
  });

  test('goes from left to right, and no two of it overlap', () => {
    const { placed, width, height } = layOut(familiesOf(web)[1]!);
    const at = (id: string): Placed => placed.find((one) => one.node.id === id)!;
    const across = ['web', '80', '10', 'api'].map((id) => at(id).x);
    expect(across).toEqual(across.toSorted((a, b) => a - b));
    expect(new Set(across).size).toBe(4);
    expect(at('10').y).toBeLessThan(at('20').y);
    expect(new Set(placed.map(({ x, y }) => `${x} ${y}`)).size).toBe(placed.length);
    expect(placed.every(({ x, y }) => x < width && y < height)).toBe(true);
  });

  test('leads what no rule applies to past the rules, below them', () => {
    const { placed, edges } = layOut(familiesOf(web)[1]!);
    const way = placed.find(({ isDefault }) => isDefault)!;
    const rules = placed.filter(({ node: { type }, isDefault }) => type === 'listener-rule' && !isDefault);
    expect(rules.every(({ x, y }) => x === way.x && y < way.y)).toBe(true);
    expect(edges).toEqual(expect.arrayContaining(ways(`80>${way.node.id}`, `${way.node.id}>pages`) as GraphEdge[]));
    expect(edges).not.toContainEqual({ from: '80', to: 'pages' });
  });

  test('draws of a crowd those with trouble, and one for the others', () => {
    const targets = Array.from({ length: 1_000 }, (_, index) =>
      node(`i-${index}`, 'target', index === 999 ? 'unhealthy' : 'healthy'),
    );
    const nodes = [node('api', 'target-group'), ...targets];
    const [family] = familiesOf({ nodes, edges: ways(...targets.map(({ id }) => `api>${id}`)) });
    const { placed } = layOut(family!);
    expect(placed.map((one) => one.node.id)).toContain('i-999');
    expect(placed).toHaveLength(9);
    expect(placed.at(-1)).toMatchObject({ hidden: 993, node: { label: '993 more' } });
  });

  test('is laid out even if it leads back to itself', () => {
    const nodes = [node('a', 'load-balancer'), node('b', 'target-group'), node('c', 'target')];
    const { placed } = layOut({
      id: 'a',
      label: 'a',
      namespace: '',
      troubled: 0,
      nodes,
      edges: ways('a>b', 'b>c', 'c>b'),
    });
    expect(placed).toHaveLength(3);
  });

  test('is walked through by arrows', () => {
    const { placed } = layOut(familiesOf(web)[1]!);
    const start = placed.find((one) => one.node.id === '10');
    const to = (arrow: Parameters<typeof steer>[2]): string | undefined => steer(placed, start!, arrow)?.node.id;
    expect([to('ArrowRight'), to('ArrowLeft'), to('ArrowDown'), to('ArrowUp')]).toEqual(['api', '80', '20', undefined]);
  });
});
