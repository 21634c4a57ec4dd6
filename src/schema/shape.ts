import type { TSchema } from 'typebox';

/** What the `oneKey` keyword says: exactly one of these keys stands in the object. */
export interface OneKey {
  /** "an action" */
  readonly noun: string;
  readonly keys: readonly string[];
}

/** What the dialect can say about a value, for whoever reads a schema rather than validates with it. */
export interface Shape {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly enum?: readonly (string | number | boolean)[];
  readonly default?: string | number | boolean;
  readonly pattern?: string;
  readonly words?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly properties?: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: Shape | false;
  readonly items?: Shape;
  readonly oneKey?: OneKey;
  readonly pointsTo?: string;
  readonly keyedBy?: string;
  readonly keys?: Readonly<Record<string, Shape>>;
  readonly looks?: string;
  readonly verbatim?: boolean;
}

/** TypeBox's types say what values look like; this says what the schema itself looks like. */
export function shapeOf(schema: TSchema): Shape {
  return schema;
}

/** The schema of the fields: lists and maps looked through. */
export function inside(shape: Shape): Shape {
  if (shape.items !== undefined) return inside(shape.items);
  return shape.additionalProperties ? inside(shape.additionalProperties) : shape;
}

/** "list of maps", in the words of the reference. */
export function typeName(shape: Shape): string {
  if (shape.items !== undefined) return `list of ${typeName(shape.items)}`;
  if (shape.additionalProperties) return `map of ${typeName(shape.additionalProperties)}`;
  if (Array.isArray(shape.type)) return shape.type.join(' or ');
  return (shape.type as string | undefined) ?? 'any';
}

/** What a value must be beyond its type, in words; empty when everything goes. */
export function limits(shape: Shape): string[] {
  const { minimum, maximum, maxLength, minItems, maxItems, oneKey, keyedBy } = shape;
  const said: string[] = [];
  if (shape.enum !== undefined) said.push(`one of ${choicesOf(shape.enum)}`);
  if (shape.words !== undefined) said.push(shape.words);
  if (minimum !== undefined || maximum !== undefined) said.push(range(minimum, maximum));
  if (maxLength !== undefined) said.push(`at most ${maxLength} characters`);
  if (minItems !== undefined) said.push(`at least ${minItems} item${minItems === 1 ? '' : 's'}`);
  if (maxItems !== undefined) said.push(`at most ${maxItems} items`);
  if (shape.verbatim === true) said.push('taken as it stands, `${…}` included');
  if (oneKey !== undefined) said.push(`exactly one of ${oneKey.keys.join(', ')}`);
  if (keyedBy !== undefined) said.push(`items are told apart by ${keyedBy}`);
  if (shape.default !== undefined) said.push(`default: ${String(shape.default)}`);
  return said;
}

/** A number and the same as a text are one choice to whoever reads. */
export function choicesOf(among: readonly unknown[]): string {
  return [...new Set(among.map(String))].join(', ');
}

function range(minimum: number | undefined, maximum: number | undefined): string {
  if (minimum === undefined) return `at most ${maximum}`;
  return maximum === undefined ? `at least ${minimum}` : `${minimum} to ${maximum}`;
}
