import type { NormalizedSchema } from '@smithy/core/schema';
import type { AwsError } from '../service.ts';
import { requiredMembers, textTrait } from './schema.ts';

/** How the two Query protocols differ in naming what they send. */
export interface FormDialect {
  /** The wire name of a structure's member. */
  readonly memberKey: (name: string, member: NormalizedSchema) => string;
  /** Whether lists stand flat (`Key.1`) without a `member` level. */
  readonly flatLists: boolean;
  readonly malformed: (key: string, value: string, expected: string) => AwsError;
  /** The refusal of an absent required member, where the protocol itself refuses. */
  readonly missing?: (path: string) => AwsError;
}

/** The parameters `A.B.1=x` as the tree that their dots describe. */
interface Node {
  value: string | undefined;
  readonly children: Map<string, Node>;
}

/** Reads form parameters into the input that a schema describes; parameters that it does not know are ignored. */
export function readForm(schema: NormalizedSchema, parameters: URLSearchParams, dialect: FormDialect): object {
  return readStructure(schema, treeOf(parameters), dialect, '');
}

function treeOf(parameters: URLSearchParams): Node {
  const root: Node = { value: undefined, children: new Map() };
  for (const [key, value] of parameters) {
    let node = root;
    for (const part of key.split('.')) {
      const next = node.children.get(part) ?? { value: undefined, children: new Map() };
      node.children.set(part, next);
      node = next;
    }
    node.value = value;
  }
  return root;
}

function readStructure(schema: NormalizedSchema, node: Node, dialect: FormDialect, path: string): object {
  if (schema.isUnitSchema()) return {};
  const output: Record<string, unknown> = {};
  for (const [name, member] of schema.structIterator()) {
    const child = node.children.get(dialect.memberKey(name, member));
    if (child) output[name] = read(member, child, dialect, path === '' ? name : `${path}.${name}`);
  }
  if (dialect.missing)
    for (const name of requiredMembers(schema))
      if (output[name] === undefined) throw dialect.missing(path === '' ? name : `${path}.${name}`);
  return output;
}

function read(schema: NormalizedSchema, node: Node, dialect: FormDialect, path: string): unknown {
  if (schema.isListSchema()) return readList(schema, node, dialect, path);
  if (schema.isMapSchema()) return readMap(schema, node, dialect, path);
  if (schema.isStructSchema()) return readStructure(schema, node, dialect, path);
  return node.value === undefined ? undefined : readScalar(schema, node.value, dialect, path);
}

function readList(schema: NormalizedSchema, node: Node, dialect: FormDialect, path: string): unknown[] {
  const member = schema.getValueSchema();
  const isFlat = dialect.flatLists || Boolean(schema.getMergedTraits().xmlFlattened);
  const holder = isFlat ? node : node.children.get(textTrait(member, 'xmlName') ?? 'member');
  return numbered(holder)
    .map((item, index) => read(member, item, dialect, `${path}.${index + 1}.member`))
    .filter((item) => item !== undefined);
}

function readMap(schema: NormalizedSchema, node: Node, dialect: FormDialect, path: string): object {
  const key = schema.getKeySchema();
  const value = schema.getValueSchema();
  const holder = schema.getMergedTraits().xmlFlattened ? node : node.children.get('entry');
  // Built from entries: assigning the key `__proto__` would do something else.
  return Object.fromEntries(
    numbered(holder).map((entry) => {
      const name = entry.children.get(textTrait(key, 'xmlName') ?? 'key')?.value ?? '';
      const item = entry.children.get(textTrait(value, 'xmlName') ?? 'value');
      return [name, item && read(value, item, dialect, `${path}.${name}`)];
    }),
  );
}

/** The children `1`, `2`, … in the order of their numbers, whatever gaps there are. */
function numbered(node: Node | undefined): Node[] {
  return [...(node?.children ?? [])]
    .filter(([key]) => /^\d{1,9}$/.test(key))
    .sort(([one], [other]) => Number(one) - Number(other))
    .map(([, child]) => child);
}

function readScalar(schema: NormalizedSchema, text: string, dialect: FormDialect, path: string): unknown {
  if (schema.isBooleanSchema()) {
    const lower = text.toLowerCase();
    if (lower === 'true' || lower === 'false') return lower === 'true';
    throw dialect.malformed(path, text, 'boolean');
  }
  if (schema.isNumericSchema()) {
    const number = Number(text);
    if (text.trim() !== '' && Number.isFinite(number)) return number;
    throw dialect.malformed(path, text, 'number');
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(text);
    if (!Number.isNaN(date.getTime())) return date;
    throw dialect.malformed(path, text, 'timestamp');
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(text, 'base64'));
  return text;
}
