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

/** A copy of a value as the other side of a wire would have it: only what the schema knows, and nothing shared. */
export function copyOf(schema: NormalizedSchema, value: object, passage: Passage): object {
  return schema.isUnitSchema() ? {} : copyStructure(schema, value, passage, '');
}

function copyStructure(schema: NormalizedSchema, value: object, passage: Passage, path: string): object {
  const members = value as Readonly<Record<string, unknown>>;
  const output: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const item = members[name];
    if (item === undefined || item === null) continue;
    if (!passage.keepsEmptyLists && Array.isArray(item) && item.length === 0) continue;
    output[name] = copy(member, item, passage, path === '' ? name : `${path}.${name}`);
  }
  if (passage.missing)
    for (const name of requiredMembers(schema))
      if (output[name] === undefined) throw passage.missing(path === '' ? name : `${path}.${name}`);
  return output;
}

function copy(schema: NormalizedSchema, value: unknown, passage: Passage, path: string): unknown {
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return (value as readonly unknown[]).map((item, index) =>
      copy(member, item, passage, `${path}.${index + 1}.member`),
    );
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.fromEntries(
      Object.entries(value as object).map(([key, item]) => [key, copy(member, item, passage, `${path}.${key}`)]),
    );
  }
  if (schema.isStructSchema()) return copyStructure(schema, value as object, passage, path);
  if (value instanceof Date) return new Date(value);
  return value instanceof Uint8Array ? Uint8Array.from(value) : value;
}
