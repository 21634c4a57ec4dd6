import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kinds } from '../../src/kinds/index.ts';
import { breachesOf } from '../../src/schema/breach.ts';
import { envelope } from '../../src/schema/envelope.ts';
import { jsonSchema } from '../../src/schema/json-schema.ts';
import { shapeOf } from '../../src/schema/shape.ts';
import { understand } from '../../src/schema/understand.ts';

const root = join(import.meta.dirname, '../..');
const validate = new Ajv({ strict: false, allErrors: true }).compile(jsonSchema(kinds));

function faultsOf(manifest: unknown): string[] {
  validate(manifest);
  return (validate.errors ?? [])
    .filter(({ keyword }) => keyword !== 'if')
    .map(({ instancePath, message, params }) => {
      const property = (params as { readonly additionalProperty?: string }).additionalProperty;
      return `${instancePath} ${message}${property === undefined ? '' : ` (${property})`}`;
    });
}

function documentsIn(folder: string): unknown[] {
  return readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => parseAllDocuments(readFileSync(join(root, folder, file), 'utf8')))
    .map((document): unknown => document.toJS());
}

const folders = ['test/kinds/valid', ...readdirSync(join(root, 'manifests')).map((name) => `manifests/${name}`)];

test.each(folders)('what is valid in %s is valid to an editor', (folder) => {
  expect(documentsIn(folder).flatMap(faultsOf)).toEqual([]);
});

describe('a mistake is marked where it stands', () => {
  const group = (spec: object, metadata: object = {}): object => ({
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name: 'web', ...metadata },
    spec,
  });

  test.each([
    [group({ prot: 80 }), '/spec must NOT have additional properties (prot)'],
    [group({ port: '80' }), '/spec/port must be integer'],
    [group({ protocol: 'HTP' }), '/spec/protocol must be equal to one of the allowed values'],
    [
      group({ attributes: { 'stickiness.enable': true } }),
      '/spec/attributes must NOT have additional properties (stickiness.enable)',
    ],
    [group({ vpc: {} }), '/spec/vpc must match exactly one schema in oneOf'],
    [
      group({}, { annotations: { 'evenkeel.dev/drift': 'off' } }),
      '/metadata/annotations/evenkeel.dev~1drift must be equal to one of the allowed values',
    ],
    [{ ...group({}), kind: 'TargetGroups' }, '/kind must be equal to one of the allowed values'],
  ])('%j', (manifest, fault) => {
    expect(faultsOf(manifest)).toContain(fault);
  });
});

describe.each(kinds)('an editor takes what is understood of a $kind', (kind) => {
  const shape = shapeOf(envelope(kind));

  function isUnderstood(value: unknown, environment: Readonly<Record<string, string>>): boolean {
    const meant = understand(shape, { value }, { environment, isSecret: () => false });
    return meant.faults.length === 0 && breachesOf(shape, meant.value).length === 0;
  }

  test('with a number, a variable or one value in place of what stands', () => {
    const documents = documentsIn('test/kinds/valid').filter((one) => (one as { kind: string }).kind === kind.kind);
    const tried = documents.flatMap((document) => [...variants(document)]);
    const understood = tried.filter(({ value, held }) => isUnderstood(value, { HELD: held }));
    expect(understood.length).toBeGreaterThan(0);
    expect(understood.flatMap(({ value }) => faultsOf(value))).toEqual([]);
  });
});

/** The value with one of its scalars, or lists of one scalar, written in another way. */
function* variants(value: unknown, path: readonly string[] = []): Iterable<{ value: unknown; held: string }> {
  if (typeof value !== 'object' || value === null) {
    yield { value: 7, held: '' };
    yield { value: true, held: '' };
    yield { value: '${HELD}', held: String(value) };
    return;
  }
  if (Array.isArray(value) && value.length === 1 && typeof value[0] !== 'object') yield { value: value[0], held: '' };
  for (const [key, member] of Object.entries(value)) {
    // What ours may hold is checked beside the schema.
    if (key.startsWith('evenkeel.dev/')) continue;
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    for (const variant of variants(member, [...path, key])) {
      const changed = Array.isArray(value)
        ? value.map((one: unknown, index) => (String(index) === key ? variant.value : one))
        : { ...value, [key]: variant.value };
      yield { value: changed, held: variant.held };
    }
  }
}
