import { isMaking, isMemory, isRemoval, isWrite, type Change } from '../core/plan.ts';
import type { Live } from '../core/resource.ts';
import type { ResourceId } from '../core/value.ts';
import type { Resource } from '../resources/resource.ts';
import { leavings } from './leavings.ts';
import { retiredName, retirements } from './retirements.ts';
import type { Steps } from './steps.ts';

/** A unit of work: one change, siblings that share a call, or a step that changes need to have done first. */
export interface Node {
  readonly name: string;
  readonly changes: readonly Change[];
  /**
   * `leave` ends an update with what can only go once others have moved over. `retire` and `empty` take away the predecessor
   * of a replaced one, and what it holds others with.
   */
  readonly kind: 'make' | 'arrange' | 'delete' | 'leave' | 'retire' | 'empty';
  readonly needs: Set<string>;
  readonly run: (steps: Steps) => Promise<void>;
}

/** The plan's graph, with what can go in one call put together. */
export function nodesOf(
  changes: readonly Change[],
  resources: ReadonlyMap<string, Resource>,
  live: ReadonlyMap<string, Live>,
  parentOf: (change: Change) => string | undefined,
): Node[] {
  const writes = changes.filter(isWrite);
  const nameOf = new Map<string, string>();
  const replaced = new Set(writes.filter((change) => change.action === 'replace').map((change) => change.id));
  const deleted = new Map(writes.filter(({ action }) => isRemoval(action)).map((change) => [change.live, change]));
  const groups = new Map<string, Change[]>();
  for (const change of writes) {
    const name = batchName(carrierOf(change), resources, live, parentOf);
    nameOf.set(change.id, name);
    groups.set(name, [...(groups.get(name) ?? []), change]);
  }
  const leaving = leavings({ writes, live, resources, nodeOf: (id) => nameOf.get(id) });
  const lastOf = (id: ResourceId): string | undefined => leaving.get(id)?.name ?? nameOf.get(id);
  const nodes = [...groups].map(([name, grouped]): Node => {
    const members = [...grouped.filter((change) => !change.implied), ...grouped.filter((change) => change.implied)];
    const needs = members.flatMap((change) => change.after.flatMap((id) => beforeOf(change, id)));
    return { name, changes: members, kind: kindOf(members[0]!), needs: without(needs, name), run: runOf(members) };
  });
  const retiring = retirements({ writes, live, resources, nodeOf: lastOf });
  const all = [...nodes, ...arrangements(nodes, resources, parentOf), ...leaving.values(), ...retiring];
  rememberLast(all);
  return all;

  /** What AWS deletes along with its container is deleted when that is, and not before. */
  function carrierOf(change: Change): Change {
    const container = change.implied ? deleted.get(live.get(change.live ?? '')?.parent) : undefined;
    return container === undefined ? change : carrierOf(container);
  }

  /** Whoever makes waits for what is made; a deletion, for what was replaced to be gone, and what was used to be left. */
  function beforeOf(change: Change, id: ResourceId): string[] {
    if (!isRemoval(change.action)) return [nameOf.get(id) ?? id];
    return [replaced.has(id) ? retiredName(id) : (lastOf(id) ?? id)];
  }
}

/** What was only half made is not remembered as applied. Nothing waits for a memory, so that no circle can come of it. */
function rememberLast(nodes: readonly Node[]): void {
  const memories = new Map(nodes.filter(({ changes: [first] }) => isMemory(first!)).map((node) => [node.name, node]));
  const byManifest = new Map([...memories.values()].map((node) => [node.changes[0]!.manifest, node]));
  for (const node of nodes) {
    for (const need of node.needs) if (memories.has(need)) node.needs.delete(need);
    const { manifest, holder = manifest } = node.changes[0]!;
    for (const memory of [byManifest.get(manifest), byManifest.get(holder)]) {
      if (memory !== node) memory?.needs.add(node.name);
    }
  }
}

function batchName(
  change: Change,
  resources: ReadonlyMap<string, Resource>,
  live: ReadonlyMap<string, Live>,
  parentOf: (change: Change) => string | undefined,
): string {
  const apply = resources.get(change.type)?.apply;
  if (isMaking(change.action) && apply?.createMany !== undefined) return `${change.type} made in ${parentOf(change)}`;
  if (isRemoval(change.action) && apply?.removeMany !== undefined && change.implied === undefined) {
    return `${change.type} removed from ${live.get(change.live ?? '')?.parent}`;
  }
  return change.id;
}

function kindOf(change: Change): Node['kind'] {
  return isRemoval(change.action) ? 'delete' : 'make';
}

function runOf(members: readonly Change[]): Node['run'] {
  const [first] = members;
  const { action } = first!;
  switch (action) {
    case 'create':
    case 'register':
      return (steps) => steps.create(members);
    case 'update':
      return (steps) => steps.update(first!);
    case 'replace':
      return (steps) => steps.replace(first!);
    case 'delete':
    case 'deregister':
      return first!.implied
        ? () => Promise.resolve()
        : (steps) => steps.remove(members.filter((change) => !change.implied));
    case 'blocked':
    case 'noop':
      throw new Error(`${action} is nothing to carry out`);
  }
}

/** Before the children of a container are made or written, they are put in their places. */
function arrangements(
  nodes: readonly Node[],
  resources: ReadonlyMap<string, Resource>,
  parentOf: (change: Change) => string | undefined,
): Node[] {
  const families = new Map<string, Node[]>();
  for (const node of nodes) {
    const change = node.changes[0]!;
    if (resources.get(change.type)?.apply.arrange === undefined || change.implied) continue;
    const family = `${change.type} arranged in ${parentOf(change)}`;
    families.set(family, [...(families.get(family) ?? []), node]);
  }
  return [...families]
    .filter(([, members]) => members.some((node) => node.changes[0]!.live !== undefined))
    .map(([name, members]) => {
      const changes = members.flatMap((node) => node.changes);
      const own = new Set(members.map((node) => node.name));
      const needs = new Set(members.filter((node) => node.kind === 'make').flatMap((node) => [...node.needs]));
      for (const sibling of own) needs.delete(sibling);
      for (const node of members) node.needs.add(name);
      return { name, changes, kind: 'arrange', needs, run: (steps) => steps.arrange(changes) };
    });
}

function without(names: readonly string[], own: string): Set<string> {
  const set = new Set(names);
  set.delete(own);
  return set;
}
