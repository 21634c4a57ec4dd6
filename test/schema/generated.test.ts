import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { renderCommandLine } from '../../scripts/command-line.ts';
import { renderCrds, renderKustomize, renderReference, renderSchema } from '../../scripts/generated.ts';

const root = join(import.meta.dirname, '../..');

test.each([...renderCrds(), ...renderReference(), renderCommandLine(), renderSchema(), renderKustomize()])(
  '$path is current',
  async ({ path, text }) => {
    expect(await readFile(join(root, path), 'utf8')).toBe(text);
  },
);

test.each(['crds', 'docs/reference'])('%s has no file that is not generated', async (folder) => {
  const generated = [...renderCrds(), ...renderReference()].filter(({ path }) => dirname(path) === folder);
  expect((await readdir(join(root, folder))).map((name) => `${folder}/${name}`).toSorted()).toEqual(
    generated.map(({ path }) => path).toSorted(),
  );
});

test.each(renderCrds())('$path is structural', ({ text }) => {
  const [version] = (parse(text) as Crd).spec.versions;
  expect([...violations(version?.schema.openAPIV3Schema ?? {}, 'schema')]).toEqual([]);
});

interface Crd {
  readonly spec: { readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: Schema } }[] };
}

interface Schema {
  readonly [keyword: string]: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly oneOf?: readonly Schema[];
}

const allowed = new Set(
  (
    'type description properties required items additionalProperties enum pattern minimum maximum minLength maxLength ' +
    'minItems maxItems oneOf x-kubernetes-int-or-string x-kubernetes-preserve-unknown-fields x-kubernetes-list-type ' +
    'x-kubernetes-list-map-keys'
  ).split(' '),
);

/** What the API server's rules for structural schemas forbid, and whatever we never mean to use. */
function* violations(schema: Schema, path: string): Iterable<string> {
  for (const keyword of Object.keys(schema)) if (!allowed.has(keyword)) yield `${path}: ${keyword}`;
  const free = schema['x-kubernetes-int-or-string'] ?? schema['x-kubernetes-preserve-unknown-fields'];
  if (free === undefined && typeof schema['type'] !== 'string') yield `${path}: no type`;
  if (schema.properties !== undefined && schema.additionalProperties !== undefined)
    yield `${path}: both kinds of fields`;
  if (typeof schema['pattern'] === 'string' && /\(\?[=!<]/.test(schema['pattern'])) yield `${path}: look-around`;
  for (const branch of schema.oneOf ?? [])
    if (Object.keys(branch).join() !== 'required') yield `${path}: oneOf says more than which fields`;
  for (const key of (schema['x-kubernetes-list-map-keys'] ?? []) as string[])
    if (!((schema.items?.['required'] ?? []) as string[]).includes(key)) yield `${path}: optional list key ${key}`;
  for (const [key, field] of Object.entries(schema.properties ?? {})) yield* violations(field, `${path}.${key}`);
  if (schema.items !== undefined) yield* violations(schema.items, `${path}[]`);
  if (schema.additionalProperties !== undefined) yield* violations(schema.additionalProperties, `${path}{}`);
}
