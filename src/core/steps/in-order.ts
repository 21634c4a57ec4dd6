import { topological } from '../graph.ts';
import { isWrite, type Change } from '../plan.ts';
import type { ResourceId } from '../value.ts';
import { movesOf } from './moves.ts';
import type { StepContext } from './step-context.ts';
import type { Move } from './write.ts';
import { writesOf } from './writes.ts';

/** Tells each change which others must be done before it, and puts them in an order in which they could be made one by one. */
export function inOrder(changes: readonly Change[], context: StepContext): Change[] {
  const writes = writesOf(changes, context);
  const own = new Map(movesOf(writes, context).map((move) => [move.name, move]));
  const before = new Map<Move, ReadonlySet<ResourceId>>();
  const linked = changes.map((change) => {
    if (!isWrite(change)) return change;
    return { ...change, after: [...changesBefore(own.get(change.id)!)].filter((id) => id !== change.id) };
  });
  const { order, circle } = topological(
    linked,
    ({ id }) => id,
    ({ after }) => after,
  );
  return [...order, ...circle];

  /** The changes that a move waits for; behind the later moves of a change stands all that these wait for. */
  function changesBefore(move: Move): ReadonlySet<ResourceId> {
    const known = before.get(move);
    if (known !== undefined) return known;
    const found = new Set<ResourceId>();
    before.set(move, found);
    for (const list of move.needs) {
      for (const need of list) {
        found.add(need.write.change.id);
        if (need !== need.write.own) for (const id of changesBefore(need)) found.add(id);
      }
    }
    return found;
  }
}
