import * as fc from 'fast-check';

/** What must reach nobody's terminal: C0 but line breaks and tabs, DEL, C1, what turns the direction of writing. */
// oxlint-disable-next-line no-control-regex -- these are what is looked for
const forbidden = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]/gu;

/** Clears the screen, rings, paints by C1, turns the direction, sets a title, forges a line, hides itself. */
export const signs = [
  '\u001b[2J',
  '\u001b[31m',
  '\u001b]0;title\u0007',
  '\u0007',
  '\u009b31m',
  '\u202e',
  '\u2066',
  '\u200f',
  '\u200b',
  '\r',
  '\b',
  '\u007f',
  '\u0085',
  '\u2028',
  '\ufeff',
  '\u{e0041}',
];

/** What is forbidden and stands in the text all the same, spelled out and with what stands before it. */
export function forbiddenIn(text: string): string[] {
  return [...text.matchAll(forbidden)].map(({ 0: sign, index }) => {
    const code = sign.codePointAt(0)!.toString(16).padStart(4, '0');
    return `U+${code} after ${JSON.stringify(text.slice(Math.max(0, index - 40), index))}`;
  });
}

/** A few signs in a row. */
export const hostile: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...signs), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('x'));

/** Fields whose words are our own: what they say decides what is done. */
const own = new Set('action cause doing impact kind phase reason role status trigger type would'.split(' '));

/**
 * The same data, with the signs at the end of every text that can come from others, and of every key that is a name in
 * the data and not a field. The same text is the same afterwards, so that what referred to something still does.
 */
export function poisoned<T>(data: T, poison: string): T {
  return poison === '' ? data : (inside(data) as T);

  function inside(value: unknown): unknown {
    if (typeof value === 'string') return `${value}${poison}`;
    if (Array.isArray(value)) return value.map(inside);
    if (value instanceof Map) return new Map([...value].map(([key, inner]) => [inside(key), inside(inner)]));
    if (value instanceof Set) return new Set([...value].map(inside));
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]: [string, unknown]) => {
        const isOurs = typeof inner === 'string' && own.has(key);
        return [/^[a-zA-Z0-9]+$/.test(key) ? key : `${key}${poison}`, isOurs ? inner : inside(inner)];
      }),
    );
  }
}
