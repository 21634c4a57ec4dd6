import { Ajv } from 'ajv';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { pointer } from '../../src/core/problem.ts';
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

  const balancer = (listeners: unknown): object => ({ ...group({ listeners }), kind: 'LoadBalancer' });

  test.each([
    [group({ prot: 80 }), '/spec must NOT have additional properties (prot)'],
    [group({ port: '80' }), '/spec/port must be integer'],
    [group({ protocol: 'HTP' }), '/spec/protocol must be equal to one of the allowed values'],
    [
      group({ attributes: { 'stickiness.enable': true } }),
      '/spec/attributes must NOT have additional properties (stickiness.enable)',
    ],
    [group({ vpc: {} }), '/spec/vpc must match exactly one schema in oneOf'],
    [group({ vpc: 'main' }), '/spec/vpc must be object'],
    [group({ port: 'a${PORT}' }), '/spec/port must match pattern'],
    [group({ port: '${PORT:-web}' }), '/spec/port must match pattern'],
    [group({ protocol: '${STAGE' }), '/spec/protocol must match pattern'],
    [group({ tags: { stage: '${STAGE:?no}' } }), '/spec/tags/stage must match pattern'],
    [
      group({ attributes: { 'stickiness.enabled': 'on' } }),
      '/spec/attributes/stickiness.enabled must be equal to one of the allowed values',
    ],
    [
      group({ attributes: { 'deregistration_delay.timeout_seconds': 4000 } }),
      '/spec/attributes/deregistration_delay.timeout_seconds must be <= 3600',
    ],
    [
      group({}, { annotations: { 'evenkeel.dev/drifts': 'warn' } }),
      '/metadata/annotations/evenkeel.dev~1drifts boolean schema is false',
    ],
    [group({}, { annotations: { suspend: 'true' } }), '/metadata/annotations/suspend boolean schema is false'],
    [balancer({ port: 80, protocl: 'HTTP' }), '/spec/listeners must NOT have additional properties (protocl)'],
    [balancer([{ port: 80, protocl: 'HTTP' }]), '/spec/listeners/0 must NOT have additional properties (protocl)'],
    [
      group({}, { annotations: { 'evenkeel.dev/drift': 'off' } }),
      '/metadata/annotations/evenkeel.dev~1drift must be equal to one of the allowed values',
    ],
    [{ ...group({}), kind: 'TargetGroups' }, '/kind must be equal to one of the allowed values'],
  ])('%j', (manifest, fault) => {
    expect(faultsOf(manifest)).toContainEqual(expect.stringContaining(fault));
  });

  test.each(['${PORT}', '${PORT:-80}', '80${STAGE}', 80])('and none at port: %s', (port) => {
    expect(faultsOf(group({ port }))).toEqual([]);
  });
});

test('what the schema refuses in test/golden/invalid is marked at its place', () => {
  const folder = 'test/golden/invalid';
  const unmarked = readdirSync(join(root, folder))
    .filter((file) => file.endsWith('.yaml'))
    .flatMap((file) => {
      const documents = parseAllDocuments(readFileSync(join(root, folder, file), 'utf8'), { logLevel: 'silent' });
      return documents.filter(({ errors }) => errors.length === 0).flatMap((one) => unmarkedOf(one.toJS(), file));
    });
  // A pattern is for texts, and editors have no other rule for a number that stands for one.
  expect(unmarked).toEqual([
    '037-number-for-text.yaml /spec/healthCheck/port pattern',
    '314-texts-for-pointers.yaml /spec/listeners/0/defaultActions/0/fixedResponse/statusCode pattern',
  ]);
});

function unmarkedOf(document: unknown, file: string): string[] {
  const kind = kinds.find((one) => one.kind === (document as { kind?: string } | null)?.kind);
  if (kind === undefined) return [];
  const shape = shapeOf(envelope(kind));
  const meant = understand(shape, { value: document });
  // One value in place of a list stands a step higher.
  const placed = (place: string): string => place.replaceAll('/0', '');
  const marked = new Set(faultsOf(document).map((fault) => placed(fault.split(' ', 1)[0]!)));
  return breachesOf(shape, meant.value)
    .filter(({ path }) => !marked.has(placed(pointer(path))))
    .map(({ path, rule }) => `${file} ${pointer(path)} ${rule}`);
}

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
    if (path.length === 0 && (key === 'apiVersion' || key === 'kind')) continue;
    // What attributes and our annotations may hold is checked beside the schema.
    const isChecked = key.startsWith('evenkeel.dev/') || path.at(-1) === 'attributes';
    for (const variant of variants(member, [...path, key])) {
      if (isChecked && variant.value !== '${HELD}') continue;
      const changed = Array.isArray(value)
        ? value.map((one: unknown, index) => (String(index) === key ? variant.value : one))
        : { ...value, [key]: variant.value };
      yield { value: changed, held: variant.held };
    }
  }
}
