import { annotations } from './annotations.ts';
import { envelope } from './envelope.ts';
import { apiVersion, group, type Kind } from './kind.ts';
import { shapeOf, type Shape } from './shape.ts';

type Json = { readonly [key: string]: unknown };

/** What stands in several places, by name. */
type Definitions = Record<string, Json>;

/** One JSON Schema for manifests of all kinds, as editors read it: which fields a document has follows from its kind. */
export function jsonSchema(kinds: readonly Kind[]): Json {
  const definitions: Definitions = { ...variables };
  return {
    $schema: 'http://json-schema.org/draft-07/schema#',
    definitions,
    type: 'object',
    required: ['apiVersion', 'kind', 'metadata', 'spec'],
    properties: {
      apiVersion: { enum: [apiVersion], description: 'The version of the manifest API.' },
      kind: { enum: kinds.map(({ kind }) => kind), description: 'The kind of manifest.' },
    },
    // Unless it is of another kind: what has a `then` would pass for a promise.
    allOf: kinds.map((kind) => ({
      if: { not: { properties: { kind: { const: kind.kind } }, required: ['kind'] } },
      else: documentOf(kind, definitions),
    })),
  };
}

function documentOf(kind: Kind, definitions: Definitions): Json {
  const { properties = {}, ...document } = shapeOf(envelope(kind));
  const { metadata = {}, spec = {} } = properties;
  return {
    ...translated(document, definitions),
    properties: {
      apiVersion: true,
      kind: true,
      metadata: metadataOf(metadata, definitions),
      spec: translated(spec, definitions),
      status: true,
    },
  };
}

/** The annotations that are ours are known by name; others are free. */
function metadataOf(shape: Shape, definitions: Definitions): Json {
  const { annotations: free = {}, ...others } = shape.properties ?? {};
  const names = Object.keys(annotations);
  const ours = Object.entries(annotations).map(([name, { values, meaning }]): [string, Shape] => [
    `${group}/${name}`,
    { description: meaning, type: 'string', ...(values === undefined ? {} : { enum: values }) },
  ]);
  return {
    ...translated({ ...shape, properties: others }, definitions),
    properties: {
      ...mapped(others, definitions),
      annotations: {
        ...translated(free, definitions),
        properties: mapped(Object.fromEntries(ours), definitions),
        patternProperties: { [`^(?:${group}/(?!(?:${names.join('|')})$).*|${names.join('|')})$`]: false },
      },
    },
  };
}

const NAME = String.raw`\$\{[A-Za-z_]\w*`;

/** The text of a variable whose default, where it has one, is like this. */
function variableOf(standard: string): string {
  return String.raw`${NAME}(?::-(?:${standard})?)?\}`;
}

const anyVariable = variableOf('[^{}]*');
const plainText = String.raw`(?:[^$]|\$\$\{|\$(?!\{))*`;
const howVariables = 'must have its variables as ${NAME} or ${NAME:-default}; $${ stands for ${ itself';

/** What a text is for whoever expands it: as it stands, or with variables for what is no text. */
const variables: Definitions = {
  text: {
    type: ['string', 'number', 'boolean'],
    pattern: `^${plainText}(?:${anyVariable}${plainText})*$`,
    patternErrorMessage: howVariables,
  },
  variable: {
    type: 'string',
    pattern: `^${plainText}(?:${anyVariable}${plainText})+$`,
    patternErrorMessage: howVariables,
  },
  numberVariable: {
    type: 'string',
    pattern: String.raw`^-?\d*(?:${variableOf(String.raw`-?\d+`)}\d*)+$`,
    patternErrorMessage: 'must be a number, ${NAME} or ${NAME:-1}',
  },
  flagVariable: {
    type: 'string',
    pattern: `^${variableOf('true|false')}$`,
    patternErrorMessage: 'must be true, false, ${NAME} or ${NAME:-true}',
  },
};

/** What may stand for a value as `understand` reads it: its title and description stay outside, where editors show them. */
function translated(shape: Shape, definitions: Definitions, name = ''): Json {
  const { description, default: standard, ...rules } = shape;
  const said = {
    ...(description === undefined ? {} : { description }),
    ...(standard === undefined ? {} : { default: standard }),
  };
  if (shape.items !== undefined) return { ...said, ...listOf(rules, shape.items, definitions, name) };
  if (!isScalar(shape)) return exactly(shape, definitions, name);
  const isFreeText = [shape.type].flat().includes('string') && shape.enum === undefined;
  const plain = exactly(isFreeText ? { ...rules, type: ['string', 'number', 'boolean'] } : rules, definitions, name);
  if (shape.verbatim === true) return { ...said, ...plain };
  const takesAll = isFreeText && shape.pattern === undefined && shape.maxLength === undefined;
  return takesAll
    ? { ...said, ...plain, allOf: [{ $ref: '#/definitions/text' }] }
    : { ...said, anyOf: [plain, { $ref: `#/definitions/${variableFor(shape)}` }] };
}

function variableFor({ type, enum: choices }: Shape): string {
  if (choices === undefined && type === 'integer') return 'numberVariable';
  return type === 'boolean' ? 'flagVariable' : 'variable';
}

/** A list, or the one member that it would have. */
function listOf(rules: Shape, item: Shape, definitions: Definitions, name: string): Json {
  const list = exactly(rules, definitions, name);
  if ((rules.minItems ?? 0) > 1 || item.type === undefined || item.type === 'array') return list;
  const one = translated(item, definitions, name);
  if (isScalar(item)) return { anyOf: [list, one] };
  // No `anyOf`, by which an editor would mark a typo in the one as no list.
  const $ref = `#/definitions/${defined(one, definitions, name)}`;
  return { ...list, type: ['array', 'object'], items: { $ref }, if: { type: 'array' }, else: { $ref } };
}

/** Under which name a member's schema is kept, as editors show it: counted where lists of one name differ. */
function defined(schema: Json, definitions: Definitions, name: string): string {
  const text = JSON.stringify(schema);
  for (let count = 1; ; count++) {
    const key = `${name}-item${count === 1 ? '' : `-${count}`}`;
    if (JSON.stringify((definitions[key] ??= schema)) === text) return key;
  }
}

function isScalar(shape: Shape | undefined): shape is Shape {
  return shape?.type !== undefined && shape.type !== 'object' && shape.type !== 'array';
}

/** What the dialect says in words of its own, in those of JSON Schema. */
function exactly(shape: Shape, definitions: Definitions, name: string): Json {
  const {
    words,
    oneKey,
    keys,
    properties,
    items,
    additionalProperties,
    enum: choices,
    pointsTo: _,
    keyedBy: __,
    looks: ___,
    verbatim: ____,
    ...same
  } = shape;
  const value = additionalProperties ? translated(additionalProperties, definitions, name) : additionalProperties;
  return {
    ...same,
    ...(words === undefined ? {} : { patternErrorMessage: `must be ${words}` }),
    ...(properties === undefined ? {} : { properties: mapped(properties, definitions) }),
    ...(items === undefined ? {} : { items: translated(items, definitions, name) }),
    ...(value === undefined ? {} : { additionalProperties: keys === undefined ? value : false }),
    ...(keys === undefined ? {} : { properties: mapped(keys, definitions) }),
    ...(choices === undefined ? {} : { type: undefined, enum: spellings(choices) }),
    ...(oneKey === undefined ? {} : { oneOf: oneKey.keys.map((key) => ({ type: 'object', required: [key] })) }),
  };
}

/** `true` without quotes is its text as well. */
function spellings(choices: readonly (string | number | boolean)[]): Json['enum'] {
  return [...choices, ...[true, false].filter((flag) => choices.includes(String(flag)) && !choices.includes(flag))];
}

function mapped(properties: Readonly<Record<string, Shape>>, definitions: Definitions): Json {
  return Object.fromEntries(
    Object.entries(properties).map(([key, shape]) => [key, translated(shape, definitions, key)]),
  );
}
