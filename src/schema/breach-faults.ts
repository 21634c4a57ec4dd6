import { pointer } from '../core/problem.ts';
import { breachesOf, type Breach } from './breach.ts';
import type { Fault } from './fault.ts';
import { commonMistake } from './common-mistakes.ts';
import { meantBy, type Fits } from './meant.ts';
import { didYouMean } from './nearest.ts';
import { choicesOf, type Shape } from './shape.ts';
import { meaningOf, type Meaning } from './unknown-field.ts';
import { inYaml, listed, quote, show } from './words.ts';

/** What is broken, in human words: one fault for each mistake, however many rules the mistake breaks. */
export function faultsOf(breaches: readonly Breach[]): Fault[] {
  const seen = new Context(breaches);
  return breaches.filter((breach) => !seen.isEcho(breach)).map((breach) => faultOf(breach, seen));
}

const fits: Fits = (shape, value) => breachesOf(shape, value).length === 0;

/** What else is wrong at the same place decides whether a breach says anything new. */
class Context {
  /** What the fields that are not known stand for, by where they stand. */
  readonly #unknown = new Map<string, string[]>();
  readonly #meanings = new Map<Breach, Meaning>();

  constructor(breaches: readonly Breach[]) {
    for (const breach of breaches) {
      if (breach.rule !== 'additionalProperties') continue;
      const { field, shape } = breach;
      const meaning = meaningOf({ key: field, shape, data: breach.value as Record<string, unknown> }, fits);
      this.#meanings.set(breach, meaning);
      const at = pointer(breach.path);
      this.#unknown.set(at, [...(this.#unknown.get(at) ?? []), meaning.field ?? '']);
    }
  }

  /** What was meant by an unknown field. */
  hintOf(breach: Breach): string | undefined {
    return this.#meanings.get(breach)?.hint;
  }

  isEcho(breach: Breach): boolean {
    const meant = this.#unknown.get(pointer(breach.path));
    if (meant === undefined) return false;
    // A field that is missing because its name is misspelt is one mistake, not two.
    if (breach.rule === 'required') return meant.includes(breach.field);
    return breach.rule === 'oneKey' && presentKeys(breach).length === 0;
  }
}

function faultOf(breach: Breach, seen: Context): Fault {
  const { path, field } = breach;
  if (breach.rule !== 'additionalProperties') return { path, ...phrase(breach) };
  return { path: [...path, field], onKey: true, ...phrase(breach), hint: seen.hintOf(breach) };
}

type Phrase = Pick<Fault, 'message' | 'hint'>;

function phrase(breach: Breach): Phrase {
  const { rule, value, shape, field } = breach;
  switch (rule) {
    case 'type':
      return wrongType(breach);
    case 'enum':
      return wrongChoice(breach);
    case 'required':
      return { message: `${quote(field)} is missing` };
    case 'additionalProperties':
      return { message: `unknown field ${quote(field)}` };
    case 'oneKey':
      return wrongKeys(breach);
    case 'pattern':
      return { message: `must be ${shape.words}, is ${show(value)}` };
    case 'minimum':
    case 'maximum':
      return { message: `must be ${range(shape)}, is ${String(value)}` };
    case 'minLength':
      return { message: 'must not be empty' };
    case 'maxLength':
      return { message: `must be at most ${shape.maxLength} characters long, has ${(value as string).length}` };
    case 'minItems':
      return {
        message: shape.minItems === 1 ? 'must not be an empty list' : `must have at least ${shape.minItems} items`,
      };
    case 'maxItems':
      return { message: `must have at most ${shape.maxItems} items, has ${(value as unknown[]).length}` };
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

function wrongType({ path, value, shape }: Breach): Phrase {
  const { words, enum: choices } = shape;
  const types = [shape.type ?? []].flat();
  const converted = conversion(shape, value);
  const isScalar = typeof value !== 'object';
  const named = types.map((type) => typeNames[type] ?? type);
  const must = converted === undefined && isScalar && words !== undefined ? words : listed(named, 'or');
  const oneOf = isScalar && choices !== undefined ? `one of ${choicesOf(choices)}` : undefined;
  const hint = commonMistake(String(path.at(-1) ?? ''), value, []) ?? converted ?? advice(types, value) ?? oneOf;
  return { message: `must be ${must}, is ${shown(value)}`, hint };
}

function shown(value: unknown): string {
  return typeof value === 'string' ? `the text ${quote(value)}` : show(value);
}

/** Longer ones are easier to find out than to read. */
const longestHint = 160;

/** How to write what was meant, where what is given says it. */
function conversion(shape: Shape, value: unknown): string | undefined {
  const meant = meantBy(shape, value, fits).slice(0, 3);
  if (meant.length === 0) return undefined;
  const hint = `${asWritten(value, meant[0])}${meant
    .slice(1)
    .map((other) => ` or ${inYaml(other)}`)
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

function wrongChoice({ value, shape }: Breach): Phrase {
  const allowed = [...new Set((shape.enum ?? []).map(String))];
  const message = `must be ${allowed.length === 1 ? '' : 'one of '}${allowed.join(', ')}, is ${show(value)}`;
  const meant = typeof value === 'string' ? didYouMean(value, allowed) : undefined;
  return { message, hint: meant ?? conversion(shape, value) };
}

function wrongKeys(breach: Breach): Phrase {
  const { noun, keys } = breach.shape.oneKey!;
  const present = presentKeys(breach);
  const has = present.length === 0 ? 'has none of them' : `has ${listed(present, 'and')}`;
  return keys.length === 1
    ? { message: `${noun} needs ${keys[0]}` }
    : { message: `${noun} has exactly one of ${listed(keys, 'or')}; this one ${has}` };
}

function range({ minimum, maximum }: Shape): string {
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined ? `at least ${minimum}` : `from ${minimum} to ${maximum}`;
}

function presentKeys({ shape, value }: Breach): string[] {
  return shape.oneKey!.keys.filter((key) => Object.hasOwn(value as object, key));
}
