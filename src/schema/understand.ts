import { pointer, type Spelling } from '../core/problem.ts';
import { expand, type Variables } from './expand.ts';
import type { Fault } from './fault.ts';
import type { Shape } from './shape.ts';

/** A document's value, and how its scalars were written. */
interface Written {
  readonly value: unknown;
  readonly spellings?: ReadonlyMap<string, Spelling>;
}

interface Understood {
  readonly value: unknown;
  readonly faults: readonly Fault[];
}

interface Reading {
  readonly spellings: ReadonlyMap<string, Spelling>;
  readonly variables: Variables | undefined;
  readonly path: (string | number)[];
  readonly faults: Fault[];
}

/**
 * What a document means, where a schema says what stands where: variables have their values, a number or flag is its text where
 * a text is meant, just as it was written, and one value is a list of one where a list is meant. What needs nothing of it is the same object as before.
 */
export function understand(shape: Shape, { value, spellings = NONE }: Written, variables?: Variables): Understood {
  const reading: Reading = { spellings, variables, path: [], faults: [] };
  return { value: read(shape, value, reading), faults: reading.faults };
}

const NONE: ReadonlyMap<string, Spelling> = new Map();

function read(shape: Shape, value: unknown, reading: Reading): unknown {
  if (value === null || shape.type === undefined) return value;
  if (shape.items !== undefined) return readList(shape.items, value, reading);
  if (Array.isArray(value)) return value;
  if (typeof value === 'object') return readMap(shape, value as Readonly<Record<string, unknown>>, reading);
  return typeof value === 'string' ? readText(shape, value, reading) : readScalar(shape, value, reading);
}

function readList(item: Shape, value: unknown, reading: Reading): unknown {
  if (!Array.isArray(value)) return mayBe(item, value) ? Object.freeze([within(0, item, value, reading)]) : value;
  const items = (value as readonly unknown[]).map((one, index) => within(index, item, one, reading));
  return items.every((one, index) => one === value[index]) ? value : Object.freeze(items);
}

/** A text where maps are listed is no list of one, but something that wants a hint. */
function mayBe({ type }: Shape, value: unknown): boolean {
  const isMap = typeof value === 'object';
  return isMap === (type === 'object') && type !== 'array';
}

function readMap(
  { properties = {}, additionalProperties }: Shape,
  value: Readonly<Record<string, unknown>>,
  reading: Reading,
): unknown {
  let made: Record<string, unknown> | undefined;
  for (const [key, member] of Object.entries(value)) {
    const shape = Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
    if (!shape) continue;
    const meant = within(key, shape, member, reading);
    if (meant !== member) (made ??= { ...value })[key] = meant;
  }
  return made === undefined ? value : Object.freeze(made);
}

function within(key: string | number, shape: Shape, value: unknown, reading: Reading): unknown {
  reading.path.push(key);
  const meant = read(shape, value, reading);
  reading.path.pop();
  return meant;
}

function readText(shape: Shape, value: string, { variables, path, faults }: Reading): unknown {
  if (variables === undefined || shape.verbatim === true || !value.includes('${')) return value;
  const expanded = expand(value, variables);
  if (typeof expanded === 'string') return isText(shape) ? expanded : (plainly(expanded) ?? expanded);
  faults.push({ path: [...path], ...expanded });
  return value;
}

/** What a variable holds is a text, also where a number or flag is meant. */
function plainly(text: string): number | boolean | undefined {
  if (text === 'true' || text === 'false') return text === 'true';
  return /^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function readScalar(shape: Shape, value: unknown, { spellings, path, faults }: Reading): unknown {
  const spelling = spellings.size === 0 ? undefined : spellings.get(pointer(path));
  const isFitting = [shape.type].flat().includes(typeof value === 'number' ? 'number' : typeof value);
  if (isText(shape)) {
    const isAlso = spelling === undefined && (isFitting || isInteger(shape, value));
    return isAlso ? value : (spelling?.text ?? String(value));
  }
  if (spelling?.fault !== undefined) faults.push({ path: [...path], ...spelling.fault });
  return value;
}

function isText({ type }: Shape): boolean {
  return [type].flat().includes('string');
}

function isInteger({ type }: Shape, value: unknown): boolean {
  return [type].flat().includes('integer') && Number.isInteger(value);
}
