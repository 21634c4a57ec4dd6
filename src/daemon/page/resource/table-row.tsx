import type { VNode } from 'preact';
import { age } from '../../../report/text/duration.ts';
import { manifestOf, type Row } from '../api.ts';
import { healthWords, Mark } from '../mark.tsx';
import { clockTime } from '../time.ts';

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
  const { kind, namespace, name, health, drifted, since, unseen } = row;
  return (
    <tr
      data-at={at}
      class={unseen === undefined ? undefined : 'earlier'}
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
        <Mark state={health} label={healthWords[health]} /> {wordsOf(row)}
        {unseen !== undefined && <span class="quiet"> · last read {clockTime(unseen.seenAt, now)}</span>}
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

function wordsOf({ kind, ready, health, state, reason }: Row): string {
  const isExplained = ready !== 'True' || (health === 'degraded' && kind !== 'TargetGroup');
  if (isExplained) return reason ?? 'unknown';
  return health === 'unused' ? healthWords.unused : (state ?? 'yes');
}

function wordOf({ drifted, notCreated }: Row): string {
  if (drifted === 'Unknown') return 'unknown';
  return notCreated > 0 ? 'not created' : 'no';
}
