import type { TSchema } from 'typebox';
import { annotationPath } from '../../schema/annotations.ts';
import { apiVersion } from '../../schema/kind.ts';
import { shapeOf, type Shape } from '../../schema/shape.ts';
import { kinds } from '../index.ts';
import type { Imported } from './context.ts';

/** The whole document of a manifest, its fields in the order of the schema. */
export function documentOf({ kind, namespace, name, spec }: Imported, adopts: boolean): object {
  const schema = kinds.find((one) => one.kind === kind)!.spec as TSchema;
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace === 'default' ? {} : { namespace }),
      ...(adopts ? { annotations: { [annotationPath('adopt').at(-1)!]: 'true' } } : {}),
    },
    spec: ordered(shapeOf(schema), spec),
  };
}

function ordered(shape: Shape, value: unknown): unknown {
  const { items, properties } = shape;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item) => ordered(items, item));
  if (typeof value !== 'object' || value === null || properties === undefined) return value;
  const members = value as Readonly<Record<string, unknown>>;
  const keys = [...new Set([...namesIn(shape), ...Object.keys(members)])].filter((key) => members[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, ordered(properties[key] ?? {}, members[key])]));
}

/** What is said beside a choice comes before it, but for tags. */
function namesIn({ properties = {}, oneKey }: Shape): string[] {
  const names = Object.keys(properties);
  const first = oneKey === undefined ? [] : names.filter((name) => name !== 'tags' && !oneKey.keys.includes(name));
  return [...first, ...names];
}
