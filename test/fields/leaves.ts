import type { TSchema } from 'typebox';

/** A field with a value of its own, as a schema describes it. */
export interface Leaf {
  /** `TargetGroup.healthCheck.port`: lists are looked through, `*` stands for any key of a map. */
  readonly name: string;
  readonly schema: Schema;
}

/** Such a field where a document has it. */
export interface Place extends Leaf {
  /** Keys and indexes, from the document's spec on. */
  readonly steps: readonly (string | number)[];
  /** What evenkeel calls it: `/spec/listeners/443/sslPolicy`; `*` stands for an index, since AWS keeps few lists in order. */
  readonly path: string;
  readonly value: unknown;
}

export interface Schema {
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly keyedBy?: string;
  readonly additionalProperties?: Schema | boolean;
}

export function leavesOf(kind: string, spec: TSchema): Leaf[] {
  return [...leavesIn(kind, spec)];
}

function* leavesIn(name: string, schema: Schema): Iterable<Leaf> {
  const { properties, items, additionalProperties } = schema;
  if (items !== undefined) yield* leavesIn(name, items);
  else if (typeof additionalProperties === 'object') yield* leavesIn(`${name}.*`, additionalProperties);
  else if (properties === undefined) yield { name, schema };
  else for (const [key, member] of Object.entries(properties)) yield* leavesIn(`${name}.${key}`, member);
}

export function placesIn(kind: string, spec: TSchema, value: unknown): Place[] {
  return [...walk({ name: kind, schema: spec, steps: [], path: '/spec', value })];
}

function* walk({ name, schema, steps, path, value }: Place): Iterable<Place> {
  const { properties, items, additionalProperties, keyedBy } = schema;
  if (Array.isArray(value) && items !== undefined) {
    for (const [index, item] of value.entries()) {
      const key = keyedBy === undefined ? '*' : ((item as Record<string, unknown>)[keyedBy] as string);
      yield* walk({ name, schema: items, steps: [...steps, index], path: `${path}/${key}`, value: item });
    }
    return;
  }
  if (typeof value !== 'object' || value === null) {
    yield { name, schema, steps, path, value };
    return;
  }
  for (const [key, member] of Object.entries(value)) {
    const inMap = typeof additionalProperties === 'object';
    const of = inMap ? additionalProperties : (properties?.[key] ?? {});
    yield* walk({
      name: `${name}.${inMap ? '*' : key}`,
      schema: of,
      steps: [...steps, key],
      path: `${path}/${key.replaceAll('/', '~1')}`,
      value: member,
    });
  }
}
