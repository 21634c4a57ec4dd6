import { group, version, type Kind } from './kind.ts';
import { shapeOf, type Shape } from './shape.ts';
import { statusOf } from './status.ts';

type Json = { readonly [key: string]: unknown };

/** The CustomResourceDefinition of a kind, as `apiextensions.k8s.io/v1` wants it. */
export function customResourceDefinition(kind: Kind): Json {
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `${kind.plural}.${group}` },
    spec: {
      group,
      scope: 'Namespaced',
      names: {
        kind: kind.kind,
        listKind: `${kind.kind}List`,
        plural: kind.plural,
        singular: kind.singular,
        shortNames: kind.shortNames,
        categories: ['evenkeel'],
      },
      versions: [
        {
          name: version,
          served: true,
          storage: true,
          schema: { openAPIV3Schema: documentSchema(kind) },
          subresources: { status: {} },
          additionalPrinterColumns: columns(kind),
        },
      ],
    },
  };
}

function documentSchema(kind: Kind): Json {
  return {
    type: 'object',
    description: kind.description,
    required: ['spec'],
    properties: {
      apiVersion: { type: 'string' },
      kind: { type: 'string' },
      metadata: { type: 'object' },
      spec: structural(shapeOf(kind.spec)),
      status: structural(shapeOf(statusOf(kind))),
    },
  };
}

function columns(kind: Kind): readonly Json[] {
  const condition = (type: string, field: string): string => `.status.conditions[?(@.type=="${type}")].${field}`;
  return [
    { name: 'Ready', type: 'string', jsonPath: condition('Ready', 'status') },
    { name: 'Status', type: 'string', jsonPath: condition('Ready', 'reason') },
    { name: 'Drift', type: 'string', jsonPath: condition('Drifted', 'status') },
    { name: 'Address', type: 'string', jsonPath: `.status.${kind.address}` },
    { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' },
  ];
}

/**
 * The same schema in the structural form that an API server demands: open objects (it prunes what it does not know), none of our
 * keywords, and no defaults, since it would write them into the manifest and so declare fields that nobody declared.
 */
function structural(shape: Shape): Json {
  const { properties, items, additionalProperties, description, ...rest } = shape;
  return {
    ...(description === undefined ? {} : { description: described(shape) }),
    ...typed(rest),
    ...(properties === undefined ? {} : { properties: mapped(properties) }),
    ...(items === undefined ? {} : { items: structural(items) }),
    ...(additionalProperties ? { additionalProperties: structural(additionalProperties) } : {}),
  };
}

function mapped(properties: Readonly<Record<string, Shape>>): Json {
  return Object.fromEntries(Object.entries(properties).map(([key, field]) => [key, structural(field)]));
}

function described({ description = '', default: standard }: Shape): string {
  return standard === undefined ? description : `${description} Default: ${String(standard)}.`;
}

function typed({
  type,
  oneKey,
  keyedBy,
  words: _words,
  pointsTo: _pointsTo,
  keys: _keys,
  looks: _looks,
  verbatim: _verbatim,
  default: _default,
  ...rest
}: Shape): Json {
  return {
    ...typeOf(type),
    ...(rest.required?.length === 0 ? { ...rest, required: undefined } : rest),
    ...(oneKey === undefined ? {} : { oneOf: oneKey.keys.map((key) => ({ required: [key] })) }),
    ...(keyedBy === 'type' || keyedBy === 'name'
      ? { 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': [keyedBy] }
      : {}),
  };
}

/** An API server knows one union of types only; any other is let through, and judged by the controller. */
function typeOf(type: Shape['type']): Json {
  if (typeof type === 'string') return { type };
  if (type?.length === 2 && type.includes('integer')) return { 'x-kubernetes-int-or-string': true };
  return { 'x-kubernetes-preserve-unknown-fields': true };
}
