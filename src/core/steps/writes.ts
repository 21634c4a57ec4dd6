import { groupBy, indexBy } from '../group-by.ts';
import { lazy } from '../lazy.ts';
import { isMaking, isWrite, type Change } from '../plan.ts';
import { refsOf, type ResourceId } from '../value.ts';
import type { StepContext } from './step-context.ts';
import { Write } from './write.ts';

/** The writes of a plan, by everything that steps ask for. */
export interface Writes {
  readonly all: readonly Write[];
  readonly byId: ReadonlyMap<ResourceId, Write>;
  /** By the AWS object that is changed, replaced or deleted. */
  readonly byLive: ReadonlyMap<string, Write>;
  /** The container, by its id where that is known, else as AWS calls it. */
  readonly containerOf: (write: Write) => string | undefined;
  /** The siblings of its type in that; a root has none. */
  readonly familyOf: (write: Write) => string | undefined;
  /** What is made, changed or replaced, by manifest. */
  readonly keptByManifest: () => ReadonlyMap<string, readonly Write[]>;
  /** The same by container and type: the siblings of what is deleted. */
  readonly keptByFamily: () => ReadonlyMap<string, readonly Write[]>;
  /** By the container that they leave. */
  readonly deletedWithin: () => ReadonlyMap<string, readonly Write[]>;
  /** The children of what is made anew. */
  readonly madeWithin: () => ReadonlyMap<ResourceId, readonly Write[]>;
  /** Creations by what they refer to, save for those that ask to come after others. */
  readonly madeUpon: () => ReadonlyMap<ResourceId, readonly Write[]>;
}

export function writesOf(changes: readonly Change[], context: StepContext): Writes {
  const all = changes.filter(isWrite).map((change) => new Write(change, context));
  const byId = new Map<ResourceId, Write>();
  const byLive = new Map<string, Write>();
  for (const write of all) {
    const { id, live } = write.change;
    byId.set(id, write);
    if (live !== undefined) byLive.set(live, write);
  }
  const containerOf = containers(changes, context);
  const familyOf: Writes['familyOf'] = (write) => {
    const container = containerOf(write);
    return container === undefined ? undefined : `${write.type.name} in ${container}`;
  };
  const isNew = (id: ResourceId): boolean => {
    const action = byId.get(id)?.change.action;
    return action === 'create' || action === 'replace';
  };
  const kept = lazy(() => all.filter(({ isDeletion }) => !isDeletion));
  return {
    all,
    byId,
    byLive,
    containerOf,
    familyOf,
    keptByManifest: lazy(() => groupBy(kept(), ({ change }) => change.manifest)),
    keptByFamily: lazy(() => groupBy(kept(), familyOf)),
    deletedWithin: lazy(() => groupBy(all, ({ isDeletion, live }) => (isDeletion ? live?.parent : undefined))),
    madeWithin: lazy(() =>
      groupBy(all, ({ change, wanted }) => {
        const parent = isMaking(change.action) ? wanted?.parent : undefined;
        return parent !== undefined && isNew(parent) ? parent : undefined;
      }),
    ),
    madeUpon: lazy(() =>
      indexBy(all, ({ change, type, wanted }) => {
        if (wanted === undefined || change.action !== 'create') return [];
        if (type.afterUsersOf !== undefined || type.membership) return [];
        return refsOf(wanted.state).map(({ $ref }) => $ref);
      }),
    ),
  };
}

/** The container of a write: as what is wanted of it says, else as the container's own change does, or what is wanted of a sibling. */
function containers(changes: readonly Change[], { wanted, standing }: StepContext): Writes['containerOf'] {
  const idOf = lazy(() => {
    const ids = new Map<string, ResourceId>();
    for (const { id, live } of changes) if (live !== undefined) ids.set(live, id);
    return ids;
  });
  const asChildrenSay = new Map<string, string>();
  return ({ wanted: one, live }) => {
    if (one?.parent !== undefined) return one.parent;
    const physical = live?.parent;
    if (physical === undefined) return undefined;
    return idOf().get(physical) ?? asChildrenSay.get(physical) ?? askChildren(physical);
  };

  function askChildren(physical: string): string {
    for (const child of standing.within(physical)) {
      const parent = wanted.get(idOf().get(child.physical) ?? '')?.parent;
      if (parent === undefined) continue;
      asChildrenSay.set(physical, parent);
      return parent;
    }
    asChildrenSay.set(physical, physical);
    return physical;
  }
}
