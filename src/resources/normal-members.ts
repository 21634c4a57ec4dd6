import { compareTexts } from '../core/compare.ts';
import { sameJson } from '../core/json.ts';

/*
 * What AWS takes and gives back in its own words, in one form for what is asked for and for what is told: AWS fills its defaults
 * in, echoes empty lists, and keeps no order of what is told apart by a name.
 */

export type Members = Readonly<Record<string, unknown>>;

/** What a family of such values needs to be told apart, by the name of the member in which it stands. */
export interface NormalTables {
  /** What AWS sets by itself; as good as absent. */
  readonly defaults: Readonly<Record<string, Members>>;
  /** Lists whose order means nothing, each with what tells its items apart; texts are told apart by themselves. */
  readonly unordered: Readonly<Record<string, readonly string[]>>;
  /** Maps whose keys are the user's own. */
  readonly verbatim: ReadonlySet<string>;
}

export interface Normalizer {
  readonly members: (members: Members, place: string) => Members;
  readonly list: (list: readonly unknown[], place: string) => readonly unknown[];
}

export function normalizer({ defaults, unordered, verbatim }: NormalTables): Normalizer {
  function members(given: Members, place: string): Members {
    const standard = defaults[place] ?? {};
    return Object.fromEntries(
      Object.entries(given)
        .map(([key, value]) => [key, normal(value, key)] as const)
        .filter(([key, value]) => !isEmpty(value) && !sameJson(value, standard[key]))
        // So that what is shown differs only where it differs.
        .toSorted(([a], [b]) => compareTexts(a, b)),
    );
  }

  function normal(value: unknown, place: string): unknown {
    if (Array.isArray(value)) return list(value, place);
    // An empty text is a value there.
    if (verbatim.has(place)) return value;
    return typeof value === 'object' && value !== null ? members(value as Members, place) : value;
  }

  function list(given: readonly unknown[], place: string): readonly unknown[] {
    const items = given.map((item) =>
      typeof item === 'object' && item !== null ? members(item as Members, place) : item,
    );
    const by = unordered[place];
    return by === undefined ? items : items.toSorted((a, b) => compareTexts(sortKey(a, by), sortKey(b, by)));
  }

  return { members, list };
}

export function defined(members: Members): Members {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function sortKey(item: unknown, by: readonly string[]): string {
  if (typeof item !== 'object' || item === null) return String(item);
  return by
    .map((key) => String((item as Readonly<Record<string, string | number>>)[key] ?? '').padStart(5, '0'))
    .join(' ');
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}
