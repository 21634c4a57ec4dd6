import { sameSense } from './senses.ts';
import type { Shape } from './shape.ts';

/** Whether a value is what a schema asks for. */
export type Fits = (shape: Shape, value: unknown) => boolean;

/** Nobody reads a hint of more items than that. */
const most = 20;

/** Values that fit where this one does not and say the same: under a key, in a list, as a number … The likeliest first. */
export function meantBy(shape: Shape, value: unknown, fits: Fits): readonly unknown[] {
  if (value === null || value === undefined || (Array.isArray(value) && value.length > most)) return [];
  if (fits(shape, value)) return [value];
  return madeOf(shape, value, fits).filter((made) => fits(shape, made));
}

function madeOf(shape: Shape, value: unknown, fits: Fits): readonly unknown[] {
  if (shape.items !== undefined) return inList(shape.items, value, fits);
  if (Array.isArray(value)) return shape.additionalProperties ? asMap(value) : alone(shape, value, fits);
  if (typeof value === 'object') return [];
  return shape.properties === undefined ? otherwise(shape, value) : underKey(shape, value, fits);
}

function inList(item: Shape, value: unknown, fits: Fits): readonly unknown[] {
  if (!Array.isArray(value)) return meantBy(item, value, fits).map((made) => [made]);
  const all = value.map((one) => meantBy(item, one, fits)[0]);
  return all.includes(undefined) ? [] : [all];
}

function alone(shape: Shape, [only, ...others]: readonly unknown[], fits: Fits): readonly unknown[] {
  return others.length === 0 ? meantBy(shape, only, fits) : [];
}

/** A list of keys with their values, as AWS writes tags, or of maps. */
function asMap(items: readonly unknown[]): readonly unknown[] {
  const maps = items.filter((item): item is object => typeof item === 'object' && item !== null);
  return maps.length < items.length ? [] : [Object.fromEntries(maps.flatMap(pairsOf))];
}

function pairsOf(item: object): [key: string, value: unknown][] {
  const members = Object.entries(item) as [string, unknown][];
  const named = (...names: string[]): unknown => members.find(([name]) => names.includes(name.toLowerCase()))?.[1];
  const key = named('key', 'name');
  const value = named('value');
  return members.length === 2 && typeof key === 'string' && value !== undefined ? [[key, value]] : members;
}

/** An id or an ARN says what it is; a name may stand under several keys. */
const decisiveKeys: ReadonlySet<string> = new Set(['id', 'arn']);

function underKey(shape: Shape, value: unknown, fits: Fits): readonly unknown[] {
  const { properties = {}, required = [], oneKey } = shape;
  const ends = /^(\d+) ?- ?(\d+)$/.exec(String(value))?.slice(1).map(Number);
  if (ends !== undefined && required.join() === 'from,to') return [{ from: ends[0], to: ends[1] }];
  const made = (oneKey?.keys ?? (required.length === 1 ? required : [])).flatMap((key) => {
    const inside = properties[key] ?? {};
    const looks = inside.looks === undefined ? undefined : new RegExp(inside.looks, 'i').test(String(value));
    if (looks === false) return [];
    const meant = key === value ? [true] : meantBy(inside, value, fits);
    const decides = looks === true || key === value;
    return meant.map((one) => ({ form: { [key]: one }, decides: decides || isDecisive({ [key]: one }) }));
  });
  const decisive = made.filter(({ decides }) => decides);
  return (decisive.length === 0 ? made : decisive).map(({ form }) => form);
}

function isDecisive(form: unknown): boolean {
  if (typeof form !== 'object' || form === null) return false;
  return Object.entries(form).some(([key, inner]) => decisiveKeys.has(key) || isDecisive(inner));
}

/** A scalar spelt as the schema wants it. */
function otherwise({ type, enum: choices }: Shape, value: unknown): readonly unknown[] {
  if (choices !== undefined) return [sameSense(value, choices)];
  const made = [type].flat().map((each) => {
    if (each === 'string') return typeof value === 'string' ? undefined : String(value);
    if (each === 'boolean') return sameSense(value, [true, false]);
    return typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value) ? Number(value) : undefined;
  });
  return made.filter((one) => one !== undefined);
}
