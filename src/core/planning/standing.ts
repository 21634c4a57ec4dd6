import { manifestOf } from '../ownership.ts';
import type { ResourceType, Live, Snapshot, Unreadable } from '../resource.ts';

/** What stands in AWS, indexed the ways that planning asks for it. */
export interface Standing {
  readonly snapshot: Snapshot;
  readonly byPhysical: ReadonlyMap<string, Live>;
  /** Roots that are ours, by manifest; several while a replacement is under way. */
  readonly owned: ReadonlyMap<string, readonly Live[]>;
  children(parent: string, type: string): readonly Live[];
  named(type: string, name: string): readonly Live[];
  /** Who uses it: nothing can be deleted before its users. */
  usersOf(physical: string): readonly Live[];
  /** Why something can't be told about objects of that type, in that container. */
  unreadable(type: string, where: { physical?: string; parent?: string }): string | undefined;
}

export function indexStanding(snapshot: Snapshot, types: ReadonlyMap<string, ResourceType>, owner: string): Standing {
  const byPhysical = new Map<string, Live>();
  const owned = new Map<string, Live[]>();
  const children = new Map<string, Live[]>();
  const named = new Map<string, Live[]>();
  const users = new Map<string, Live[]>();
  for (const live of snapshot.live) {
    byPhysical.set(live.physical, live);
    if (live.parent !== undefined) push(children, live.parent, live);
    if (live.name !== undefined) push(named, live.name, live);
    for (const used of live.uses) push(users, used, live);
    const manifest = types.get(live.type)?.parent === undefined ? manifestOf(live, owner) : undefined;
    if (manifest !== undefined) push(owned, manifest, live);
  }
  return {
    snapshot,
    byPhysical,
    owned,
    children: (parent, type) => (children.get(parent) ?? []).filter((live) => live.type === type),
    named: (type, name) => (named.get(name) ?? []).filter((live) => live.type === type),
    usersOf: (physical) => users.get(physical) ?? [],
    unreadable: (type, where) => snapshot.unreadable.find((one) => one.type === type && covers(one, where))?.message,
  };
}

function covers(unreadable: Unreadable, where: { physical?: string; parent?: string }): boolean {
  if (unreadable.physical !== undefined) return unreadable.physical === where.physical;
  if (unreadable.parent !== undefined) return unreadable.parent === where.parent;
  return true;
}

function push<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}
