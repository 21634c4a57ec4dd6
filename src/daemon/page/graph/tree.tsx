import type { VNode } from 'preact';
import { groupBy } from '../../../core/group-by.ts';
import type { GraphNode } from '../../http/graph/graph.ts';
import { healthWords, Mark } from '../mark.tsx';
import type { Drawn } from './layout.ts';

interface TreeProps {
  readonly drawn: Drawn;
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: (manifest: string) => void;
}

interface Line {
  readonly node: GraphNode;
  readonly depth: number;
}

/** A family as a list, for where there is no room to draw it. */
export function Tree({ drawn, label, selected, onSelect }: TreeProps): VNode {
  return (
    <ul class="tree" aria-label={label}>
      {linesIn(drawn).map(({ node, depth }) => (
        <li key={node.id} style={{ paddingLeft: `${depth * 0.8}rem` }}>
          <TreeLine node={node} selected={selected} onSelect={onSelect} />
        </li>
      ))}
    </ul>
  );
}

interface TreeLineProps extends Pick<TreeProps, 'selected' | 'onSelect'> {
  readonly node: GraphNode;
}

function TreeLine({ node, selected, onSelect }: TreeLineProps): VNode {
  const { type, label, health, text, drifted, withheld, unseen, manifest } = node;
  const words = (
    <>
      <Mark state={health} />
      <span>
        <span class="unseen">{type.replace('-', ' ')} </span>
        {label}
      </span>
      <span class="quiet">
        <span class={text === undefined ? undefined : 'unseen'}>{healthWords[health]} </span>
        {text}
      </span>
      {drifted && <span class="drifted">≠ drifted</span>}
      {withheld !== undefined && <span class="drifted">⊘ deletion withheld</span>}
    </>
  );
  const look = unseen === undefined ? 'line' : 'line earlier';
  if (manifest === undefined) return <p class={look}>{words}</p>;
  return (
    <button type="button" class={look} aria-pressed={manifest === selected} onClick={() => onSelect(manifest)}>
      {words}
    </button>
  );
}

/** Each node once, below the first that leads to it. */
function linesIn({ placed, edges }: Drawn): Line[] {
  const nodes = placed.map(({ node }) => node);
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const waysFrom = groupBy(edges, ({ from }) => from);
  const led = new Set(edges.map(({ to }) => to));
  const seen = new Set<string>();
  const lines: Line[] = [];
  const visit = (node: GraphNode, depth: number): void => {
    if (seen.has(node.id)) return;
    seen.add(node.id);
    lines.push({ node, depth });
    for (const { to } of waysFrom.get(node.id) ?? []) {
      const next = byId.get(to);
      if (next !== undefined) visit(next, depth + 1);
    }
  };
  for (const node of nodes) if (!led.has(node.id)) visit(node, 0);
  for (const node of nodes) visit(node, 0);
  return lines;
}
