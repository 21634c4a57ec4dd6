import { manifestOf, type Row } from '../api.ts';

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

/** Every word of the search has to be somewhere in the row. */
export function found(rows: readonly Row[], search: string): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const text = textOf(row);
    return words.every((word) => text.includes(word));
  });
}

/** Rows that are alike stay in the order of their names. */
export function sorted(rows: readonly Row[], { by, isDown }: Order): readonly Row[] {
  const key = keys[by];
  const sign = isDown ? -1 : 1;
  return rows.toSorted((a, b) => sign * compared(key(a), key(b)) || compared(manifestOf(a), manifestOf(b)));
}

function textOf(row: Row): string {
  const { place, source, reason = '', state = '', dnsName = '' } = row;
  const words = [
    ...(row.drifted === 'True' ? ['drifted'] : []),
    ...(row.ready === 'True' ? ['ready'] : ['not-ready']),
    ...(row.stalled === 'True' ? ['stalled'] : []),
  ];
  return [manifestOf(row), place, source, reason, state, dnsName, ...words].join(' ').toLowerCase();
}

function compared(a: string | number, b: string | number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
