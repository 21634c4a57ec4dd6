import { join } from 'node:path';
import type { TSchema } from 'typebox';
import { beforeAll, expect, test } from 'vitest';
import { formatProblem } from '../../src/core/problem.ts';
import { kinds } from '../../src/kinds/index.ts';
import { parseManifests, type Parsed } from '../../src/kinds/parse.ts';
import { readFolder } from '../../src/source/folder.ts';

let parsed: Parsed;

beforeAll(async () => {
  parsed = parseManifests(await readFolder(join(import.meta.dirname, 'valid')));
});

test('valid manifests have no problem', () => {
  expect(parsed.problems.map(formatProblem)).toEqual([]);
  expect(parsed.invalid).toEqual([]);
});

test('every field of every kind stands in one of them', () => {
  for (const kind of kinds) {
    const specs = parsed.manifests.filter((manifest) => manifest.kind === kind.kind).map((manifest) => manifest.spec);
    const used = new Set(specs.flatMap((spec) => [...fieldsUsed(spec)].map(sameActions)));
    expect([...fieldsOf(kind.spec)].map(sameActions).filter((field) => !used.has(field))).toEqual([]);
  }
});

test('a manifest says who it is and how it wants to be treated', () => {
  const group = parsed.manifests.find((manifest) => manifest.name === 'web-alb-sg');
  expect(group).toMatchObject({
    id: 'SecurityGroup/web/web-alb-sg',
    labels: { app: 'web' },
    policy: {
      drift: 'warn',
      deletion: 'retain',
      suspend: false,
      adopt: true,
      ignoreFields: ['/spec/tags/owner', '/spec/ingress'],
    },
  });
});

test('without annotations the policy is to correct, to delete and to look', () => {
  const balancer = parsed.manifests.find((manifest) => manifest.name === 'public-nlb');
  expect(balancer?.policy).toEqual({
    drift: 'correct',
    deletion: 'delete',
    suspend: false,
    adopt: false,
    allowEmpty: false,
    ignoreFields: [],
  });
  expect(balancer?.id).toBe('LoadBalancer/default/public-nlb');
});

/** Rules and listeners have the same actions, so each need stand in one of the two only. */
function sameActions(field: string): string {
  return field.replace(/\.(rules\.actions|defaultActions)\b/, '.actions');
}

interface Shape {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
}

/** Dotted paths, lists looked through. */
function* fieldsOf(schema: TSchema, path = 'spec'): Iterable<string> {
  const { properties, items } = schema as Shape;
  yield path;
  if (items !== undefined) yield* fieldsOf(items, path);
  for (const [key, field] of Object.entries(properties ?? {})) yield* fieldsOf(field, `${path}.${key}`);
}

function* fieldsUsed(value: unknown, path = 'spec'): Iterable<string> {
  yield path;
  if (Array.isArray(value)) for (const item of value) yield* fieldsUsed(item, path);
  else if (typeof value === 'object' && value !== null)
    for (const [key, member] of Object.entries(value)) yield* fieldsUsed(member, `${path}.${key}`);
}
