import type { Shape } from './shape.ts';

/*
 * AWS's attributes (key and value, both texts) as data: which exist where, what they may say, what AWS sets by itself. The checks of
 * manifests, the comparison with AWS and the reset of a value that is no longer declared all read the same rows.
 */

/** What an attribute may say. */
interface Values {
  /** To follow "must be". */
  readonly words: string;
  /** For suggesting the one that was meant. */
  readonly among?: readonly string[];
  readonly allows: (value: string) => boolean;
  /** As much of it as a schema can say; absent where that is nothing. */
  readonly shape?: Shape;
}

/** One attribute; `Place` is whatever decides whether AWS knows it: a load balancer type, a protocol … */
interface Attribute<Place extends string> {
  readonly key: string;
  readonly values: Values;
  /** The places that have it, each with AWS's default there (`''` where AWS leaves it empty). */
  readonly defaults: { readonly [P in Place]?: string };
  readonly description: string;
}

export type AttributeTable<Place extends string> = readonly Attribute<Place>[];

/** AWS's default of each attribute in each place, by key. */
export function defaultsOf<Place extends string>(
  table: AttributeTable<Place>,
): ReadonlyMap<string, Attribute<Place>['defaults']> {
  return new Map(table.map(({ key, defaults }) => [key, defaults]));
}

/** What a schema can say of each key. */
export function keysOf(table: AttributeTable<string>): Readonly<Record<string, Shape>> {
  return Object.fromEntries(
    table.map(({ key, description, values }) => [
      key,
      { type: ['string', 'number', 'boolean'], description, words: values.words, ...values.shape },
    ]),
  );
}

/** One row of a table. */
export function attribute<Place extends string>(
  key: string,
  values: Values,
  defaults: Attribute<Place>['defaults'],
  description: string,
): Attribute<Place> {
  return { key, values, defaults, description };
}

/** The same default in several places. */
export function everywhere<Place extends string>(
  places: readonly Place[],
  value: string,
): { readonly [P in Place]?: string } {
  return Object.fromEntries(places.map((place) => [place, value])) as { [P in Place]?: string };
}

export function words(...among: string[]): Values {
  const shown = among.map((word) => (word === '' ? 'empty' : word));
  return {
    words: `one of ${shown.join(', ')}`,
    among,
    allows: (value) => among.includes(value),
    shape: { type: 'string', enum: among },
  };
}

export const onOff: Values = { ...words('true', 'false'), words: 'true or false' };

/** A whole number in a range, or one of some words. */
export function between(minimum: number, maximum: number, ...among: string[]): Values {
  const others = among.map((word) => ` or ${word === '' ? 'empty' : word}`).join('');
  return {
    words: `a whole number from ${minimum} to ${maximum}${others}`,
    allows: (value) =>
      among.includes(value) || (/^\d+$/.test(value) && Number(value) >= minimum && Number(value) <= maximum),
    shape: { type: ['integer', 'string'], minimum, maximum, pattern: `^(?:${[String.raw`\d+`, ...among].join('|')})$` },
  };
}

export function textUpTo(length: number): Values {
  return {
    words: `a text of at most ${length} characters`,
    allows: (value) => value.length <= length,
    shape: { type: 'string', maxLength: length },
  };
}
