import type { Filter } from '@aws-sdk/client-ec2';
import { AwsError } from '../service.ts';
import { type KindName, notFound } from './kinds.ts';
import type { Tags } from './state.ts';

type Value = string | number | boolean | undefined;

type Look<Item> = (item: Item) => Value | readonly Value[];

const BEYOND = 'beyond the simulator';

/** What each filter of a Describe call looks at; `tag:KEY` and `tag-key` need no row. */
export type FilterTable<Item> = Readonly<Record<string, Look<Item> | typeof BEYOND>>;

/** Filters by what nothing here has: nothing passes them. */
export function noneHas(...names: readonly string[]): Record<string, () => undefined> {
  return Object.fromEntries(names.map((name) => [name, () => undefined]));
}

/** Filters that AWS has and the simulator has not: they are refused, and not as AWS would. */
export function beyond(...names: readonly string[]): Record<string, typeof BEYOND> {
  return Object.fromEntries(names.map((name) => [name, BEYOND]));
}

interface Selection<Item> {
  readonly kind: KindName;
  readonly records: ReadonlyMap<string, Item>;
  readonly ids: readonly string[] | undefined;
  readonly filters: readonly Filter[] | undefined;
  readonly table: FilterTable<Item>;
}

/** The records that a Describe call asks for. One unknown id fails the call as a whole. */
export function select<Item extends { readonly tags: Tags }>(selection: Selection<Item>): Item[] {
  const { kind, records, ids, filters, table } = selection;
  if (ids === undefined || ids.length === 0) return matching(records.values(), filters, table);
  const missing = ids.filter((id) => !records.has(id));
  if (missing.length > 0) throw notFound(kind, missing);
  const wanted = new Set(ids);
  return matching(
    [...records].flatMap(([id, item]) => (wanted.has(id) ? [item] : [])),
    filters,
    table,
  );
}

/** The items that pass every filter; a filter is passed when any of its values matches, `*` and `?` included. */
export function matching<Item extends { readonly tags: Tags }>(
  items: Iterable<Item>,
  filters: readonly Filter[] = [],
  table: FilterTable<Item>,
): Item[] {
  const tests = filters.map((filter) => compile(filter, table));
  return [...items].filter((item) => tests.every((test) => test(item)));
}

function compile<Item extends { readonly tags: Tags }>(
  filter: Filter,
  table: FilterTable<Item>,
): (item: Item) => boolean {
  const name = filter.Name ?? '';
  const patterns = (filter.Values ?? []).map(wildcard);
  const get = getter(name, table);
  return (item) => {
    const found = get(item);
    const values = Array.isArray(found) ? (found as readonly Value[]) : [found as Value];
    return values.some((value) => value !== undefined && patterns.some((pattern) => pattern.test(String(value))));
  };
}

function getter<Item extends { readonly tags: Tags }>(name: string, table: FilterTable<Item>): Look<Item> {
  if (name.startsWith('tag:')) return (item) => item.tags.get(name.slice('tag:'.length));
  if (name === 'tag-key') return (item) => [...item.tags.keys()];
  const row = Object.hasOwn(table, name) ? table[name] : undefined;
  if (row === undefined) throw new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`);
  if (row === BEYOND)
    throw new AwsError('InvalidParameterValue', `The simulator does not know the filter '${name}'; AWS does.`);
  return row;
}

function wildcard(pattern: string): RegExp {
  // Runs of `*` are one: kept apart they would make the expression backtrack exponentially.
  const source = pattern
    .replaceAll(/\*+/g, '*')
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's');
}

interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** The fewest results that most of EC2's calls can be asked for at once. */
export const FEWEST = 5;

/** One page of a Describe call, and the token for the next where there is one. */
export function page<Item>(
  items: readonly Item[],
  request: PageRequest,
  fewest = 1,
): { items: Item[]; NextToken?: string } {
  const start = request.NextToken ? offsetOf(request.NextToken) : 0;
  const size = request.MaxResults ?? items.length;
  if (request.MaxResults !== undefined && (size < fewest || size > 1000))
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${size} ) for parameter maxResults is invalid. Expecting a value from ${fewest} to 1000.`,
    );
  const end = start + size;
  const slice = items.slice(start, end);
  return end < items.length ? { items: slice, NextToken: tokenFor(end) } : { items: slice };
}

function tokenFor(offset: number): string {
  return Buffer.from(`from:${offset}`).toString('base64');
}

function offsetOf(token: string): number {
  const offset = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64').toString('latin1'))?.[1];
  if (offset === undefined) throw new AwsError('InvalidParameterValue', `Unable to parse pagination token '${token}'`);
  return Number(offset);
}
