import type { Path } from '../../core/problem.ts';
import type { AttributeTable } from '../../schema/attribute-table.ts';
import type { Fault } from '../../schema/fault.ts';
import { didYouMean } from '../../schema/nearest.ts';
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
      yield { path: at, onKey: true, message: `unknown attribute ${quote(key)}`, hint: meant(key, table, here) };
    } else if (row.defaults[place] === undefined) {
      const places = Object.keys(row.defaults);
      const message = `${owner} has no attribute ${key}`;
      yield { path: at, onKey: true, message, hint: `it belongs to ${listed(places, 'and')}` };
    } else if (!row.values.allows(String(value))) {
      const hint = row.values.among === undefined ? undefined : didYouMean(String(value), row.values.among);
      yield { path: at, message: `must be ${row.values.words}, is ${quote(String(value))}`, hint };
    }
  }
}

function meant(key: string, ...tables: readonly AttributeTable<string>[]): string | undefined {
  return tables
    .toReversed()
    .map((table) =>
      didYouMean(
        key,
        table.map((row) => row.key),
      ),
    )
    .find((hint) => hint !== undefined);
}
