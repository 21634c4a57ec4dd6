import type { TSchema } from 'typebox';
import { lazyOf } from '../core/lazy.ts';
import type { Path } from '../core/problem.ts';
import { kinds } from './index.ts';
import type { Manifest } from './manifest.ts';

/** One manifest pointing at another. */
export interface Reference {
  /** Where the `ref` stands in the document. */
  readonly path: Path;
  /** What is pointed at, whether it exists or not. */
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Every `ref` of a manifest; the schema knows which texts are refs and what they mean. */
export const referencesOf = lazyOf(referencesIn);

function referencesIn(manifest: Manifest): readonly Reference[] {
  const found: Reference[] = [];
  const spec = kinds.find((kind) => kind.kind === manifest.kind)?.spec;
  if (spec !== undefined) collect(spec, manifest.spec, ['spec']);
  return found;

  function collect(schema: TSchema, value: unknown, path: Path): void {
    const { pointsTo, items, properties } = schema as Shape;
    if (pointsTo !== undefined) found.push({ path, kind: pointsTo, ...parseRef(value as string, manifest.namespace) });
    if (items !== undefined) (value as unknown[]).forEach((item, index) => collect(items, item, [...path, index]));
    if (properties === undefined) return;
    for (const [key, member] of Object.entries(value as object)) {
      const field = properties[key];
      if (field !== undefined) collect(field, member, [...path, key]);
    }
  }
}

interface Shape {
  readonly pointsTo?: string;
  readonly items?: TSchema;
  readonly properties?: Readonly<Record<string, TSchema>>;
}

/** `name` in the same namespace, or `namespace/name`. */
export function parseRef(ref: string, namespace: string): { readonly namespace: string; readonly name: string } {
  const slash = ref.indexOf('/');
  return slash === -1 ? { namespace, name: ref } : { namespace: ref.slice(0, slash), name: ref.slice(slash + 1) };
}
