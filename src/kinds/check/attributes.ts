import type { Path } from '../../core/problem.ts';
import type { AttributeTable } from '../../schema/attribute-table.ts';
import type { Fault } from '../../schema/fault.ts';
import { keyMeant } from '../../schema/key-words.ts';
import { didYouMean, nearest } from '../../schema/nearest.ts';
import { sameSense } from '../../schema/senses.ts';
import { listed, quote } from '../../schema/words.ts';

/** What users write for an attribute: AWS knows only texts. */
export type Given = Readonly<Record<string, string | number | boolean>>;

/** Keys that AWS does not know, does not know there, and values that it would refuse. */
export function* attributeFaults<Place extends string>(
  table: AttributeTable<Place>,
  place: Place,
  owner: string,
  given: Given,
  path: Path,
): Iterable<Fault> {
  const here = table.filter((row) => row.defaults[place] !== undefined);
  for (const [key, value] of Object.entries(given)) {
    const row = table.find((each) => each.key === key);
    const at = [...path, key];
    if (row === undefined) {
      yield { path: at, onKey: true, message: `unknown attribute ${quote(key)}`, hint: meant(key, here, table) };
    } else if (row.defaults[place] === undefined) {
      const message = `${owner} has no attribute ${key}`;
      yield { path: at, onKey: true, message, hint: `it is for ${listed(placesOf(row.defaults), 'and')}` };
    } else if (!row.values.allows(String(value))) {
      const hint = choiceMeant(String(value), row.values.among);
      yield { path: at, message: `must be ${row.values.words}, is ${quote(String(value))}`, hint };
    }
  }
}

/** The value that is as near, or says the same of on and off. */
function choiceMeant(value: string, among: readonly string[] = []): string | undefined {
  const same = sameSense(value, among);
  return same === undefined ? didYouMean(value, among) : `write ${same}`;
}

/** Places are told by their first word; the others are only about defaults. */
function placesOf(defaults: object): string[] {
  return [...new Set(Object.keys(defaults).map((place) => String(place.split(' ')[0])))];
}

/** An attribute of this place is likelier meant than one of another; the beginning of a key is often all that was written. */
function meant(key: string, ...tables: readonly AttributeTable<string>[]): string | undefined {
  for (const table of tables) {
    const keys = table.map((row) => row.key);
    const named = keyMeant(key, keys) ?? nearest(key, keys);
    if (named !== undefined) return `did you mean ${named}?`;
  }
  return undefined;
}
