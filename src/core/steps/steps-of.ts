import { groupBy } from '../group-by.ts';
import { topological } from '../graph.ts';
import { isMaking, isMemory, isRemoval, type Change, type Plan } from '../plan.ts';
import { movesOf, type Move } from './moves.ts';
import type { StepContext } from './step-context.ts';
import type { Step, StepKind } from './step.ts';
import { writesOf, type Writes } from './writes.ts';

/** A step that is still being put together. */
interface Draft {
  readonly name: string;
  readonly kind: StepKind;
  readonly moves: readonly Move[];
  /** Some may be named twice, and the step itself may be. */
  needs: string[];
}

/** The steps that carry a plan out, each behind all that it needs: one graph, and plain data. */
export function stepsOf({ changes }: Pick<Plan, 'changes'>, context: StepContext): Step[] {
  const writes = writesOf(changes, context);
  const moves = movesOf(writes, context);
  const carried = new Map<string, string>();
  for (const move of moves) {
    const name = stepName(move, writes, context);
    if (name !== move.name) carried.set(move.name, name);
  }
  const nameOf = (move: string): string => carried.get(move) ?? move;
  const gathered = gatherings(moves, nameOf);
  const drafts = Array.from(
    groupBy(moves, ({ name }) => nameOf(name)),
    ([name, own]) => draftOf(name, own, nameOf, gathered),
  );
  rememberLast(drafts);
  const steps = [...arrangements(drafts, writes, context), ...gathered.values(), ...drafts].map(stepOf);
  const { order, circle } = topological(
    steps,
    ({ name }) => name,
    ({ needs }) => needs,
  );
  return [...order, ...circle];
}

/** Siblings that are made or removed in one call share a step, and what AWS deletes along with its container has that one's. */
function stepName({ name, change }: Move, writes: Writes, { standing, types }: StepContext): string {
  if (name !== change.id) return name;
  const carrier = carrierOf(change);
  if (types.get(carrier.type)?.batched === undefined) return carrier.id;
  if (isMaking(carrier.action)) return `${carrier.type} made in ${writes.containerOf(carrier)}`;
  if (!isRemoval(carrier.action) || carrier.implied) return carrier.id;
  return `${carrier.type} removed from ${writes.containerOf(carrier)}`;

  function carrierOf(one: Change): Change {
    const container = one.implied && writes.byLive.get(standing.byPhysical.get(one.live ?? '')?.parent ?? '');
    return container && isRemoval(container.action) ? carrierOf(container) : one;
  }
}

/** What so many wait for, and which is as much, is waited for by one step on behalf of all. */
const MANY = 10;

/** By a list of needs that many share, the step that waits for all of it: to tell each of them would grow with the square. */
function gatherings(moves: readonly Move[], nameOf: (move: string) => string): ReadonlyMap<readonly string[], Draft> {
  const users = new Map<readonly string[], Set<string>>();
  for (const { name, needs } of moves) {
    for (const list of needs) {
      if (list.length <= MANY) continue;
      const known = users.get(list);
      if (known === undefined) users.set(list, new Set([nameOf(name)]));
      else known.add(nameOf(name));
    }
  }
  const shared = [...users].filter(([, names]) => names.size > MANY);
  return new Map(
    shared.map(([list, [first]]) => {
      const needs = list.map(nameOf);
      return [list, { name: `all before ${first}`, kind: 'gather', moves: [], needs }];
    }),
  );
}

function draftOf(
  name: string,
  own: readonly Move[],
  nameOf: (move: string) => string,
  gathered: ReadonlyMap<readonly string[], Draft>,
): Draft {
  const moves = own.length === 1 ? own : [...own.filter(isCalled), ...own.filter((move) => !isCalled(move))];
  const needs: string[] = [];
  // Siblings share lists, each of which may be as long as there are siblings.
  const lists = moves.length === 1 ? moves[0]!.needs : new Set(moves.flatMap((move) => move.needs));
  for (const list of lists) {
    const gathering = gathered.get(list);
    if (gathering !== undefined) needs.push(gathering.name);
    else for (const need of list) needs.push(nameOf(need));
  }
  return { name, kind: moves[0]!.kind, moves, needs };
}

function isCalled({ change }: Move): boolean {
  return change.implied === undefined;
}

/** What was only half made is not remembered as applied. Nothing waits for a memory, so that no circle can come of it. */
function rememberLast(drafts: readonly Draft[]): void {
  const memories = drafts.filter(({ moves: [first] }) => isMemory(first!.change));
  if (memories.length === 0) return;
  const names = new Set(memories.map(({ name }) => name));
  const byManifest = new Map(memories.map((memory) => [memory.moves[0]!.change.manifest, memory]));
  for (const draft of drafts) draft.needs = draft.needs.filter((need) => !names.has(need));
  for (const { name, moves } of drafts) {
    const { manifest, holder = manifest } = moves[0]!.change;
    for (const memory of [byManifest.get(manifest), byManifest.get(holder)]) {
      if (memory?.name !== name) memory?.needs.push(name);
    }
  }
}

/** Before the children of a container are made, written or removed, they are put in their places. */
function arrangements(drafts: readonly Draft[], writes: Writes, { types }: StepContext): Draft[] {
  const families = groupBy(drafts, ({ moves: [first] }) => {
    const { name, change } = first!;
    const isArranged = types.get(change.type)?.arranged === true && name === change.id;
    return isArranged && change.implied === undefined ? writes.familyOf(change) : undefined;
  });
  return [...families]
    .filter(([, members]) => members.some(({ moves: [first] }) => first!.change.live !== undefined))
    .map(([family, members]) => {
      const name = `${family}, arranged`;
      const moves = members.flatMap((member) => member.moves);
      const own = new Set(members.map((member) => member.name));
      const needs = members
        .filter((member) => !isRemoval(member.moves[0]!.change.action))
        .flatMap((member) => member.needs)
        .filter((need) => !own.has(need));
      for (const member of members) member.needs.push(name);
      return { name, kind: 'arrange', moves, needs };
    });
}

function stepOf({ name, kind, moves, needs }: Draft): Step {
  const takes = moves[0]?.takes;
  const changes = moves.map(({ change }) => change.id);
  const others = needs.length > 1 ? [...new Set(needs)] : needs;
  return {
    name,
    kind,
    changes,
    needs: others.filter((need) => need !== name),
    ...(takes === undefined ? {} : { takes }),
  };
}
