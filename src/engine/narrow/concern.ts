import { indexBy } from '../../core/group-by.ts';
import type { Wanted } from '../../core/resource.ts';
import { refsOf, type ResourceId } from '../../core/value.ts';
import { resources } from '../../resources/registry.ts';

/** What a look at some manifests has to see. */
export interface Concern {
  /** What is wanted of it. */
  readonly wanted: readonly Wanted[];
  /** The manifests that this belongs to. */
  readonly manifests: ReadonlySet<string>;
}

/**
 * What these concern: what they refer to and are part of, and whatever else has a say in what a target group holds. A weak reference
 * leads from a target group to the load balancer that uses it.
 */
export function concernOf(wanted: readonly Wanted[], isMeant: (one: Wanted) => boolean): Concern {
  const byId = new Map(wanted.map((one) => [one.id, one]));
  const members = indexBy(wanted, (one) => (isMember(one) ? [one.parent] : []));
  const ids = new Set<ResourceId>(wanted.filter(isMeant).map(({ id }) => id));
  for (const id of ids) {
    const one = byId.get(id);
    if (one === undefined) continue;
    const leads = [...refsOf(one.state).map(({ $ref }) => $ref), one.parent ?? id];
    for (const next of [...leads, ...(members.get(id) ?? []).map((member) => member.id)]) ids.add(next);
  }
  const concerned = wanted.filter(({ id }) => ids.has(id));
  return { wanted: concerned, manifests: new Set(concerned.map(({ manifest }) => manifest)) };
}

/** What refers to something of the selected manifests, or to a target group that they concern, as who fills it does. */
export function involvedWith(
  wanted: readonly Wanted[],
  isSelected: (manifest: string) => boolean,
): ReadonlySet<ResourceId> {
  const involved = new Set<ResourceId>();
  for (;;) {
    const concern = concernOf(wanted, ({ id, manifest }) => isSelected(manifest) || involved.has(id)).wanted;
    const concerned = new Set(concern);
    const used = new Set(
      concern.flatMap(({ id, type, manifest }) => (isSelected(manifest) || type === 'target-group' ? [id] : [])),
    );
    const users = wanted.filter((one) => !concerned.has(one) && refsOf(one.state).some(({ $ref }) => used.has($ref)));
    if (users.length === 0) return involved;
    for (const { id } of users) involved.add(id);
  }
}

function isMember(one: Wanted): one is Wanted & { readonly parent: ResourceId } {
  return one.parent !== undefined && resources.get(one.type)?.membership === true;
}
