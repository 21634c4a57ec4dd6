import { Fragment, type VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { compareTexts } from '../../../core/compare.ts';
import type { Graph } from '../../http/graph/graph.ts';
import { useIsNarrow } from '../hooks.ts';
import { matches } from '../search.ts';
import { Drawing } from './drawing.tsx';
import { familiesOf, type Branch } from './families.ts';
import { layOut } from './layout.ts';
import { Tree } from './tree.tsx';

interface GraphProps {
  readonly graph: Graph;
  readonly search: string;
  readonly selected: string | undefined;
  readonly onSelect: (manifest: string) => void;
}

/** As many nodes as are drawn without being asked for. */
const mostNodes = 60;

/** What stands, and what hangs together in it. Where there is much, most of it is folded. */
export function GraphSection({ graph, search, selected, onSelect }: GraphProps): VNode {
  const [turned, setTurned] = useState<ReadonlyMap<string, boolean>>(new Map());
  const families = useMemo(() => familiesOf(graph), [graph]);
  const found = families.filter((family) => isFound(family, search));
  const open = openedFirst(found);
  const isSpaced = new Set(families.map(({ namespace }) => namespace)).size > 1;
  const inNamespaces = isSpaced ? found.toSorted((a, b) => compareTexts(a.namespace, b.namespace)) : found;
  const isOpen = (family: Branch): boolean => turned.get(family.id) ?? (open.has(family.id) || holds(family, selected));

  return (
    <section class="graph" aria-labelledby="graph-title">
      <h2 id="graph-title">Topology</h2>
      {found.length === 0 && (
        <p class="nothing">{graph.nodes.length === 0 ? 'Nothing in AWS yet.' : 'Nothing matches.'}</p>
      )}
      <div class="families">
        {inNamespaces.map((family, index) => (
          <Fragment key={family.id}>
            {isSpaced && family.namespace !== inNamespaces[index - 1]?.namespace && (
              <h3>{family.namespace === '' ? 'of no manifest' : family.namespace}</h3>
            )}
            <details open={isOpen(family)}>
              <summary
                onClick={(event) => {
                  event.preventDefault();
                  setTurned(new Map(turned).set(family.id, !isOpen(family)));
                }}
              >
                <b>{family.label}</b> <span class="quiet">{summaryOf(family)}</span>
              </summary>
              {isOpen(family) && <Unfolded family={family} selected={selected} onSelect={onSelect} />}
            </details>
          </Fragment>
        ))}
      </div>
    </section>
  );
}

interface UnfoldedProps extends Pick<GraphProps, 'selected' | 'onSelect'> {
  readonly family: Branch;
}

function Unfolded({ family, selected, onSelect }: UnfoldedProps): VNode {
  const isNarrow = useIsNarrow();
  const drawn = useMemo(() => layOut(family), [family]);
  if (isNarrow) return <Tree drawn={drawn} label={family.label} selected={selected} onSelect={onSelect} />;
  return (
    <div class="scroll">
      <Drawing drawn={drawn} label={family.label} selected={selected} onSelect={onSelect} />
    </div>
  );
}

function summaryOf({ nodes, troubled }: Branch): string {
  return troubled === 0 ? `${nodes.length} objects` : `${nodes.length} objects, ${troubled} with problems`;
}

function holds({ nodes }: Branch, selected: string | undefined): boolean {
  return selected !== undefined && nodes.some(({ manifest }) => manifest === selected);
}

function isFound({ nodes }: Branch, search: string): boolean {
  return nodes.some(({ id, label, manifest, health, text, drifted, withheld }) =>
    matches([id, label, manifest, health, text, drifted ? 'drifted' : undefined, withheld && 'withheld'], search),
  );
}

/** The first is always open, and then as many as there is room for. */
function openedFirst(families: readonly Branch[]): ReadonlySet<string> {
  const open = new Set<string>();
  let room = mostNodes;
  for (const { id, nodes } of families) {
    if (open.size > 0 && nodes.length > room) break;
    open.add(id);
    room -= nodes.length;
  }
  return open;
}
