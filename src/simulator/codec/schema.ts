import { isStaticSchema, NormalizedSchema } from '@smithy/core/schema';

type SchemaRef = Parameters<typeof isStaticSchema>[0];

export type { NormalizedSchema };

/** What an operation is called, takes and gives, read from the SDK package's own tables. */
export interface OperationSchema {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** The module namespace of an SDK client package. */
export type SchemaModule = Readonly<Record<string, unknown>>;

/** The SDK's numbers for the two schemas below; its types tell by them what stands where. */
const OPERATION = 9;
const STRUCTURE = 3;

const operations = new WeakMap<SchemaModule, Map<string, OperationSchema>>();

/** Looks an operation up among a package's exports; undefined when the service has none of that name. */
export function operationSchema(module: SchemaModule, name: string): OperationSchema | undefined {
  const known = operations.get(module) ?? new Map<string, OperationSchema>();
  operations.set(module, known);
  const schema = known.get(name) ?? readOperation(module, name);
  if (schema !== undefined) known.set(name, schema);
  return schema;
}

function readOperation(module: SchemaModule, name: string): OperationSchema | undefined {
  const entry = Object.hasOwn(module, `${name}$`) ? (module[`${name}$`] as SchemaRef) : undefined;
  if (entry === undefined || !isStaticSchema(entry) || entry[0] !== OPERATION) return undefined;
  const [, , , , input, output] = entry;
  return { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
}

/** A structure's members that must be there. The SDK lists them first and says how many they are, to nobody but itself. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const structure = schema.getSchema();
  if (!isStaticSchema(structure) || structure[0] !== STRUCTURE) return [];
  const [, , , , names, , count = 0] = structure;
  return names.slice(0, count);
}

/** The exception that goes over the wire under a code; undefined where none does. */
export function exceptionWith(module: SchemaModule, code: string): string | undefined {
  const found = Object.entries(module).find(([name, schema]) => {
    if (!name.endsWith('Exception$')) return false;
    const trait: unknown = NormalizedSchema.of(schema as SchemaRef).getMergedTraits().awsQueryError;
    return Array.isArray(trait) && trait[0] === code;
  });
  return found?.[0].slice(0, -1);
}

/** The string that a trait holds, where it holds one. */
export function textTrait(schema: NormalizedSchema, trait: 'xmlName' | 'ec2QueryName'): string | undefined {
  const value: unknown = schema.getMergedTraits()[trait];
  return typeof value === 'string' ? value : undefined;
}
