import type { ErrorObject } from 'ajv';
import type { Path } from '../core/problem.ts';
import type { OneKey } from './dialect.ts';
import type { Fault } from './fault.ts';
import { commonMistake } from './common-mistakes.ts';
import { meantBy, type Fits } from './meant.ts';
import { didYouMean } from './nearest.ts';
import { choicesOf, shapeOf } from './shape.ts';
import { meaningOf, type Meaning } from './unknown-field.ts';
import { inYaml, listed, quote, show } from './words.ts';

/** ajv's errors in human words: one fault for each mistake, however many rules the mistake breaks. */
export function ajvFaults(errors: readonly ErrorObject[], root: unknown, fits: Fits): Fault[] {
  const seen = new Context(errors, fits);
  return errors.filter((error) => !seen.isEcho(error)).map((error) => faultOf(error, root, seen, fits));
}

/** What else is wrong at the same place decides whether an error says anything new. */
class Context {
  readonly #mistyped = new Set<string>();
  readonly #unknown = new Map<string, string[]>();
  readonly #meanings = new Map<ErrorObject, Meaning>();

  constructor(errors: readonly ErrorObject[], fits: Fits) {
    for (const error of errors) {
      if (error.keyword === 'type') this.#mistyped.add(error.instancePath);
      if (error.keyword !== 'additionalProperties') continue;
      const data = error.data as Readonly<Record<string, unknown>>;
      const meaning = meaningOf({ key: unknownKey(error), shape: shapeOf(error.parentSchema ?? {}), data }, fits);
      this.#meanings.set(error, meaning);
      const meant = [...(this.#unknown.get(error.instancePath) ?? []), meaning.field ?? ''];
      this.#unknown.set(error.instancePath, meant);
    }
  }

  /** What was meant by an unknown field. */
  hintOf(error: ErrorObject): string | undefined {
    return this.#meanings.get(error)?.hint;
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

function faultOf(error: ErrorObject, root: unknown, seen: Context, fits: Fits): Fault {
  const path = pathOf(error.instancePath, root);
  if (error.keyword !== 'additionalProperties') return { path, ...phrase(error, fits) };
  const key = unknownKey(error);
  return { path: [...path, key], onKey: true, message: `unknown field ${quote(key)}`, hint: seen.hintOf(error) };
}

type Phrase = Pick<Fault, 'message' | 'hint'>;

function phrase(error: ErrorObject, fits: Fits): Phrase {
  const limit = (error.params as { limit?: number }).limit ?? 0;
  switch (error.keyword) {
    case 'type':
      return wrongType(error, fits);
    case 'enum':
      return wrongChoice(error, fits);
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

const typeNames: Readonly<Record<string, string>> = {
  string: 'a text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map',
};

function wrongType(error: ErrorObject, fits: Fits): Phrase {
  const types = [(error.params as { type: string | string[] }).type].flat();
  const { words, enum: choices } = shapeOf(error.parentSchema ?? {});
  const converted = conversion(error, fits);
  const isScalar = typeof error.data !== 'object';
  const named = types.map((type) => typeNames[type] ?? type);
  const must = converted === undefined && isScalar && words !== undefined ? words : listed(named, 'or');
  const field = error.instancePath.slice(error.instancePath.lastIndexOf('/') + 1);
  const oneOf = isScalar && choices !== undefined ? `one of ${choicesOf(choices)}` : undefined;
  const hint = commonMistake(field, error.data, []) ?? converted ?? advice(types, error.data) ?? oneOf;
  return { message: `must be ${must}, is ${shown(error.data)}`, hint };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text ${quote(value)}` : show(value);
}

/** Longer ones are easier to find out than to read. */
const longestHint = 160;

/** How to write what was meant, where what is given says it. */
function conversion({ parentSchema, data }: ErrorObject, fits: Fits): string | undefined {
  const meant = meantBy(shapeOf(parentSchema ?? {}), data, fits).slice(0, 3);
  if (meant.length === 0) return undefined;
  const hint = `${asWritten(data, meant[0])}${meant
    .slice(1)
    .map((value) => ` or ${inYaml(value)}`)
    .join('')}`;
  return hint.length <= longestHint ? hint : undefined;
}

function asWritten(given: unknown, meant: unknown): string {
  if (typeof meant === 'string' && meant === JSON.stringify(given)) return `put it in quotes: "${meant}"`;
  if (typeof given === 'string' && typeof meant === 'number') return `without quotes: ${meant}`;
  return `write ${inYaml(meant)}`;
}

/** What else there is to say. */
function advice(types: readonly string[], value: unknown): string | undefined {
  if (value === null) return 'give it a value, or leave the field out';
  return types.includes('array') ? 'write each item on a line of its own, after a dash' : undefined;
}

function wrongChoice(error: ErrorObject, fits: Fits): Phrase {
  const values = (error.params as { allowedValues: unknown[] }).allowedValues.map(String);
  const allowed = [...new Set(values)];
  const message = `must be ${allowed.length === 1 ? '' : 'one of '}${allowed.join(', ')}, is ${show(error.data)}`;
  const meant = typeof error.data === 'string' ? didYouMean(error.data, allowed) : undefined;
  return { message, hint: meant ?? conversion(error, fits) };
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
