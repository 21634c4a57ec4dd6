import type { Path } from '../core/problem.ts';
import type { Shape } from './shape.ts';

/** A rule of the dialect that a value breaks. */
export interface Breach {
  readonly rule:
    | 'type'
    | 'enum'
    | 'pattern'
    | 'minimum'
    | 'maximum'
    | 'minLength'
    | 'maxLength'
    | 'minItems'
    | 'maxItems'
    | 'required'
    | 'additionalProperties'
    | 'oneKey';
  readonly path: Path;
  readonly value: unknown;
  /** What says so. */
  readonly shape: Shape;
  /** What is missing, or not known. */
  readonly field: string;
}

/** Every rule that the value breaks, wherever in it. It only reads, and takes every key for what it is. */
export function breachesOf(shape: Shape, value: unknown): Breach[] {
  const found: Breach[] = [];
  visit(shape, value, [], found);
  return found;
}

/** Of the path there is one for the whole walk, for most values are sound. */
function visit(shape: Shape, value: unknown, path: (string | number)[], found: Breach[]): void {
  const broken = (rule: Breach['rule'], field = ''): void =>
    void found.push({ rule, path: [...path], value, shape, field });
  const into = (inner: Shape, key: string | number, part: unknown): void => {
    path.push(key);
    visit(inner, part, path, found);
    path.pop();
  };
  const { type, enum: choices, items, properties = {}, required = [], additionalProperties, oneKey } = shape;
  // Of what is something else altogether nothing more can be said.
  if (type !== undefined && ![type].flat().some((each) => isOf(each, value))) return broken('type');
  if (typeof value === 'number') {
    if (value > (shape.maximum ?? Infinity)) broken('maximum');
    if (value < (shape.minimum ?? -Infinity)) broken('minimum');
  }
  if (typeof value === 'string') {
    if (isLonger(value, shape.maxLength ?? Infinity)) broken('maxLength');
    if (!isLonger(value, (shape.minLength ?? 0) - 1)) broken('minLength');
    if (shape.pattern !== undefined && !expression(shape.pattern).test(value)) broken('pattern');
  }
  if (choices !== undefined && !choices.includes(value as never)) broken('enum');
  if (Array.isArray(value)) {
    if (value.length > (shape.maxItems ?? Infinity)) broken('maxItems');
    if (value.length < (shape.minItems ?? 0)) broken('minItems');
    if (items !== undefined) for (const [index, item] of value.entries()) into(items, index, item);
  } else if (isObject(value)) {
    for (const field of required) if (!Object.hasOwn(value, field)) broken('required', field);
    for (const key of Object.keys(value)) {
      if (additionalProperties === undefined || Object.hasOwn(properties, key)) continue;
      if (additionalProperties === false) broken('additionalProperties', key);
      else into(additionalProperties, key, value[key]);
    }
    for (const [key, inner] of Object.entries(properties)) if (Object.hasOwn(value, key)) into(inner, key, value[key]);
    if (oneKey !== undefined && oneKey.keys.filter((key) => Object.hasOwn(value, key)).length !== 1) broken('oneKey');
  }
}

function isOf(type: string, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return Number.isFinite(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isObject(value);
    default:
      return typeof value === type;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counted in characters, of which some take two of a text's units; what is very long is not counted to its end. */
function isLonger(text: string, most: number): boolean {
  if (text.length <= most) return false;
  return text.length > 2 * most || Array.from(text).length > most;
}

const expressions = new Map<string, RegExp>();

function expression(pattern: string): RegExp {
  const known = expressions.get(pattern) ?? new RegExp(pattern, 'u');
  expressions.set(pattern, known);
  return known;
}
