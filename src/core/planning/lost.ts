import { indexBy } from '../group-by.ts';
import { digestOf, readOwnership } from '../ownership.ts';
import type { Live, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';

/** Who tells that something stood, although it took its own tags along when it was deleted. */
export interface Witnesses {
  /** Whether something that could only be made on top of it stands and remembers being applied. */
  saw(id: ResourceId): boolean;
}

/** Most plans miss nothing, and then nobody is asked. */
export function witnessesIn(wanted: Iterable<Wanted>, live: readonly Live[], owner: string): Witnesses {
  let users: ReadonlyMap<ResourceId, readonly Wanted[]> | undefined;
  let applied: ReadonlySet<string> | undefined;
  return {
    saw(id) {
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
