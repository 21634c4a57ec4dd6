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
    definitions: { variable },
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
    translated({ description: meaning, ...annotated(values) }),
  ]);
  return {
    ...translated({ ...shape, properties: others }),
    properties: {
      ...mapped(others),
      annotations: { ...translated(free ?? {}), properties: Object.fromEntries(ours) as Json },
    },
  };
}

/** `true` without quotes is its text. */
function annotated(values: readonly string[] | undefined): Shape {
  if (values === undefined) return { type: 'string' };
  return {
    type: ['string', 'boolean'],
    enum: [...values, ...[true, false].filter((flag) => values.includes(String(flag)))],
  };
}

const variable = { type: 'string', pattern: String.raw`\$\{` };

/** What may stand for a value as `understand` reads it: its title and description stay outside, where editors show them. */
function translated(shape: Shape): Json {
  const { description, default: standard, ...rules } = shape;
  const said = {
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
  };
  // Of a list of maps no single one is offered: a typo in it would be marked as no list.
  if (isScalar(shape.items) && (shape.minItems ?? 0) <= 1)
    return { ...said, anyOf: [exactly(rules), translated(shape.items)] };
  if (!isScalar(shape)) return exactly(shape);
  const isFreeText = [shape.type].flat().includes('string') && shape.enum === undefined;
  const plain = exactly(isFreeText ? { ...rules, type: ['string', 'number', 'boolean'] } : rules);
  const takesAll = isFreeText && shape.pattern === undefined && shape.maxLength === undefined;
  return takesAll || shape.verbatim === true
    ? { ...said, ...plain }
    : { ...said, anyOf: [plain, { $ref: '#/definitions/variable' }] };
}

function isScalar(shape: Shape | undefined): shape is Shape {
  return shape?.type !== undefined && shape.type !== 'object' && shape.type !== 'array';
}

/** What the dialect says in words of its own, in those of JSON Schema. */
function exactly(shape: Shape): Json {
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
