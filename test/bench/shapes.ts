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
  'listeners of one new load balancer, each with nine rules': fan,
  'security groups in a ring, made': (size) => ring(size, 'create'),
  'security groups in a ring, deleted': (size) => ring(size, 'delete'),
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

/** A load balancer of which nothing stands yet. */
function fan(size: number): Shape {
  const root = wantedOf('load-balancer/default/0', 'load-balancer', 'LoadBalancer/default/0', {});
  const inside = Array.from({ length: size - 1 }, (_, index) => {
    const listener = `listener/default/0/${Math.floor(index / 10)}`;
    return index % 10 === 0
      ? { ...wantedOf(listener, 'listener', root.manifest, {}), parent: root.id }
      : { ...wantedOf(`listener-rule/default/0/${index}`, 'listener-rule', root.manifest, {}), parent: listener };
  });
  return joined(...[root, ...inside].map((one) => part(one, 'create', undefined)));
}

/** Each lets in the next one by a rule of its own; a group goes when nobody's rules name it any more. */
function ring(size: number, action: 'create' | 'delete'): Shape {
  const groups = size / 2;
  const all = Array.from({ length: groups }, (_, index) => {
    const id = `security-group/default/${index}`;
    const peer = `security-group/default/${(index + 1) % groups}`;
    const manifest = `SecurityGroup/default/${index}`;
    const group = wantedOf(id, 'security-group', manifest, {});
    const state = { peer: { securityGroup: { $ref: peer, output: 'id' } } };
    const rule = {
      ...wantedOf(`security-group-rule/default/${index}/0`, 'security-group-rule', manifest, state),
      parent: id,
    };
    if (action === 'create') return joined(part(group, action, undefined), part(rule, action, undefined));
    const standing = { ...liveOf(rule.id, rule.type), parent: physicalOf(id), uses: [physicalOf(peer)] };
    return joined(part(group, action, liveOf(id, group.type)), part(rule, action, standing));
  });
  return joined(...all);
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
