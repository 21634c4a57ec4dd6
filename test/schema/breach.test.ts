import { Ajv, type ErrorObject } from 'ajv';
import * as fc from 'fast-check';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { configSchema } from '../../src/config/schema.ts';
import type { Path } from '../../src/core/problem.ts';
import { kinds } from '../../src/kinds/index.ts';
import { breachesOf, type Breach } from '../../src/schema/breach.ts';
import { envelope } from '../../src/schema/envelope.ts';
import { shapeOf, type OneKey, type Shape } from '../../src/schema/shape.ts';
import { cases } from '../support/cases.ts';

/*
 * ajv takes a third of a second to make a program of our schemas, at each start. Ours only walks them, and this holds it to
 * ajv: the same rules broken at the same places, for every schema.
 */

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true, ownProperties: true });
for (const word of ['words', 'pointsTo', 'keyedBy', 'keys', 'looks', 'verbatim']) ajv.addKeyword(word);
ajv.addKeyword({
  keyword: 'oneKey',
  type: 'object',
  validate: ({ keys }: OneKey, value: object) => keys.filter((key) => Object.hasOwn(value, key)).length === 1,
});

const schemas: Readonly<Record<string, TSchema>> = {
  ...Object.fromEntries(kinds.map((kind) => [kind.kind, envelope(kind)])),
  configuration: configSchema,
};
const checks = Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, ajv.compile(schema)]));

type Reported = Pick<Breach, 'rule' | 'path' | 'field'>;

function reportedByAjv(name: string, value: unknown): Reported[] {
  const check = checks[name]!;
  check(value);
  const errors = check.errors ?? [];
  const mistyped = new Set(errors.filter(({ keyword }) => keyword === 'type').map(({ instancePath }) => instancePath));
  return errors
    .filter(({ keyword, instancePath }) => keyword === 'type' || !mistyped.has(instancePath))
    .map((error) => ({ rule: error.keyword as Breach['rule'], path: pathOf(error, value), field: fieldOf(error) }));
}

function fieldOf({ params }: ErrorObject): string {
  const { missingProperty, additionalProperty } = params as Readonly<Record<string, string>>;
  return missingProperty ?? additionalProperty ?? '';
}

/** In a JSON pointer, an index of a list looks like a key. */
function pathOf({ instancePath }: ErrorObject, root: unknown): Path {
  const path: (string | number)[] = [];
  let node = root;
  for (const raw of instancePath.split('/').slice(1)) {
    const part = raw.replaceAll('~1', '/').replaceAll('~0', '~');
    path.push(Array.isArray(node) ? Number(part) : part);
    node = (node as Record<string, unknown>)[part];
  }
  return path;
}

function reported(name: string, value: unknown): Reported[] {
  return breachesOf(shapeOf(schemas[name]!), value).map(({ rule, path, field }) => ({ rule, path, field }));
}

/** Whatever a schema can be asked about: what fits, what nearly does, and what does not at all. */
function valuesOf(shape: Shape): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 12, arbitrary: fitting(shape) }, { weight: 1, arbitrary: anything });
}

const anything = fc.oneof(
  fc.constantFrom(null, true, '', '0', 'a', '😀', ' x', -1, 0, 1, 1.5, 80, 70_000, [], {}, [null], { a: 1 }),
  fc.jsonValue({ maxDepth: 2 }),
);

function fitting(shape: Shape): fc.Arbitrary<unknown> {
  const { type, enum: choices, items, properties, required = [], additionalProperties } = shape;
  if (choices !== undefined) return fc.constantFrom(...choices);
  if (items !== undefined) return fc.array(valuesOf(items), { maxLength: 3 });
  if (properties !== undefined) return mapOf(properties, required);
  if (additionalProperties) return fc.dictionary(keys, valuesOf(additionalProperties), { maxKeys: 3 });
  const [one = 'string'] = [type ?? []].flat();
  if (one === 'string') return texts(shape);
  if (one === 'boolean') return fc.boolean();
  const { minimum = 0, maximum = 100_000 } = shape;
  return fc.constantFrom(minimum - 1, minimum, minimum + 0.5, maximum, maximum + 1);
}

const keys = fc.constantFrom('a', 'b', 'name', 'ref', 'constructor', '__proto__', 'toString', 'x/y~z', '0');

function mapOf(properties: Readonly<Record<string, Shape>>, required: readonly string[]): fc.Arbitrary<unknown> {
  const fields = Object.fromEntries(Object.entries(properties).map(([name, inner]) => [name, valuesOf(inner)]));
  const whole = fc.record(fields, { requiredKeys: [...required] });
  const torn = fc.record(fields, { requiredKeys: [] });
  const stray = fc
    .tuple(whole, keys, anything)
    .map(([map, key, value]) => Object.fromEntries([...Object.entries(map), [key, value]]));
  return fc.oneof({ weight: 6, arbitrary: whole }, torn, stray);
}

function texts({ maxLength = 20, default: usual }: Shape): fc.Arbitrary<string> {
  const long = fc.nat(2).map((more) => '😀'.repeat(maxLength - 1 + more));
  const common = fc.constantFrom(
    String(usual ?? 'web'),
    'web-alb',
    '',
    'A_b',
    'sg-0123456789abcdef0',
    '10.0.0.0/16',
    '5m',
  );
  return fc.oneof(common, fc.string({ maxLength: 8, unit: 'binary' }), long);
}

test.each(Object.keys(schemas))('%s: the same as ajv of whatever is written', (name) => {
  const shape = shapeOf(schemas[name]!);
  let broken = 0;
  fc.assert(
    fc.property(valuesOf(shape), (value) => {
      const found = reported(name, value);
      broken += found.length;
      expect(found).toEqual(reportedByAjv(name, value));
    }),
    { numRuns: cases(300), seed: 4 },
  );
  expect(broken).toBeGreaterThan(300);
});

const root = join(import.meta.dirname, '../..');

test.each(['manifests', 'test/kinds/valid', 'test/golden/invalid'])('the same as ajv of %s', (folder) => {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.yaml'),
  );
  const documents = files.flatMap((file) =>
    parseAllDocuments(readFileSync(join(root, folder, file), 'utf8'), { logLevel: 'silent' }).flatMap((document) => {
      const value: unknown = document.errors.length > 0 ? undefined : document.toJS();
      const { kind } = (value ?? {}) as { readonly kind?: string };
      return kind !== undefined && Object.hasOwn(schemas, kind) ? [{ file, kind, value }] : [];
    }),
  );
  expect(documents.length).toBeGreaterThan(5);
  for (const { file, kind, value } of documents)
    expect(reported(kind, value), file).toEqual(reportedByAjv(kind, value));
});
