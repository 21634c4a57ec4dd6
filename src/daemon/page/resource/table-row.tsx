import type { VNode } from 'preact';
import { age } from '../../../report/duration.ts';
import { manifestOf, type Row } from '../api.ts';
import { Mark, type MarkState } from '../mark.tsx';

interface RowProps {
  readonly row: Row;
  readonly at: number;
  readonly now: number;
  readonly isCurrent: boolean;
  readonly isSelected: boolean;
  readonly onFocus: () => void;
  readonly onSelect: (manifest: string) => void;
}

export function TableRow({ row, at, now, isCurrent, isSelected, onFocus, onSelect }: RowProps): VNode {
  const { kind, namespace, name, ready, drifted, state, reason, since } = row;
  return (
    <tr
      data-at={at}
      aria-rowindex={at + 2}
      aria-selected={isSelected}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={onFocus}
      onClick={() => onSelect(manifestOf(row))}
    >
      <td class="kind">{kind}</td>
      <th scope="row" class="name">
        {namespace !== 'default' && <span class="quiet">{namespace}/</span>}
        {name}
      </th>
      <td class="ready">
        <Mark state={markOf(row)} /> {ready === 'True' ? (state ?? 'yes') : (reason ?? 'unknown')}
      </td>
      <td class="drifted">
        {drifted === 'True' ? (
          <span class="drift">
            ≠<span> drifted</span>
          </span>
        ) : (
          wordOf(row)
        )}
      </td>
      <td class="since">{since === undefined ? '' : age(now - since)}</td>
    </tr>
  );
}

export function markOf({ ready, stalled }: Pick<Row, 'ready' | 'stalled'>): MarkState {
  if (ready === 'True') return 'healthy';
  if (stalled === 'True') return 'unhealthy';
  return ready === 'False' ? 'pending' : 'unknown';
}

function wordOf({ drifted, notCreated }: Row): string {
  if (drifted === 'Unknown') return 'unknown';
  return notCreated > 0 ? 'not created' : 'no';
}
