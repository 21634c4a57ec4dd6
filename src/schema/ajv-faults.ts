import type { ErrorObject } from 'ajv';
import type { Path } from '../core/problem.ts';
import type { OneKey } from './dialect.ts';
import type { Fault } from './fault.ts';
import { didYouMean, nearest } from './nearest.ts';
import { shapeOf } from './shape.ts';
import { listed, quote, show } from './words.ts';

/** ajv's errors in human words: one fault for each mistake, however many rules the mistake breaks. */
export function ajvFaults(errors: readonly ErrorObject[], root: unknown): Fault[] {
  const seen = new Context(errors);
  return errors.filter((error) => !seen.isEcho(error)).map((error) => faultOf(error, root));
}

/** What else is wrong at the same place decides whether an error says anything new. */
class Context {
  readonly #mistyped = new Set<string>();
  readonly #unknown = new Map<string, string[]>();

  constructor(errors: readonly ErrorObject[]) {
    for (const error of errors) {
      if (error.keyword === 'type') this.#mistyped.add(error.instancePath);
      if (error.keyword !== 'additionalProperties') continue;
      const meant = nearest(unknownKey(error), fieldsOf(error)) ?? '';
      this.#unknown.set(error.instancePath, [...(this.#unknown.get(error.instancePath) ?? []), meant]);
    }
  }

  isEcho(error: ErrorObject): boolean {
    if (error.keyword !== 'type' && this.#mistyped.has(error.instancePath)) return true;
    const meant = this.#unknown.get(error.instancePath);
    if (meant === undefined) return false;
    // A field that is missing because its name is misspelt is one mistake, not two.
    if (error.keyword === 'required')
      return meant.includes((error.params as { missingProperty: string }).missingProperty);
    return error.keyword === 'oneKey' && presentKeys(error).length === 0;
  }
}

function faultOf(error: ErrorObject, root: unknown): Fault {
  const path = pathOf(error.instancePath, root);
  if (error.keyword === 'additionalProperties') return unknownField(error, path);
  return { path, ...phrase(error) };
}

type Phrase = Pick<Fault, 'message' | 'hint'>;

function phrase(error: ErrorObject): Phrase {
  const limit = (error.params as { limit?: number }).limit ?? 0;
  switch (error.keyword) {
    case 'type':
      return wrongType(error);
    case 'enum':
      return wrongChoice(error);
    case 'required':
      return { message: `${quote((error.params as { missingProperty: string }).missingProperty)} is missing` };
    case 'oneKey':
      return wrongKeys(error);
    case 'pattern':
      return { message: `must be ${String(error.parentSchema?.['words'])}, is ${show(error.data)}` };
    case 'minimum':
    case 'maximum':
      return { message: `must be ${range(error)}, is ${String(error.data)}` };
    case 'minLength':
      return { message: 'must not be empty' };
    case 'maxLength':
      return { message: `must be at most ${limit} characters long, has ${(error.data as string).length}` };
    case 'minItems':
      return { message: limit === 1 ? 'must not be an empty list' : `must have at least ${limit} items` };
    case 'maxItems':
      return { message: `must have at most ${limit} items, has ${(error.data as unknown[]).length}` };
    default:
      return { message: error.message ?? 'is not valid' };
  }
}

function unknownField(error: ErrorObject, path: Path): Fault {
  const key = unknownKey(error);
  const fields = fieldsOf(error);
  return {
    path: [...path, key],
    onKey: true,
    message: `unknown field ${quote(key)}`,
    hint: didYouMean(key, fields) ?? `known here: ${fields.join(', ')}`,
  };
}

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function wrongType(error: ErrorObject): Phrase {
  const types = [(error.params as { type: string | string[] }).type].flat();
  const message = `must be ${listed(
    types.map((type) => typeNames[type] ?? type),
    'or',
  )}, is ${shown(error.data)}`;
  return { message, hint: pointing(error) ?? conversion(types, error.data) };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text ${quote(value)}` : show(value);
}

/** Where a map with one of several keys belongs, the text alone was probably meant to stand under one of them. */
function pointing({ parentSchema, data }: ErrorObject): string | undefined {
  const { oneKey, properties } = shapeOf(parentSchema ?? {});
  if (typeof data !== 'string' || oneKey === undefined) return undefined;
  const texts = oneKey.keys.filter((key) => properties?.[key]?.type === 'string');
  const fitting = texts.filter((key) => new RegExp(properties?.[key]?.pattern ?? '$^', 'u').test(data));
  const key = fitting.at(-1) ?? texts.find((each) => properties?.[each]?.pattern === undefined);
  return key === undefined ? undefined : `write { ${key}: ${/^[\w./ -]+$/.test(data) ? data : quote(data)} }`;
}

/** How to write what was meant, where that is plain. */
function conversion(types: readonly string[], value: unknown): string | undefined {
  if (value === null) return 'give it a value, or leave the field out';
  if (types.includes('string') && typeof value !== 'object') return `put it in quotes: "${JSON.stringify(value)}"`;
  if (typeof value === 'string' && types.includes('integer') && /^-?\d+$/.test(value))
    return `without quotes: ${value}`;
  if (typeof value === 'string' && types.includes('boolean')) return yesOrNo(value);
  if (types.includes('array')) return 'write each item on a line of its own, after a dash';
  return undefined;
}

function yesOrNo(value: string): string | undefined {
  if (/^(true|yes|on)$/i.test(value)) return 'write true';
  return /^(false|no|off)$/i.test(value) ? 'write false' : undefined;
}

function wrongChoice(error: ErrorObject): Phrase {
  const allowed = (error.params as { allowedValues: unknown[] }).allowedValues.map(String);
  const message = `must be ${allowed.length === 1 ? '' : 'one of '}${allowed.join(', ')}, is ${show(error.data)}`;
  return typeof error.data === 'string' ? { message, hint: didYouMean(error.data, allowed) } : { message };
}

function wrongKeys(error: ErrorObject): Phrase {
  const rule = error.schema as OneKey;
  const present = presentKeys(error);
  const has = present.length === 0 ? 'has none of them' : `has ${listed(present, 'and')}`;
  return rule.keys.length === 1
    ? { message: `${rule.noun} needs ${String(rule.keys[0])}` }
    : { message: `${rule.noun} has exactly one of ${listed(rule.keys, 'or')}; this one ${has}` };
}

function range(error: ErrorObject): string {
  const { minimum, maximum } = error.parentSchema as { minimum?: number; maximum?: number };
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function presentKeys(error: ErrorObject): string[] {
  return (error.schema as OneKey).keys.filter((key) => Object.hasOwn(error.data as object, key));
}

function unknownKey(error: ErrorObject): string {
  return (error.params as { additionalProperty: string }).additionalProperty;
}

function fieldsOf(error: ErrorObject): string[] {
  return Object.keys((error.parentSchema?.['properties'] ?? {}) as object);
}

/** ajv gives a JSON pointer, in which a list index looks like a key. */
function pathOf(instancePath: string, root: unknown): Path {
  const path: (string | number)[] = [];
  let node = root;
  for (const raw of instancePath.split('/').slice(1)) {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(node) ? Number(part) : part);
    node = (node as Record<string, unknown>)[part];
  }
  return path;
}
