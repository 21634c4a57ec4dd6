import { isSame, type Fields } from './fields.ts';

/** Something that a manifest has to say for what stands to be declared in full. */
export interface Declaration {
  readonly field: string;
  /** Where it is said, from where the resource stands in the manifest. */
  readonly path: readonly string[];
  readonly value: unknown;
}

/** How a manifest says a field that it spells otherwise than the state has it; nothing, where it is not said. */
export type Spelling<State> = {
  readonly [K in keyof State]?: (value: NonNullable<State[K]>, state: State) => unknown;
};

interface Row {
  readonly path?: string;
  readonly keyed?: true;
  readonly default?: (state: object) => unknown;
}

type Members = Readonly<Record<string, unknown>>;

/**
 * Every field of what stands, by the field table, but for those that are as AWS sets them by itself. A field with a spelling of its
 * own decides by itself whether it is said.
 */
export function declarationsOf<State extends object>(
  fields: Fields<State>,
  live: State,
  spelling: Spelling<State>,
): Declaration[] {
  return Object.entries<Row>(fields as unknown as Readonly<Record<string, Row>>).flatMap(([field, row]) => {
    const value = (live as Members)[field];
    const path = stepsOf(row.path ?? `/${field}`);
    if (value === undefined || path.length === 0) return [];
    const spell = (spelling as Readonly<Record<string, (value: unknown, state: State) => unknown>>)[field];
    if (spell !== undefined) {
      const said = spell(value, live);
      return said === undefined ? [] : [{ field, path, value: said }];
    }
    const standard = row.default?.(live);
    if (row.keyed !== true) return isStandard(row, standard, value) ? [] : [{ field, path, value }];
    return Object.entries(value as Members)
      .filter(([key, member]) => !isStandard(row, (standard as Members | undefined)?.[key], member))
      .map(([key, member]) => ({ field, path: [...path, key], value: member }));
  });
}

function isStandard(row: Row, standard: unknown, live: unknown): boolean {
  return standard !== undefined && isSame(row as Parameters<typeof isSame>[0], standard, live);
}

function stepsOf(path: string): string[] {
  return path.split('/').slice(1);
}
