import { sameJson } from './json.ts';
import { lazyOf } from './lazy.ts';
import { pointer } from './problem.ts';
import { hasUnknown } from './value.ts';

/**
 * How one field of a state is compared, and what a change to it needs: a group of fields that one AWS call writes, or a
 * replacement. The diff, the plan's words, the drift report and the choice of AWS call all come from this row.
 */
export interface Field<T, State, Group extends string = string> {
  /** A function where it depends on how the live one was made. */
  readonly onChange: Group | 'replace' | ((live: State) => Group | 'replace');
  readonly same?: (wanted: T, live: T | undefined) => boolean;
  /** A record of which each key is a field of its own: tags, attributes. */
  readonly keyed?: true;
  /**
   * AWS's default: what a field goes back to once it is no longer declared. None: it is left as it is. Asked of what is
   * declared over what stands, since a listener that changes its protocol has the defaults of the new one.
   */
  readonly default?: (coming: State) => T | undefined;
  /** A list of what is attached: a member that a manifest leaves out is detached. */
  readonly attached?: true;
  /** The field's path in the manifest, where it is not its own name; an empty one stands for the element itself. */
  readonly path?: string;
  /** What is reported of it, where the manifest says in one field what a state keeps in several. */
  readonly shown?: (state: State) => unknown;
  /** Whether a change may be felt by traffic. */
  readonly impact?: 'brief';
  /** Live has it only once something uses it: nothing live agrees with anything wanted. */
  readonly unset?: 'same';
}

/** One row for each field: a forgotten one is a compile error. */
export type Fields<State, Group extends string = string> = {
  readonly [K in keyof State]-?: Field<NonNullable<State[K]>, State, Group>;
};

/** One difference between wanted and live. */
export interface Difference {
  /** The state's field, and the key inside it where the field is keyed. */
  readonly field: string;
  readonly key?: string;
  /** Relative to where the resource stands in the manifest, e.g. `/attributes/idle_timeout.timeout_seconds`. */
  readonly path: string;
  readonly live: unknown;
  readonly wanted: unknown;
  /** `declared`: the manifest says so; `reset`: it once did, so the field goes back to AWS's default. */
  readonly why: 'declared' | 'reset';
}

/** A live value that no manifest declares and that is not AWS's default: reported, never changed. */
export interface Undeclared {
  readonly path: string;
  readonly live: unknown;
  readonly default: unknown;
}

export interface Comparison {
  readonly differences: Difference[];
  readonly undeclared: Undeclared[];
}

type Row = Field<unknown, unknown>;
type Rows = readonly (readonly [field: string, row: Row])[];
type Members = Readonly<Record<string, unknown>>;

/** The rows of a table, listed once: each comparison asks for them. */
const rowsOf = lazyOf((fields: object) => Object.entries(fields) as unknown as Rows);

/** Compares field by field. `once` says whether a field that is no longer declared was declared before. */
export function compare<State extends object>(
  fields: Fields<State>,
  wanted: State,
  live: State,
  once: (field: string, key?: string) => boolean,
): Comparison {
  const result: Comparison = { differences: [], undeclared: [] };
  const rows = rowsOf(fields);
  let coming: State | undefined;
  const fallbackOf = (row: Row): unknown => row.default?.((coming ??= overlaid(rows, wanted, live)));
  for (const [field, row] of rows) {
    const want = (wanted as Members)[field];
    const have = (live as Members)[field];
    if (row.keyed) {
      const defaults = (have === undefined ? none : (fallbackOf(row) ?? none)) as Members;
      compareKeys(field, row, membersOf(wanted, field), membersOf(live, field), defaults, once, result);
    } else {
      const fallback = want === undefined && have !== undefined ? fallbackOf(row) : undefined;
      compareOne({ field, row }, want, have, fallback, once, result);
    }
  }
  return result;
}

/** What is declared, over what stands. */
function overlaid<State extends object>(rows: Rows, wanted: State, live: State): State {
  const coming = { ...live, ...wanted } as Record<string, unknown>;
  for (const [field, { keyed }] of rows) {
    if (keyed) coming[field] = { ...membersOf(live, field), ...membersOf(wanted, field) };
  }
  return coming as State;
}

function membersOf(state: object, field: string): Members {
  return ((state as Members)[field] ?? none) as Members;
}

const none: Members = {};

function compareKeys(
  field: string,
  row: Row,
  wanted: Members,
  live: Members,
  defaults: Members,
  once: (field: string, key?: string) => boolean,
  result: Comparison,
): void {
  const own: Comparison = { differences: [], undeclared: [] };
  for (const key of Object.keys(wanted)) {
    compareOne({ field, key, row }, wanted[key], live[key], defaults[key], once, own);
  }
  for (const key of Object.keys(live)) {
    if (!Object.hasOwn(wanted, key)) compareOne({ field, key, row }, undefined, live[key], defaults[key], once, own);
  }
  if (own.differences.length > 0) result.differences.push(...own.differences.sort(byPath));
  if (own.undeclared.length > 0) result.undeclared.push(...own.undeclared.sort(byPath));
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

function compareOne(
  at: { field: string; key?: string; row: Row },
  wanted: unknown,
  live: unknown,
  fallback: unknown,
  once: (field: string, key?: string) => boolean,
  result: Comparison,
): void {
  const { row } = at;
  if (wanted !== undefined) {
    if (!isSame(row, wanted, live)) result.differences.push({ ...placeOf(at), live, wanted, why: 'declared' });
    return;
  }
  if (live === undefined || (fallback !== undefined && isSame(row, fallback, live))) return;
  const removable = fallback !== undefined || (row.keyed === true && row.default === undefined);
  if (removable && once(at.field, at.key)) {
    result.differences.push({ ...placeOf(at), live, wanted: fallback, why: 'reset' });
  } else if (fallback !== undefined || row.keyed) {
    result.undeclared.push({ path: placeOf(at).path, live, default: fallback });
  }
}

function placeOf({
  field,
  key,
  row,
}: {
  field: string;
  key?: string;
  row: Row;
}): Pick<Difference, 'field' | 'key' | 'path'> {
  return key === undefined ? { field, path: pathOf(field, row) } : { field, key, path: keyPath(field, row, key) };
}

/** Whether what is wanted of a field stands. */
export function isSame(row: Row, wanted: unknown, live: unknown): boolean {
  if (live === undefined && row.unset === 'same') return true;
  // Nothing live is like what AWS has yet to name.
  if (row.same === undefined) return sameJson(wanted, live);
  return !hasUnknown(wanted) && row.same(wanted, live);
}

function keyPath(field: string, row: Row, key: string): string {
  return `${pathOf(field, row)}${pointer([key])}`;
}

function pathOf(field: string, row: Row): string {
  return row.path ?? `/${field}`;
}

/** Everything that a state says, as differences from nothing: what a creation brings, or a deletion takes. */
export function contents<State extends object>(fields: Fields<State>, state: State): Difference[] {
  return rowsOf(fields).flatMap(([field, row]) => {
    const value = (state as Members)[field];
    // The place of an element is found by its name, and what uses it by its users.
    if (value === undefined || row.path === '' || row.unset === 'same') return [];
    if (!row.keyed) return [whole({ field, path: pathOf(field, row) }, row.shown?.(state) ?? value)];
    return Object.entries(value as Members)
      .map(([key, member]) => whole({ field, key, path: keyPath(field, row, key) }, member))
      .sort(byPath);
  });
}

function whole(where: Pick<Difference, 'field' | 'key' | 'path'>, wanted: unknown): Difference {
  return { ...where, live: undefined, wanted, why: 'declared' };
}

/** The names of every field (and key of a keyed field) that a state declares. */
export function declaredNames<State extends object>(fields: Fields<State>, state: State): string[] {
  const names: string[] = [];
  for (const field of Object.keys(state)) {
    const value = (state as Members)[field];
    const row = (fields as unknown as Readonly<Record<string, Row>>)[field];
    if (row === undefined || value === undefined) continue;
    if (row.keyed) for (const key of Object.keys(value as Members)) names.push(memoryName(field, key));
    else names.push(memoryName(field));
  }
  return names;
}

/** The name under which it is remembered that a field was declared. */
export function memoryName(field: string, key?: string): string {
  return key === undefined ? field : `${field}.${key}`;
}

/** Whether a list is left without one that stands in it. Of a member only what is declared counts. */
export function losesMembers(wanted: unknown, live: unknown): boolean {
  if (!Array.isArray(live)) return false;
  const members: readonly unknown[] = Array.isArray(wanted) ? wanted : [];
  return live.some((one: unknown) => !members.some((member) => agrees(member, one)));
}

function agrees(wanted: unknown, live: unknown): boolean {
  if (typeof wanted !== 'object' || wanted === null || typeof live !== 'object' || live === null) {
    return sameJson(wanted, live);
  }
  return Object.entries(wanted).every(([key, value]) => sameJson(value, (live as Members)[key]));
}

/** For lists whose order AWS does not keep. */
export function sameSet(wanted: readonly unknown[], live: readonly unknown[] | undefined): boolean {
  if (live === undefined) return wanted.length === 0;
  if (wanted.length !== live.length) return false;
  if (sameJson(wanted, live)) return true;
  const key = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
  const left = wanted.map(key).sort();
  const right = live.map(key).sort();
  return left.every((value, index) => value === right[index]);
}
