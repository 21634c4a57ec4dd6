import { indexBy } from '../group-by.ts';
import { digestOf, readOwnership } from '../ownership.ts';
import type { Live, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';

/** Shows that something existed, although its own tags were deleted with it: what was built on it still has tags. */
export interface FormerUses {
  /** Whether something that could only be made on top of it stands and remembers being applied. */
  wasUsed(id: ResourceId): boolean;
}

/** Indexed on demand: most plans have nothing missing. */
export function formerUsesIn(wanted: Iterable<Wanted>, live: readonly Live[], owner: string): FormerUses {
  let users: ReadonlyMap<ResourceId, readonly Wanted[]> | undefined;
  let applied: ReadonlySet<string> | undefined;
  return {
    wasUsed(id) {
      users ??= indexBy(wanted, usedBy);
      applied ??= new Set(live.flatMap((one) => memoryOf(one, owner)));
      return (users.get(id) ?? []).some((user) => applied!.has(asApplied(user)));
    },
  };
}

/** What was sent to AWS with it. A weak ref never is, and what contains it says no more than its own tags. */
function usedBy({ state, parent }: Wanted): ResourceId[] {
  return refsOf(state).flatMap(({ $ref, weak }) => (weak === true || $ref === parent ? [] : [$ref]));
}

function asApplied(wanted: Wanted): string {
  return [wanted.type, wanted.manifest, wanted.key, digestOf(wanted)].join(' ');
}

function memoryOf({ type, tags }: Live, owner: string): string[] {
  const owned = readOwnership(tags);
  return owned?.owner === owner ? [[type, owned.manifest, owned.part, owned.hash].join(' ')] : [];
}
