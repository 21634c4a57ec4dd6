import { assert, jsonValue, oneof, constantFrom, property, record, type JsonValue } from 'fast-check';
import { expect, test } from 'vitest';
import type { SourceDocument } from '../../src/core/problem.ts';
import { kinds } from '../../src/kinds/index.ts';
import { parseManifests } from '../../src/kinds/parse.ts';

function document(value: unknown, file = 'a.yaml'): SourceDocument {
  const position = { line: 1, column: 1 };
  return { file, value, locate: () => position, locateKey: () => position };
}

function parse(...values: unknown[]): ReturnType<typeof parseManifests> {
  return parseManifests({ documents: values.map((value) => document(value)), problems: [] });
}

const group = (name: string, ...points: string[]): unknown => ({
  apiVersion: 'evenkeel.dev/v1',
  kind: 'SecurityGroup',
  metadata: { name },
  spec: {
    vpc: { default: true },
    egress: points.map((ref, index) => ({ protocol: 'tcp', port: index, to: [{ securityGroup: { ref } }] })),
  },
});

test('whatever stands in a document, it is either a manifest or has a problem', () => {
  const kind = constantFrom(...kinds.map((each) => each.kind));
  const metadata = record({ name: constantFrom<JsonValue>('web', 1, null) });
  const near = record({ apiVersion: constantFrom('evenkeel.dev/v1'), kind, metadata, spec: jsonValue() });
  assert(
    property(oneof(jsonValue(), near), (value) => {
      const { manifests, problems, invalid } = parse(value);
      expect(manifests.length + invalid.length).toBe(1);
      expect(problems.length > 0).toBe(invalid.length > 0);
    }),
  );
});

test('good documents go on when others are bad', () => {
  const { manifests, invalid } = parse(group('good'), { kind: 'SecurityGroup' }, group('user', 'good'), 'text');
  expect(manifests.map((manifest) => manifest.id)).toEqual([
    'SecurityGroup/default/good',
    'SecurityGroup/default/user',
  ]);
  expect(invalid.map(({ kind, namespace }) => ({ kind, namespace }))).toEqual([
    { kind: 'SecurityGroup', namespace: 'default' },
    { kind: undefined, namespace: 'default' },
  ]);
});

test('groups may point at each other', () => {
  expect(parse(group('a', 'b'), group('b', 'a', 'b')).problems).toEqual([]);
});

test('a chain of any length stalls with its end, and nothing else does', () => {
  const chain = Array.from({ length: 5000 }, (_, index) => group(`g${index}`, `g${index + 1}`));
  const { manifests, problems } = parse(...chain, group('apart'));
  expect(manifests.map((manifest) => manifest.name)).toEqual(['apart']);
  expect(problems).toHaveLength(5000);
});

test('of a document with very many problems, a hundred are reported', () => {
  const tags = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`t${index}`, null]));
  const { problems } = parse({
    apiVersion: 'evenkeel.dev/v1',
    kind: 'SecurityGroup',
    metadata: { name: 'web' },
    spec: { tags },
  });
  expect(problems).toHaveLength(101);
  expect(problems.map((problem) => problem.message)).toContain('has 900 more problems');
});
