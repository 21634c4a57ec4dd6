import { topological } from '../graph.ts';
import { isMaking, isRemoval, isWrite, type Change } from '../plan.ts';
import type { Live, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import { typeOf, type Planning } from './context.ts';

/** Tells each change what must be done before it, and puts them in an order in which they could be made one by one. */
export function order(planning: Planning, changes: readonly Change[]): Change[] {
  const writes = new Map(changes.filter(isWrite).map((change) => [change.id, change]));
  const byLive = new Map(
    [...writes.values()].flatMap((change) => (change.live === undefined ? [] : [[change.live, change]])),
  );
  const families = siblingsWritten(planning, writes);
  const childrenDeleted = deletionsByContainer(planning, writes);
  const successors = madeByManifest(writes);
  const childrenCreated = creationsByNewContainer(planning, writes);
  const creationsByUsed = creationsByWhatTheyUse(planning, writes);
  const told = changes.map((change) => {
    if (!isWrite(change)) return change;
    const needs = isRemoval(change.action) ? beforeDelete(change) : beforeMaking(change);
    const after = [...new Set(needs)].filter((id) => id !== change.id && writes.has(id));
    return { ...change, after };
  });
  const byId = new Map(told.map((change) => [change.id, change]));
  const sorted = topological([...byId.keys()], (id) => byId.get(id)!.after);
  return [...sorted.order, ...sorted.circle].map((id) => byId.get(id)!);

  function beforeMaking(change: Change): ResourceId[] {
    const wanted = planning.wanted.get(change.id);
    if (wanted === undefined) return [];
    const needed = refsOf(wanted.state)
      .filter((ref) => ref.weak === undefined)
      .map((ref) => ref.$ref);
    const filled = change.action === 'update' ? needed.flatMap((id) => childrenCreated.get(id) ?? []) : [];
    return [
      ...needed,
      ...filled,
      ...firstUsers(wanted),
      ...(wanted.parent === undefined ? [] : [wanted.parent]),
    ].filter((id) => !isRemoval(writes.get(id)?.action));
  }

  /** Who makes the resources that it is built on be in use, where AWS asks for that. */
  function firstUsers(wanted: Wanted): ResourceId[] {
    const { afterUsersOf } = typeOf(planning, wanted.type);
    if (afterUsersOf === undefined) return [];
    const used = refsOf(wanted.state).filter(({ $ref }) => planning.wanted.get($ref)?.type === afterUsersOf);
    return used.flatMap(({ $ref }) => creationsByUsed.get($ref) ?? []);
  }

  /**
   * Users before used, children before their container, siblings are made whole before one is broken, and what a crash left of
   * a replacement goes once its successor is whole.
   */
  function beforeDelete(change: Change): ResourceId[] {
    const live = planning.standing.byPhysical.get(change.live ?? '');
    if (live === undefined) return [];
    return [
      ...usersOf(live).flatMap((user) => lettingGo(user)),
      ...(childrenDeleted.get(live.physical) ?? []),
      ...(families.get(`${live.parent} ${live.type}`) ?? []).flatMap((id) => [id, ...(childrenCreated.get(id) ?? [])]),
      ...(change.cause === 'dependency' || change.cause === 'prune' ? (successors.get(change.manifest) ?? []) : []),
    ];
  }

  /**
   * What makes a user stop using: its own change, or else the one that takes its container away with it. What is replaced
   * lets go only when it has no users itself.
   */
  function lettingGo(user: Live, seen: ReadonlySet<Live> = new Set()): ResourceId[] {
    if (seen.has(user)) return [];
    const beyond = new Set([...seen, user]);
    const own = byLive.get(user.physical);
    const ids = own === undefined ? [] : [own.id];
    if (own?.action === 'replace') return [...ids, ...usersOf(user).flatMap((other) => lettingGo(other, beyond))];
    if (own !== undefined && own.implied === undefined) return ids;
    const container = planning.standing.byPhysical.get(user.parent ?? '');
    return container === undefined ? ids : [...ids, ...lettingGo(container, beyond)];
  }

  function usersOf(live: Live): readonly Live[] {
    return planning.standing.usersOf(live.physical);
  }
}

/** Deletions by the container of what is deleted. */
function deletionsByContainer(planning: Planning, writes: ReadonlyMap<ResourceId, Change>): Map<string, ResourceId[]> {
  const deletions = new Map<string, ResourceId[]>();
  for (const change of writes.values()) {
    if (!isRemoval(change.action)) continue;
    const container = planning.standing.byPhysical.get(change.live ?? '')?.parent;
    if (container !== undefined) deletions.set(container, [...(deletions.get(container) ?? []), change.id]);
  }
  return deletions;
}

/**
 * The children of what is made anew. What carries traffic already moves over only when they stand: behind a security
 * group that has no rules yet, nobody would reach it.
 */
function creationsByNewContainer(
  planning: Planning,
  writes: ReadonlyMap<ResourceId, Change>,
): Map<ResourceId, ResourceId[]> {
  const creations = new Map<ResourceId, ResourceId[]>();
  for (const { id, action } of writes.values()) {
    const parent = planning.wanted.get(id)?.parent;
    const container = writes.get(parent ?? '')?.action;
    if (parent === undefined || !isMaking(action) || (container !== 'create' && container !== 'replace')) continue;
    creations.set(parent, [...(creations.get(parent) ?? []), id]);
  }
  return creations;
}

/** Creations by the resources that they refer to, save for those that ask to come after others. */
function creationsByWhatTheyUse(
  planning: Planning,
  writes: ReadonlyMap<ResourceId, Change>,
): Map<ResourceId, ResourceId[]> {
  const users = new Map<ResourceId, ResourceId[]>();
  for (const { id, type, action } of writes.values()) {
    const wanted = planning.wanted.get(id);
    const { afterUsersOf, membership } = typeOf(planning, type);
    if (wanted === undefined || action !== 'create' || afterUsersOf !== undefined || membership) continue;
    for (const { $ref } of refsOf(wanted.state)) users.set($ref, [...(users.get($ref) ?? []), id]);
  }
  return users;
}

/** Creations and updates by container and type. */
function siblingsWritten(planning: Planning, writes: ReadonlyMap<ResourceId, Change>): Map<string, ResourceId[]> {
  const families = new Map<string, ResourceId[]>();
  for (const change of writes.values()) {
    const wanted = planning.wanted.get(change.id);
    if (wanted?.parent === undefined || isRemoval(change.action)) continue;
    const container = planning.matched.get(wanted.parent);
    if (container === undefined) continue;
    const key = `${container.physical} ${change.type}`;
    families.set(key, [...(families.get(key) ?? []), change.id]);
  }
  return families;
}

/** Creations and updates by manifest. */
function madeByManifest(writes: ReadonlyMap<ResourceId, Change>): Map<string, ResourceId[]> {
  const made = new Map<string, ResourceId[]>();
  for (const { id, manifest, action } of writes.values()) {
    if (!isRemoval(action)) made.set(manifest, [...(made.get(manifest) ?? []), id]);
  }
  return made;
}
