import { groupBy } from '../../../core/group-by.ts';
import type { GraphNode } from '../../http/graph/graph.ts';
import { manifestOf, type Row } from '../api.ts';
import { byNumber } from '../by-number.ts';
import { matches } from '../search.ts';

export const columns = ['kind', 'name', 'ready', 'drifted', 'since'] as const;
export type Column = (typeof columns)[number];

export interface Order {
  readonly by: Column;
  readonly isDown: boolean;
}

const severity = { False: 0, Unknown: 1, True: 2 } as const;

const keys: Readonly<Record<Column, (row: Row) => string | number>> = {
  kind: ({ kind }) => kind,
  name: ({ namespace, name }) => `${namespace}/${name}`,
  ready: ({ ready }) => severity[ready],
  drifted: ({ drifted }) => -severity[drifted],
  since: ({ since }) => since ?? Infinity,
};

/** Every word of the search has to be somewhere in the row, or in an identifier of a part of it. */
export function found(rows: readonly Row[], search: string, nodes: readonly GraphNode[]): readonly Row[] {
  if (search.trim() === '') return rows;
  const parts = groupBy(nodes, ({ manifest }) => manifest);
  return rows.filter((row) => {
    const ids = parts.get(manifestOf(row))?.map(({ id }) => id) ?? [];
    return matches([...textsOf(row), ...ids], search);
  });
}

/** Rows that are alike stay in the order of their names. */
export function sorted(rows: readonly Row[], { by, isDown }: Order): readonly Row[] {
  const key = keys[by];
  const sign = isDown ? -1 : 1;
  return rows.toSorted((a, b) => sign * compared(key(a), key(b)) || compared(manifestOf(a), manifestOf(b)));
}

function textsOf(row: Row): readonly (string | undefined)[] {
  const { place, source, reason, state, dnsName, physical } = row;
  return [
    manifestOf(row),
    place,
    source,
    reason,
    state,
    dnsName,
    physical,
    row.drifted === 'True' ? 'drifted' : undefined,
    row.ready === 'True' ? 'ready' : 'not-ready',
    row.health,
    row.stalled === 'True' ? 'stalled' : undefined,
  ];
}

function compared(a: string | number, b: string | number): number {
  if (a === b) return 0;
  if (typeof a === 'string' && typeof b === 'string') return byNumber.compare(a, b);
  return a < b ? -1 : 1;
}
