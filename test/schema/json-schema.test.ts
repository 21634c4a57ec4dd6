import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kinds } from '../../src/kinds/index.ts';
import { jsonSchema } from '../../src/schema/json-schema.ts';

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
