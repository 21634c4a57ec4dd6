import { groupBy, indexBy } from './group-by.ts';
import { lazy } from './lazy.ts';
import { manifestOf } from './ownership.ts';
import type { ResourceType, Live, Snapshot, Unreadable } from './resource.ts';
import { indexUnreadable, type Whereabouts } from './unreadable.ts';

/** What stands in AWS, indexed the ways that planning asks for it. */
export interface Standing {
  readonly snapshot: Snapshot;
  readonly byPhysical: ReadonlyMap<string, Live>;
  /** Roots that are ours, by manifest; several while a replacement is under way. */
  readonly owned: ReadonlyMap<string, readonly Live[]>;
  children(parent: string, type: string): readonly Live[];
  /** All that it contains, of whatever type. */
  within(parent: string): readonly Live[];
  named(type: string, name: string): readonly Live[];
  /** Who uses it: nothing can be deleted before its users. */
  usersOf(physical: string): readonly Live[];
  /** Why something is unknown about objects of that type, in that container. */
  unreadable(type: string, where: Whereabouts): string | undefined;
}

export function indexStanding(snapshot: Snapshot, types: ReadonlyMap<string, ResourceType>, owner: string): Standing {
  const { live } = snapshot;
  const isRoot = (one: Live): boolean => types.get(one.type)?.parent === undefined;
  const owned = groupBy(live, (one) => (isRoot(one) ? manifestOf(one, owner) : undefined));
  const children = groupBy(live, (one) => one.parent);
  const byPhysical = lazy(() => new Map(live.map((one) => [one.physical, one])));
  const named = lazy(() => groupBy(live, (one) => one.name));
  const users = lazy(() => indexBy(live, (one) => one.uses));
  const unread = indexUnreadable(snapshot.unreadable);
  const within = (parent: string): readonly Live[] => children.get(parent) ?? none;
  return {
    snapshot,
    get byPhysical() {
      return byPhysical();
    },
    owned,
    within,
    children: (parent, type) => ofType(within(parent), type),
    named: (type, name) => ofType(named().get(name) ?? none, type),
    usersOf: (physical) => users().get(physical) ?? none,
    unreadable: (type, where) => unread(type, where).find((one) => covers(one, where))?.message,
  };
}

const none: readonly Live[] = [];

/** Most lists are of one type alone. */
function ofType(all: readonly Live[], type: string): readonly Live[] {
  return all.every((one) => one.type === type) ? all : all.filter((one) => one.type === type);
}

function covers(unreadable: Unreadable, where: Whereabouts): boolean {
  if (unreadable.physical !== undefined) return unreadable.physical === where.physical;
  if (unreadable.parent !== undefined) return unreadable.parent === where.parent;
  return unreadable.rest === undefined || where.physical === undefined;
}
