import { NormalizedSchema } from '@smithy/core/schema';

type SchemaRef = Parameters<typeof NormalizedSchema.of>[0];

/** What an operation is called, takes and gives, read from the SDK package's own tables. */
export interface OperationSchema {
  readonly name: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
}

/** The module namespace of an SDK client package. */
export type SchemaModule = Readonly<Record<string, unknown>>;

const OPERATION = 9;

/** Looks an operation up among a package's exports; undefined when the service has none of that name. */
export function operationSchema(module: SchemaModule, name: string): OperationSchema | undefined {
  const entry = Object.hasOwn(module, `${name}$`) ? module[`${name}$`] : undefined;
  if (!Array.isArray(entry) || entry[0] !== OPERATION) return undefined;
  const [input, output] = entry.slice(4) as [SchemaRef, SchemaRef];
  return { name, input: NormalizedSchema.of(input), output: NormalizedSchema.of(output) };
}

/** A structure's members that must be there: its schema lists them first, and ends in how many they are. */
export function requiredMembers(schema: NormalizedSchema): readonly string[] {
  const parts = schema.getSchema() as readonly unknown[];
  const names = parts[4] as readonly string[];
  const count = typeof parts[6] === 'number' ? parts[6] : 0;
  return names.slice(0, count);
}

/** The string that a trait holds, where it holds one. */
export function textTrait(schema: NormalizedSchema, trait: 'xmlName' | 'ec2QueryName'): string | undefined {
  const value: unknown = schema.getMergedTraits()[trait];
  return typeof value === 'string' ? value : undefined;
}
