import { compare, contents, type Difference, type Field, type Undeclared } from '../fields.ts';
import { readOwnership, type Owned } from '../ownership.ts';
import type { Diff, Impact } from '../plan.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import type { ResourceId, Secret, Unknown } from '../value.ts';
import { isIgnored, withIgnoredParts } from './ignored.ts';

type Row = Pick<Field<unknown, object>, 'onChange' | 'impact' | 'shown'>;

/** Whether a resource is what it should be, field by field. */
export interface Judgement {
  /** What is wanted, but for what is to be left as it stands. */
  readonly state: object;
  readonly differences: readonly Difference[];
  readonly undeclared: readonly Undeclared[];
  readonly replace: boolean;
  readonly groups: readonly string[];
}

export function judge(type: ResourceType, wanted: Wanted, live: Live): Judgement {
  const fields = type.fields;
  let owned: Owned | undefined;
  const once = (field: string, key?: string): boolean =>
    (owned ??= readOwnership(live.tags))?.once(field, key) ?? false;
  const state = withIgnoredParts(type, wanted, live);
  const { differences, undeclared } = compare(fields, state, live.state, once);
  if (differences.length === 0 && undeclared.length === 0) {
    return { state, differences, undeclared, replace: false, groups: [] };
  }
  const considered = differences.filter((difference) => !isIgnored(wanted, difference.path));
  const groups = [...new Set(considered.map((difference) => groupOf(type, difference.field, live)))];
  return {
    state,
    differences: considered,
    undeclared: undeclared
      .filter((one) => !isIgnored(wanted, one.path))
      .map((one) => ({ ...one, path: `${wanted.at}${one.path}` })),
    replace: groups.includes('replace'),
    groups,
  };
}

/** The group of fields that a field is written with, or `replace`. */
export function groupOf(type: ResourceType, field: string, live: Live): string {
  const { onChange } = rowOf(type, field);
  return typeof onChange === 'function' ? onChange(live.state) : onChange;
}

function rowOf(type: ResourceType, field: string): Row {
  return (type.fields as unknown as Record<string, Row>)[field]!;
}

/** Where in a manifest it stands that something differs. */
type InManifest = Pick<Wanted, 'at' | 'manifest'>;

/** Differences as people see them. What two fields of a state say of the same field of a manifest is reported once. */
export function shownDifferences({ at, manifest }: InManifest, differences: readonly Difference[]): Diff[] {
  const home = manifest.split('/')[1];
  const paths = new Set<string>();
  const first = differences.filter(({ path }) => !paths.has(path) && paths.add(path));
  return first.map(({ path, live, wanted, why }) => ({
    path: `${at}${path}`,
    live: shown(live, home),
    wanted: shown(wanted, home),
    ...(why === 'reset' ? { reset: true as const } : {}),
  }));
}

/** The same of what was judged: a field of the manifest that stands in several of the state is reported as a whole. */
export function judgedDifferences(
  type: ResourceType,
  wanted: InManifest,
  { state, differences }: Judgement,
  live: Live,
): Diff[] {
  const whole = differences.map((difference) => {
    const row = rowOf(type, difference.field);
    if (row.shown === undefined) return difference;
    return { ...difference, live: row.shown(live.state), wanted: row.shown(state) };
  });
  return shownDifferences(wanted, whole);
}

/** What goes with a deletion. */
export function lostContents(type: ResourceType, place: InManifest, live: Live): Diff[] {
  const all = shownDifferences(place, contents(type.fields, live.state));
  return all.map((diff) => ({ path: diff.path, live: diff.wanted, wanted: null }));
}

/** What a person or another tool may see of a value: what is known after apply in words, a secret never. */
function shown(value: unknown, home: string | undefined): unknown {
  if (Array.isArray(value)) return value.map((member) => shown(member, home));
  if (typeof value !== 'object' || value === null) return value ?? null;
  if ('$unknown' in value) return `${nameIn(home, (value as Unknown).$unknown)} (known after apply)`;
  if ('$secret' in value) return shownSecret(value as Secret);
  if ('$ref' in value) return `(${String(value.$ref)})`;
  if ('$find' in value) return `(${String(value.$find)})`;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shown(member, home)]));
}

/** `web-blue`, `web-alb/80`: what people call it, with its namespace where that is another one. */
function nameIn(home: string | undefined, id: ResourceId): string {
  const [, namespace, ...name] = id.split('/');
  return [...(namespace === home ? [] : [namespace]), ...name].join('/');
}

/** Enough to see that it changed, too little to learn anything. */
function shownSecret({ digest }: Secret): string {
  return digest === '' ? '(secret, not set)' : `(secret ${digest.slice(0, 4)}…)`;
}

export function impactOf(type: ResourceType, judgement: Judgement): Impact {
  if (judgement.replace) return 'replacement';
  return judgement.differences.some((difference) => rowOf(type, difference.field).impact === 'brief')
    ? 'brief'
    : 'none';
}
