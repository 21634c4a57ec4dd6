import type { NormalizedSchema } from '@smithy/core/schema';
import { AwsError } from '../service.ts';
import type { Protocol } from './protocol.ts';
import { requiredMembers } from './schema.ts';

/** AWS JSON 1.1, which the tagging API and ECS speak. */
export const jsonProtocol: Protocol = {
  contentType: 'application/x-amz-json-1.1',
  passage: { missing, keepsEmptyLists: true },
  decode: ({ input }, text) => (input.isUnitSchema() ? {} : readStructure(input, parse(text))),
  encode: ({ output }, value) => (output.isUnitSchema() ? '' : JSON.stringify(write(output, value))),
  encodeError: (error) => JSON.stringify({ __type: error.code, message: error.message }),
};

function parse(text: string): unknown {
  try {
    return text === '' ? {} : JSON.parse(text);
  } catch {
    throw new AwsError('SerializationException', 'The request body is not valid JSON');
  }
}

function readStructure(schema: NormalizedSchema, value: unknown): object {
  const members = recordOf(schema, value);
  const output: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const item = Object.hasOwn(members, name) ? members[name] : undefined;
    if (item !== undefined && item !== null) output[name] = read(member, item);
  }
  for (const name of requiredMembers(schema)) if (output[name] === undefined) throw missing(name);
  return output;
}

function missing(path: string): AwsError {
  const name = path.slice(path.lastIndexOf('.') + 1);
  return new AwsError(
    'ValidationException',
    `1 validation error detected: Value null at '${name}' failed to satisfy constraint: Member must not be null`,
  );
}

function read(schema: NormalizedSchema, value: unknown): unknown {
  if (schema.isStructSchema()) return readStructure(schema, value);
  if (schema.isListSchema()) {
    if (!Array.isArray(value)) throw unexpected(schema, 'a list');
    const member = schema.getValueSchema();
    return value.map((item) => read(member, item));
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.fromEntries(Object.entries(recordOf(schema, value)).map(([key, item]) => [key, read(member, item)]));
  }
  if (schema.isTimestampSchema())
    return typeof value === 'number' ? new Date(value * 1000) : expectType(schema, value, 'number');
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(String(value), 'base64'));
  if (schema.isBooleanSchema()) return expectType(schema, value, 'boolean');
  if (schema.isNumericSchema()) return expectType(schema, value, 'number');
  return schema.isStringSchema() ? expectType(schema, value, 'string') : value;
}

function write(schema: NormalizedSchema, value: unknown): unknown {
  if (value === undefined || value === null) return undefined;
  if (schema.isStructSchema()) {
    const members = value as Readonly<Record<string, unknown>>;
    return Object.fromEntries(
      Array.from(schema.structIterator(), ([name, member]) => [name, write(member, members[name])]),
    );
  }
  if (schema.isListSchema()) {
    const member = schema.getValueSchema();
    return (value as readonly unknown[]).map((item) => write(member, item));
  }
  if (schema.isMapSchema()) {
    const member = schema.getValueSchema();
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, write(member, item)]));
  }
  if (schema.isTimestampSchema()) return (value as Date).getTime() / 1000;
  if (schema.isBlobSchema()) return Buffer.from(value as Uint8Array).toString('base64');
  return value;
}

function recordOf(schema: NormalizedSchema, value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw unexpected(schema, 'an object');
  return value as Readonly<Record<string, unknown>>;
}

function expectType(schema: NormalizedSchema, value: unknown, type: 'boolean' | 'number' | 'string'): unknown {
  if (typeof value === type) return value;
  throw unexpected(schema, `a ${type}`);
}

function unexpected(schema: NormalizedSchema, expected: string): AwsError {
  const name = schema.isMemberSchema() ? schema.getMemberName() : schema.getName();
  return new AwsError('SerializationException', `${name} must be ${expected}`);
}
