import type { Change } from '../../src/core/plan.ts';
import { changeOf } from '../../src/core/planning/context.ts';
import type { Live, Policy, Wanted } from '../../src/core/resource.ts';
import type { ResourceId } from '../../src/core/value.ts';

/** A plan of so many changes, and what it is about. */
export interface Shape {
  readonly changes: readonly Change[];
  readonly wanted: readonly Wanted[];
  readonly live: readonly Live[];
}

const source = { file: 'all.yaml', line: 1, column: 1 };
const policy: Policy = {
  drift: 'correct',
  deletion: 'delete',
  suspend: false,
  adopt: false,
  allowEmpty: false,
  ignoreFields: [],
};

/** Shapes that a plan may have at its worst. */
export const shapes: Readonly<Record<string, (size: number) => Shape>> = {
  'none waits for another': (size) => roots(size, 'create', () => []),
  'each waits for the one before': (size) => roots(size, 'create', (index) => (index === 0 ? [] : [index - 1])),
  'all wait for one': (size) => roots(size, 'create', (index) => (index === 0 ? [] : [0])),
  'security groups are replaced': (size) => roots(size, 'replace', () => []),
  'each security group is replaced with the one before': chained,
  'rules of one new listener': (size) =>
    joined(
      roots(1, 'create', () => []),
      children(size - 1, 'listener-rule', ['create']),
    ),
  'rules of one listener, changed and deleted': (size) => children(size, 'listener-rule', ['update', 'delete']),
  'rules of one security group, made and deleted': (size) =>
    children(size, 'security-group-rule', ['create', 'delete']),
};

function roots(size: number, action: 'create' | 'replace', usedBy: (index: number) => readonly number[]): Shape {
  const all = Array.from({ length: size }, (_, index) => {
    const id = `security-group/default/${index}`;
    const state = { bases: usedBy(index).map((base) => ({ $ref: `security-group/default/${base}`, output: 'id' })) };
    const wanted = wantedOf(id, 'security-group', `SecurityGroup/default/${index}`, state);
    return part(wanted, action, action === 'create' ? undefined : liveOf(id, 'security-group'));
  });
  return joined(...all);
}

/** Each refers to the one before, in the manifests and in AWS. */
function chained(size: number): Shape {
  const { changes, wanted, live } = roots(size, 'replace', (index) => (index === 0 ? [] : [index - 1]));
  return {
    changes,
    wanted,
    live: live.map((one, index) => ({ ...one, uses: index === 0 ? [] : [live[index - 1]!.physical] })),
  };
}

/** Children of one container, which take turns in what is done about them. */
function children(size: number, type: string, actions: readonly ('create' | 'update' | 'delete')[]): Shape {
  const parent = 'security-group/default/0';
  const all = Array.from({ length: size }, (_, index) => {
    const action = actions[index % actions.length]!;
    const wanted = { ...wantedOf(`${type}/default/0/${index}`, type, 'SecurityGroup/default/0', {}), parent };
    return part(
      wanted,
      action,
      action === 'create' ? undefined : { ...liveOf(wanted.id, type), parent: physicalOf(parent) },
    );
  });
  return joined(...all);
}

function part(wanted: Wanted, action: Change['action'], live: Live | undefined): Shape {
  const change = changeOf(wanted, { action, cause: 'spec', ...(live === undefined ? {} : { live }) });
  return { changes: [change], wanted: action === 'delete' ? [] : [wanted], live: live === undefined ? [] : [live] };
}

function wantedOf(id: ResourceId, type: string, manifest: string, state: object): Wanted {
  return { id, type, manifest, key: '', at: '/spec', state, policy, source };
}

function liveOf(id: ResourceId, type: string): Live {
  return { type, physical: physicalOf(id), state: { peer: {} }, tags: {}, outputs: {}, uses: [] };
}

function physicalOf(id: ResourceId): string {
  return `physical/${id}`;
}

function joined(...parts: readonly Shape[]): Shape {
  return {
    changes: parts.flatMap(({ changes }) => changes),
    wanted: parts.flatMap(({ wanted }) => wanted),
    live: parts.flatMap(({ live }) => live),
  };
}
