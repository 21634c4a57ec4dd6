import {
  Type,
  type Static,
  type TArray,
  type TBoolean,
  type TEnum,
  type TInteger,
  type TObject,
  type TProperties,
  type TSchema,
  type TString,
  type TUnsafe,
} from 'typebox';
import type { OneKey, Shape } from './shape.ts';

/*
 * The words in which manifests are described. Every builder takes its description, so that no field can go without one, and uses
 * only what a structural CustomResourceDefinition can also say. Our own keywords (`words`, `oneKey`, `pointsTo`, `keyedBy`, `keys`, `looks`, `verbatim`) are known to the
 * validator; `default` is documentation only, because writing a default into a manifest would declare a field nobody declared.
 */

interface TextRules {
  /** No look-around: an API server reads it with RE2. */
  readonly pattern?: string;
  /** What the pattern means, to follow "must be". Needed with `pattern`. */
  readonly words?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly default?: string;
  /** What one looks like, where the checks say better than a pattern what is wrong: for telling whether one was meant. */
  readonly looks?: string;
  /** A program, or what decides how the rest is read: a `${…}` in it is no variable of ours. */
  readonly verbatim?: true;
  /** The manifest kind that this text names. */
  readonly pointsTo?: string;
}

/** A text, not empty unless `minLength: 0` says so. */
export function text(description: string, rules: TextRules = {}): TString {
  const { minLength = 1, ...others } = rules;
  return Type.String({ description, ...(minLength === 0 ? {} : { minLength }), ...others });
}

interface IntegerRules {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly default?: number;
}

export function integer(description: string, rules: IntegerRules = {}): TInteger {
  return Type.Integer({ description, ...rules });
}

export function flag(description: string, rules: { readonly default?: boolean } = {}): TBoolean {
  return Type.Boolean({ description, ...rules });
}

/** One of a few words. */
export function choice<const Values extends string[]>(
  values: readonly [...Values],
  description: string,
  rules: { readonly default?: Values[number] } = {},
): TEnum<[...Values]> {
  return Type.Enum(values, { type: 'string', description, ...rules });
}

/** One of a few words that stand for a number, which may be said instead. */
export function choiceOrNumber<const Word extends string, const Code extends number>(
  codes: Readonly<Record<Word, Code>>,
  description: string,
): TUnsafe<Word | `${Code}` | Code> {
  const numbers = Object.values<Code>(codes);
  return Type.Unsafe({
    type: ['string', 'integer'],
    enum: [...Object.keys(codes), ...numbers, ...numbers.map(String)],
    description,
  });
}

/** A text, number or flag, for AWS's attribute values, which are all texts on the wire. */
export function scalar(description: string): TUnsafe<string | number | boolean> {
  return Type.Unsafe({ type: ['string', 'number', 'boolean'], description });
}

export function textOrInteger(description: string): TUnsafe<string | number> {
  return Type.Unsafe({ type: ['string', 'integer'], description });
}

interface ListRules {
  readonly minItems?: number;
  readonly maxItems?: number;
  /** The field that tells the items apart, where there is one. */
  readonly keyedBy?: string;
}

export function list<Item extends TSchema>(item: Item, description: string, rules: ListRules = {}): TArray<Item> {
  return Type.Array(item, { description, ...rules });
}

interface MapRules {
  /** The keys that are known and what a schema can say of each, where others will be refused: for editors, and for telling which was meant. */
  readonly keys?: Readonly<Record<string, Shape>>;
}

/** Keys of the user's own choosing. */
export function map<Value extends TSchema>(
  value: Value,
  description: string,
  rules: MapRules = {},
): TUnsafe<Record<string, Static<Value>>> {
  return Type.Unsafe({ type: 'object', additionalProperties: value, description, ...rules });
}

/** An object with these fields and no others. */
export function object<Fields extends TProperties>(fields: Fields, description: string): TObject<Fields> {
  return Type.Object(fields, { description, additionalProperties: false });
}

/** A field that may be left out. */
export const optional = Type.Optional;

type Only<Fields extends TProperties> = {
  [Key in keyof Fields]: { [K in Key]: Static<Fields[K]> } & { [Other in Exclude<keyof Fields, Key>]?: never };
}[keyof Fields];

type None = Record<string, never>;

/** The type that `oneOf` describes. */
type OneOf<Choices extends TProperties, Others extends TProperties> = Only<Choices> &
  (string extends keyof Others ? unknown : Static<TObject<Others>>);

/** An object that has exactly one of `choices`, and beside it whatever `others` allow. */
export function oneOf<Choices extends TProperties, Others extends TProperties = None>(
  noun: string,
  choices: Choices,
  description: string,
  others?: Others,
): TUnsafe<OneOf<Choices, Others>> {
  const optionals = Object.entries(choices).map(([key, schema]) => [key, Type.Optional(schema)] as const);
  const oneKey: OneKey = { noun, keys: Object.keys(choices) };
  const fields: TProperties = { ...Object.fromEntries(optionals), ...others };
  return Type.Unsafe(Type.Object(fields, { description, additionalProperties: false, oneKey }));
}
