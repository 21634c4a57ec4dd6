import { commonMistake } from './common-mistakes.ts';
import { keyMeant, wordsBehind, wordsOf } from './key-words.ts';
import { meantBy, type Fits } from './meant.ts';
import { nearest } from './nearest.ts';
import { sameSense } from './senses.ts';
import type { Shape } from './shape.ts';
import { inYaml } from './words.ts';

/** A field that is not known where it stands. */
interface Unknown {
  readonly key: string;
  /** What is known there. */
  readonly shape: Shape;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What was probably meant by it. */
export interface Meaning {
  readonly hint: string;
  /** The known field that it stands for. */
  readonly field?: string | undefined;
}

/** What was meant by a field that is not known: another one, one further in, or one of AWS's attributes. */
export function meaningOf(unknown: Unknown, fits: Fits): Meaning {
  const { key, data, shape } = unknown;
  const fields = Object.keys(shape.properties ?? {});
  if (key.includes('${')) return { hint: 'variables stand in values, never in keys' };
  const mistake = commonMistake(key, data[key], fields);
  if (mistake !== undefined) return { hint: mistake };
  const inner = asAttributes(unknown) ?? further(unknown, fits);
  if (inner !== undefined) return inner;
  // Who has said it already does not mean it once more.
  const absent = fields.filter((field) => !Object.hasOwn(data, field));
  const field = nearest(key, absent) ?? keyMeant(key, absent);
  if (field !== undefined) return { hint: `did you mean ${field}?`, field };
  return { hint: `known here: ${fields.join(', ')}` };
}

/** `idleTimeout: 60` or `stickiness: { enabled: true }`, where attributes have AWS's own keys. */
function asAttributes({ key, data, shape: { properties = {} } }: Unknown): Meaning | undefined {
  const given = membersOf(key, data[key]);
  for (const [field, { keys }] of Object.entries(properties)) {
    if (keys === undefined || given.length === 0) continue;
    const said = given.map(([name, value]) => [keyMeant(name, Object.keys(keys), value), value] as const);
    if (said.every(([meant]) => meant !== undefined))
      return { hint: placed(field, Object.fromEntries(said), data), field };
  }
  return undefined;
}

function membersOf(name: string, value: unknown): [name: string, value: unknown][] {
  if (Array.isArray(value) || value === null) return [];
  if (typeof value !== 'object') return [[name, typeof value === 'string' ? plainly(value) : value]];
  return Object.entries(value).flatMap(([key, member]) => membersOf(`${name}.${wordsOf(key).join('.')}`, member));
}

function plainly(value: string): unknown {
  return /^\d/.test(value) ? value : (sameSense(value, [true, false]) ?? value);
}

/** A field of a field: `ref` beside the target group that it points at, healthCheckPath, subnetIds. */
function further({ key, data, shape: { properties = {} } }: Unknown, fits: Fits): Meaning | undefined {
  const all = Object.entries(properties).flatMap(([field, shape]) => {
    const item = shape.items;
    const name = nameInside(key, field, (item ?? shape).properties ?? {}, item !== undefined);
    const inside = name === undefined ? undefined : (item ?? shape).properties?.[name];
    if (name === undefined || inside === undefined || (item !== undefined && field in data)) return [];
    const given = item === undefined ? [data[key]] : [data[key]].flat();
    const meant = given.map((one) => meantBy(inside, one, fits)[0]);
    if (meant.includes(undefined)) return [];
    const made = meant.map((value) => ({ [name]: value }));
    return [{ hint: placed(field, item === undefined ? made[0]! : made, data), field, begun: field in data }];
  });
  const likely = all.length === 1 ? all : all.filter(({ begun }) => begun);
  return likely.length === 1 ? likely[0] : undefined;
}

function nameInside(
  key: string,
  field: string,
  inside: Readonly<Record<string, Shape>>,
  isList: boolean,
): string | undefined {
  if (!isList && Object.hasOwn(inside, key)) return key;
  const rest = wordsBehind(key, field)?.join(' ') ?? '';
  if (rest === '') return undefined;
  const names = Object.keys(inside);
  const spelt = (name: string): string => wordsOf(name).join(' ');
  return (
    names.find((name) => spelt(name) === rest || `${spelt(name)}s` === rest) ??
    names.find((name) => spelt(name).startsWith(`${rest} `))
  );
}

function placed(field: string, value: object, data: Unknown['data']): string {
  const begun = data[field];
  if (typeof begun !== 'object' || begun === null) return `write ${field}: ${inYaml(value)}`;
  return `in ${field}, write ${inYaml(value).slice(2, -2)}`;
}
