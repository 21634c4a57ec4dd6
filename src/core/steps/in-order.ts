import { topological } from '../graph.ts';
import { isWrite, type Change } from '../plan.ts';
import type { ResourceId } from '../value.ts';
import { movesOf, type Move } from './moves.ts';
import type { StepContext } from './step-context.ts';
import { writesOf } from './writes.ts';

/** Tells each change which others must be done before it, and puts them in an order in which they could be made one by one. */
export function inOrder(changes: readonly Change[], context: StepContext): Change[] {
  const writes = writesOf(changes, context);
  const moves = new Map(movesOf(writes, context).map((move) => [move.name, move]));
  const before = new Map<Move, ReadonlySet<ResourceId>>();
  const linked = changes.map((change) => {
    if (!isWrite(change)) return change;
    return { ...change, after: [...changesBefore(moves.get(change.id)!)].filter((id) => id !== change.id) };
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
    for (const names of move.needs) {
      for (const name of names) {
        const other = moves.get(name);
        if (other === undefined) continue;
        found.add(other.change.id);
        if (name !== other.change.id) for (const id of changesBefore(other)) found.add(id);
      }
    }
    return found;
  }
}
