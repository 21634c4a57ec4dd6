import type { Wanted } from '../core/resource.ts';
import { refsOf, type ResourceId } from '../core/value.ts';

/** All that hangs together with these: by references, whichever way they lead, and by containers. */
export function stackOf(wanted: readonly Wanted[], some: ReadonlySet<ResourceId>): ReadonlySet<ResourceId> {
  const joined = new Map<ResourceId, ResourceId[]>();
  const join = (one: ResourceId, other: ResourceId): void => {
    for (const [from, to] of [
      [one, other],
      [other, one],
    ] as const) {
      const known = joined.get(from);
      if (known === undefined) joined.set(from, [to]);
      else known.push(to);
    }
  };
  for (const { id, parent, state } of wanted) {
    if (parent !== undefined) join(id, parent);
    for (const { $ref } of refsOf(state)) join(id, $ref);
  }
  const stack = new Set(some);
  for (const one of stack) for (const other of joined.get(one) ?? []) stack.add(other);
  return stack;
}
