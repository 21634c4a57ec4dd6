import type { VNode } from 'preact';
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { manifestOf, type Row } from '../api.ts';
import { TableRow } from './table-row.tsx';
import { columns, sorted, type Column, type Order } from './rows.ts';
import { sliceOf } from './slice.ts';

interface TableProps {
  readonly rows: readonly Row[];
  readonly now: number;
  readonly selected: string | undefined;
  readonly onSelect: (manifest: string) => void;
}

/** As the style sheet has it. */
const rowHeight = 28;

const titles: Readonly<Record<Column, string>> = {
  kind: 'Kind',
  name: 'Name',
  ready: 'Ready',
  drifted: 'Drifted',
  since: 'Since',
};

/** Steps by which keys move on. */
const steps: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  PageDown: 10,
  PageUp: -10,
  Home: -Infinity,
  End: Infinity,
};

/** Manifests, of which only those in sight are in the document. One row takes the tab key; arrows lead to the others. */
export function Table({ rows, now, selected, onSelect }: TableProps): VNode {
  const [order, setOrder] = useState<Order>({ by: 'drifted', isDown: false });
  const [current, setCurrent] = useState(0);
  const [view, setView] = useState({ top: 0, height: 600 });
  const frame = useRef<HTMLDivElement>(null);
  const steeringTo = useRef<number | undefined>(undefined);
  const inOrder = useMemo(() => sorted(rows, order), [rows, order]);
  const at = Math.min(current, Math.max(0, inOrder.length - 1));
  const { from, to, above, below } = sliceOf({ count: inOrder.length, rowHeight, ...view });

  const look = (): void => {
    const top = Math.max(0, -(frame.current?.getBoundingClientRect().top ?? 0));
    setView({ top, height: window.innerHeight });
  };
  useEffect(() => {
    look();
    const names = ['resize', 'scroll'] as const;
    for (const name of names) window.addEventListener(name, look, { passive: true });
    return () => {
      for (const name of names) window.removeEventListener(name, look);
    };
  }, []);
  useEffect(() => {
    // What was shown before the key was pressed has its turn here too, and must not take the focus back.
    if (steeringTo.current !== at) return;
    frame.current?.querySelector<HTMLElement>(`[data-at="${at}"]`)?.focus();
    steeringTo.current = undefined;
  });

  function onKey(event: KeyboardEvent): void {
    const step = steps[event.key];
    const row = inOrder[at];
    if (step !== undefined) {
      const next = Math.max(0, Math.min(inOrder.length - 1, at + step));
      steeringTo.current = next;
      setCurrent(next);
      bringIntoView(frame.current, next);
      look();
    } else if ((event.key === 'Enter' || event.key === ' ') && row !== undefined) onSelect(manifestOf(row));
    else return;
    event.preventDefault();
  }

  return (
    <div class="rows" ref={frame}>
      <table role="grid" aria-label="Resources" aria-rowcount={inOrder.length + 1}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} class={column} scope="col" aria-sort={sortOf(order, column)}>
                <button
                  type="button"
                  onClick={() => setOrder({ by: column, isDown: order.by === column && !order.isDown })}
                >
                  {titles[column]}
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={onKey}>
          {above > 0 && <Gap height={above} />}
          {inOrder.slice(from, to).map((row, index) => (
            <TableRow
              key={`${row.place} ${manifestOf(row)}`}
              row={row}
              at={from + index}
              now={now}
              isCurrent={from + index === at}
              isSelected={manifestOf(row) === selected}
              onFocus={() => setCurrent(from + index)}
              onSelect={onSelect}
            />
          ))}
          {below > 0 && <Gap height={below} />}
        </tbody>
      </table>
    </div>
  );
}

function Gap({ height }: { readonly height: number }): VNode {
  return (
    <tr aria-hidden>
      <td colSpan={columns.length} class="gap" height={height} />
    </tr>
  );
}

function sortOf({ by, isDown }: Order, column: Column): 'ascending' | 'descending' | 'none' {
  if (by !== column) return 'none';
  return isDown ? 'descending' : 'ascending';
}

/** The head stays in sight and covers one row. */
function bringIntoView(frame: HTMLDivElement | null, at: number): void {
  if (frame === null) return;
  const { top } = frame.getBoundingClientRect();
  const [first, last] = [top + at * rowHeight, top + (at + 2) * rowHeight];
  if (first < 0) window.scrollBy(0, first);
  else if (last > window.innerHeight) window.scrollBy(0, last - window.innerHeight);
}
