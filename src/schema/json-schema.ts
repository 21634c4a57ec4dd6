import { annotations } from './annotations.ts';
import { envelope } from './envelope.ts';
import { apiVersion, group, type Kind } from './kind.ts';
import { shapeOf, type Shape } from './shape.ts';

type Json = { readonly [key: string]: unknown };

/** One JSON Schema for manifests of all kinds, as editors read it: which fields a document has follows from its kind. */
export function jsonSchema(kinds: readonly Kind[]): Json {
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `${group} manifests`,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { enum: [apiVersion], description: 'The version of the manifest API.' },
      kind: { enum: kinds.map(({ kind }) => kind), description: 'The kind of manifest.' },
    },
    // Unless it is of another kind: what has a `then` would pass for a promise.
    allOf: kinds.map((kind) => ({
      if: { not: { properties: { kind: { const: kind.kind } }, required: ['kind'] } },
      else: documentOf(kind),
    })),
  };
}

function documentOf(kind: Kind): Json {
  const { properties = {}, ...document } = shapeOf(envelope(kind));
  const metadata = properties['metadata'] ?? {};
  return {
    ...translated(document),
    properties: {
      apiVersion: true,
      kind: true,
      metadata: metadataOf(metadata),
      spec: translated(properties['spec'] ?? {}),
      status: true,
    },
  };
}

/** The annotations that are ours are known by name; others are free. */
function metadataOf(shape: Shape): Json {
  const { annotations: free, ...others } = shape.properties ?? {};
  const ours = Object.entries(annotations).map(([name, { values, meaning }]) => [
    `${group}/${name}`,
    { type: 'string', description: meaning, ...(values === undefined ? {} : { enum: values }) },
  ]);
  return {
    ...translated({ ...shape, properties: others }),
    properties: {
      ...mapped(others),
      annotations: { ...translated(free ?? {}), properties: Object.fromEntries(ours) as Json },
    },
  };
}

/** What the dialect says in words of its own, in those of JSON Schema. */
function translated(shape: Shape): Json {
  const {
    words,
    oneKey,
    keys,
    properties,
    items,
    additionalProperties,
    pointsTo: _,
    keyedBy: __,
    looks: ___,
    verbatim: ____,
    ...same
  } = shape;
  const value = additionalProperties ? translated(additionalProperties) : additionalProperties;
  return {
    ...same,
    ...(words === undefined ? {} : { patternErrorMessage: `must be ${words}` }),
    ...(properties === undefined ? {} : { properties: mapped(properties) }),
    ...(items === undefined ? {} : { items: translated(items) }),
    ...(value === undefined ? {} : { additionalProperties: keys === undefined ? value : false }),
    ...(keys === undefined ? {} : { properties: Object.fromEntries(keys.map((key) => [key, value])) }),
    ...(oneKey === undefined ? {} : { oneOf: oneKey.keys.map((key) => ({ required: [key] })) }),
  };
}

function mapped(properties: Readonly<Record<string, Shape>>): Json {
  return Object.fromEntries(Object.entries(properties).map(([key, shape]) => [key, translated(shape)]));
}
