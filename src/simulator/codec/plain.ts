import type { NormalizedSchema } from '@smithy/core/schema';
import type { AwsError } from '../service.ts';
import { requiredMembers } from './schema.ts';

/** What a wire format does to a value besides writing it down. */
export interface Passage {
  /** The refusal of an absent required member, where the protocol itself refuses. */
  readonly missing?: (path: string) => AwsError;
  /** Whether an empty list comes over the wire at all. */
  readonly keepsEmptyLists: boolean;
}

type Copy = (value: unknown, passage: Passage, path: string) => unknown;

/** Calls in the same process do little else than copy: what a schema asks for is worked out once. */
const known = new WeakMap<NormalizedSchema, Copy>();

/** A copy of a value as the other side of a wire would have it: only what the schema knows, and nothing shared. */
export function copyOf(schema: NormalizedSchema, value: object, passage: Passage): object {
  return schema.isUnitSchema() ? {} : (copyBy(schema)(value, passage, '') as object);
}

function copyBy(schema: NormalizedSchema): Copy {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const copy = makeCopy(schema);
  known.set(schema, copy);
  return copy;
}

/** A schema may contain itself, so that its members are looked up only when there is one to be copied. */
function makeCopy(schema: NormalizedSchema): Copy {
  if (schema.isListSchema()) return copyList(schema.getValueSchema());
  if (schema.isMapSchema()) return copyMap(schema.getValueSchema());
  return schema.isStructSchema() ? copyStructure(schema) : copyScalar;
}

function copyStructure(schema: NormalizedSchema): Copy {
  const members = [...schema.structIterator()];
  const required = requiredMembers(schema);
  return (value, passage, path) => {
    const input = value as Readonly<Record<string, unknown>>;
    const output: Record<string, unknown> = {};
    for (const [name, member] of members) {
      const item = input[name];
      if (item === undefined || item === null) continue;
      if (!passage.keepsEmptyLists && Array.isArray(item) && item.length === 0) continue;
      output[name] = copyBy(member)(item, passage, path === '' ? name : `${path}.${name}`);
    }
    if (passage.missing)
      for (const name of required)
        if (output[name] === undefined) throw passage.missing(path === '' ? name : `${path}.${name}`);
    return output;
  };
}

function copyList(member: NormalizedSchema): Copy {
  return (value, passage, path) =>
    (value as readonly unknown[]).map((item, index) => copyBy(member)(item, passage, `${path}.${index + 1}.member`));
}

function copyMap(member: NormalizedSchema): Copy {
  return (value, passage, path) =>
    Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, copyBy(member)(item, passage, `${path}.${key}`)]),
    );
}

function copyScalar(value: unknown): unknown {
  if (value instanceof Date) return new Date(value);
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}
