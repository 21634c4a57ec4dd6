import type { VNode } from 'preact';
import { useRef, useState } from 'preact/hooks';
import type { GraphNode } from '../../http/graph/graph.ts';
import { healthWords, Mark } from '../mark.tsx';
import { clockTime } from '../time.ts';
import { box, type Drawn, type Placed } from './layout.ts';
import { linesOf, pathOf } from './lines.ts';
import { isArrow, steer } from './steer.ts';

interface DrawingProps {
  readonly drawn: Drawn;
  readonly label: string;
  readonly selected: string | undefined;
  readonly onSelect: (manifest: string) => void;
}

/** As many signs as fit into a box. */
const mostSigns = 19;
const margin = 4;

/** A family from left to right. One of its nodes takes the tab key; arrows lead to the others. */
export function Drawing({ drawn, label, selected, onSelect }: DrawingProps): VNode {
  const [current, setCurrent] = useState<string>();
  const nodes = useRef(new Map<string, SVGGElement>());
  const { placed, width, height } = drawn;
  const lines = linesOf(drawn);
  const byId = new Map(placed.map((one) => [one.node.id, one]));
  const objects = placed.filter(({ isDefault }) => isDefault === undefined);
  const entry = current !== undefined && byId.has(current) ? current : objects[0]?.node.id;

  function onKey(event: KeyboardEvent, from: Placed): void {
    if (isArrow(event.key)) {
      const to = steer(objects, from, event.key);
      if (to !== undefined) nodes.current.get(to.node.id)?.focus();
    } else if (event.key !== 'Enter' && event.key !== ' ') return;
    else if (from.node.manifest !== undefined) onSelect(from.node.manifest);
    event.preventDefault();
  }

  return (
    <svg
      class="drawing"
      role="group"
      aria-label={label}
      width={width + 2 * margin}
      height={height + 2 * margin}
      viewBox={`${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`}
    >
      {lines.map((line) => (
        <path key={line.key} class="edge" d={pathOf(line)} />
      ))}
      {lines.map(({ key, from, to, share }) =>
        share === undefined ? null : (
          <text key={key} class="share" x={(from.x + to.x) / 2} y={(from.y + to.y) / 2 + 3.5} text-anchor="middle">
            {Math.round(100 * share)}%
          </text>
        ),
      )}
      {placed.map((one) => one.isDefault && <DefaultWay key={one.node.id} at={one} />)}
      {objects.map((one) => (
        <Node
          key={one.node.id}
          one={one}
          isEntry={one.node.id === entry}
          isSelected={one.node.manifest !== undefined && one.node.manifest === selected}
          onFocus={() => setCurrent(one.node.id)}
          onKey={(event) => onKey(event, one)}
          onClick={() => one.node.manifest !== undefined && onSelect(one.node.manifest)}
          hold={(element) => {
            if (element === null) nodes.current.delete(one.node.id);
            else nodes.current.set(one.node.id, element);
          }}
        />
      ))}
    </svg>
  );
}

interface NodeProps {
  readonly one: Placed;
  readonly isEntry: boolean;
  readonly isSelected: boolean;
  readonly onFocus: () => void;
  readonly onKey: (event: KeyboardEvent) => void;
  readonly onClick: () => void;
  readonly hold: (element: SVGGElement | null) => void;
}

function Node({ one, isEntry, isSelected, onFocus, onKey, onClick, hold }: NodeProps): VNode {
  const { label, health, drifted, manifest, unseen, withheld } = one.node;
  const words = wordsOf(one.node);
  const badge = withheld === undefined ? (drifted ? '≠' : undefined) : '⊘';
  const looks = {
    drifted,
    earlier: unseen !== undefined,
    held: withheld !== undefined,
    selected: isSelected,
    loose: !manifest,
  };
  const names = Object.entries(looks).flatMap(([name, is]) => (is ? [name] : []));
  return (
    <g
      ref={hold}
      class={['node', health, ...names].join(' ')}
      transform={`translate(${one.x} ${one.y})`}
      role="button"
      tabIndex={isEntry ? 0 : -1}
      aria-label={words}
      aria-pressed={isSelected}
      onFocus={onFocus}
      onKeyDown={onKey}
      onClick={onClick}
    >
      <title>{words}</title>
      <rect width={box.width} height={box.height} rx="4" />
      <svg x="9" y="9" width="12" height="12">
        <Mark state={health} />
      </svg>
      <text x="29" y="19.5">
        {fitted(label, badge === undefined ? mostSigns : mostSigns - 2)}
      </text>
      {badge !== undefined && (
        <text class="badge" x={box.width - 10} y="20" text-anchor="end">
          {badge}
        </text>
      )}
    </g>
  );
}

function wordsOf({ label, type, health, text, drifted, unseen, withheld }: GraphNode): string {
  return [
    `${type.replace('-', ' ')} ${label}`,
    text === undefined ? healthWords[health] : `${healthWords[health]}: ${text}`,
    ...(drifted ? ['drifted'] : []),
    ...(withheld === undefined ? [] : ['deletion withheld']),
    ...(unseen === undefined ? [] : [`last read ${clockTime(unseen.seenAt, Date.now())}`]),
  ].join(', ');
}

function DefaultWay({ at: { node, x, y } }: { readonly at: Placed }): VNode {
  return (
    <g transform={`translate(${x} ${y})`}>
      <path class="edge" d={`M0 ${box.height / 2} h${box.width}`} />
      <text class="share" x={box.width / 2} y={box.height / 2 - 5} text-anchor="middle">
        {node.label}
      </text>
    </g>
  );
}

/** A long text is cut in the middle: ids begin alike, and end with what differs, such as the port. */
function fitted(label: string, most: number): string {
  return label.length <= most ? label : `${label.slice(0, most - 7)}…${label.slice(-6)}`;
}
