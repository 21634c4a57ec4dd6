import { groupBy, indexBy } from '../group-by.ts';
import { isMaking, isRemoval, isWrite, type Change } from '../plan.ts';
import type { ResourceType } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import type { StepContext } from './step-context.ts';

/** The writes of a plan, by everything that steps ask for. */
export interface Writes {
  readonly all: readonly Change[];
  readonly byId: ReadonlyMap<ResourceId, Change>;
  /** By the AWS object that is changed, replaced or deleted. */
  readonly byLive: ReadonlyMap<string, Change>;
  /** The container, by its id where that is known, else as AWS calls it. */
  readonly containerOf: (change: Change) => string | undefined;
  /** The siblings of its type in that; a root has none. */
  readonly familyOf: (change: Change) => string | undefined;
  /** What is made, changed or replaced, by manifest. */
  readonly keptByManifest: () => ReadonlyMap<string, readonly Change[]>;
  /** The same by container and type: the siblings of what is deleted. */
  readonly keptByFamily: () => ReadonlyMap<string, readonly Change[]>;
  /** By the container that they leave. */
  readonly deletedWithin: () => ReadonlyMap<string, readonly Change[]>;
  /** The children of what is made anew. */
  readonly madeWithin: () => ReadonlyMap<ResourceId, readonly Change[]>;
  /** Creations by what they refer to, save for those that ask to come after others. */
  readonly madeUpon: () => ReadonlyMap<ResourceId, readonly Change[]>;
}

export function writesOf(changes: readonly Change[], context: StepContext): Writes {
  const { wanted, standing } = context;
  const all = changes.filter(isWrite);
  const kept = all.filter(({ action }) => !isRemoval(action));
  const byId = new Map(all.map((change) => [change.id, change]));
  const containerOf = containers(changes, context);
  const familyOf: Writes['familyOf'] = (change) => {
    const container = containerOf(change);
    return container === undefined ? undefined : `${change.type} in ${container}`;
  };
  const isNew = (id: ResourceId | undefined): id is ResourceId => {
    const action = byId.get(id ?? '')?.action;
    return action === 'create' || action === 'replace';
  };
  return {
    all,
    byId,
    byLive: new Map(all.filter(({ live }) => live !== undefined).map((change) => [change.live!, change])),
    containerOf,
    familyOf,
    keptByManifest: lazy(() => groupBy(kept, ({ manifest }) => manifest)),
    keptByFamily: lazy(() => groupBy(kept, familyOf)),
    deletedWithin: lazy(() =>
      groupBy(
        all.filter(({ action }) => isRemoval(action)),
        ({ live }) => standing.byPhysical.get(live ?? '')?.parent,
      ),
    ),
    madeWithin: lazy(() =>
      groupBy(
        all.filter(({ action }) => isMaking(action)),
        ({ id }) => {
          const parent = wanted.get(id)?.parent;
          return isNew(parent) ? parent : undefined;
        },
      ),
    ),
    madeUpon: lazy(() =>
      indexBy(all, ({ id, type, action }) => {
        const { afterUsersOf, membership } = typeIn(context, type);
        const one = wanted.get(id);
        if (one === undefined || action !== 'create' || afterUsersOf !== undefined || membership) return [];
        return refsOf(one.state).map(({ $ref }) => $ref);
      }),
    ),
  };
}

/** Worked out when it is first asked for: most plans ask for little of it. */
export function lazy<T extends object>(work: () => T): () => T {
  let known: T | undefined;
  return () => (known ??= work());
}

export function typeIn({ types }: Pick<StepContext, 'types'>, name: string): ResourceType {
  const type = types.get(name);
  if (type === undefined) throw new Error(`no resource type is called ${name}`);
  return type;
}

/** The container of a change: as a wanted one names it, else as its own change or a sibling's manifest does. */
function containers(changes: readonly Change[], { wanted, standing }: StepContext): Writes['containerOf'] {
  const physicalOf = ({ live }: Change): string | undefined => standing.byPhysical.get(live ?? '')?.parent;
  const names = lazy(() => {
    const found = new Map<string, string>();
    for (const change of changes) {
      const parent = wanted.get(change.id)?.parent;
      const physical = parent === undefined ? undefined : physicalOf(change);
      if (physical !== undefined) found.set(physical, parent!);
    }
    for (const { id, live } of changes) if (live !== undefined) found.set(live, id);
    return found;
  });
  return (change) => {
    const parent = wanted.get(change.id)?.parent;
    if (parent !== undefined) return parent;
    const physical = physicalOf(change);
    return physical === undefined ? undefined : (names().get(physical) ?? physical);
  };
}

export function idsOf(changes: Iterable<Change> = []): ResourceId[] {
  return Array.from(changes, ({ id }) => id);
}
