import { topological } from '../graph.ts';
import { isWrite, type Change } from '../plan.ts';
import type { ResourceId } from '../value.ts';
import { movesOf } from './moves.ts';
import type { StepContext } from './step-context.ts';
import type { Move } from './write.ts';
import { writesOf } from './writes.ts';

/** What so many wait for is put in order once on behalf of all who wait for it. */
const MANY = 10;

type Ids = readonly ResourceId[];

/** Gives each change the others that must be done before it, and puts them in an order in which they could be made one by one. */
export function inOrder(changes: readonly Change[], context: StepContext): Change[] {
  const writes = writesOf(changes, context);
  const own = new Map(movesOf(writes, context).map((move) => [move.name, move]));
  const before = changesBefore();
  const linked = changes.map((change) => {
    if (!isWrite(change)) return change;
    const after = before(own.get(change.id)!);
    return { ...change, after: after.has(change.id) ? after.ids.filter((id) => id !== change.id) : after.ids };
  });
  const shared = sharedIn(linked);
  const { order, circle } = topological<Change | Ids, ResourceId | Ids>(
    [...linked, ...shared],
    (item) => ('id' in item ? item.id : item),
    (item) => ('id' in item ? needsOf(item) : item),
  );
  return [...order, ...circle].filter((item) => 'id' in item);

  function needsOf({ after }: Change): readonly (ResourceId | Ids)[] {
    return shared.has(after) ? [after] : after;
  }
}

/** Lists of many that several wait for: each for itself, they would grow with the square. */
function sharedIn(changes: readonly Change[]): ReadonlySet<Ids> {
  const seen = new Set<Ids>();
  const shared = new Set<Ids>();
  for (const { after } of changes) {
    if (after.length <= MANY) continue;
    if (seen.has(after)) shared.add(after);
    seen.add(after);
  }
  return shared;
}

/** The changes that a move waits for; behind the later moves of a change stands all that these wait for. */
function changesBefore(): (move: Move) => Before {
  const ofMoves = new Map<Move, Before>();
  const ofLists = new Map<readonly Move[], Before>();
  return ofMove;

  /** Siblings that wait for one and the same list have one and the same answer. */
  function ofMove(move: Move): Before {
    const lists = move.needs.filter((list) => list.length > 0);
    const only = lists.length === 1 ? lists[0] : undefined;
    const known = ofMoves.get(move) ?? (only && ofLists.get(only));
    if (known !== undefined) return known;
    const found = new Before();
    // Before it is filled, for moves may come round to themselves.
    ofMoves.set(move, found);
    if (only !== undefined) ofLists.set(only, found);
    for (const list of lists) add(found, list);
    return found;
  }

  function add(found: Before, list: readonly Move[]): void {
    for (const need of list) {
      found.add(need.write.change.id);
      if (need !== need.write.own) for (const id of ofMove(need).ids) found.add(id);
    }
  }
}

/** Ids, each once, in the order in which they were found. */
class Before {
  readonly ids: ResourceId[] = [];
  readonly #known = new Set<ResourceId>();

  has(id: ResourceId): boolean {
    return this.#known.has(id);
  }

  add(id: ResourceId): void {
    if (this.#known.has(id)) return;
    this.#known.add(id);
    this.ids.push(id);
  }
}
