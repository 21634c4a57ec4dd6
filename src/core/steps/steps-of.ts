import { groupBy } from '../group-by.ts';
import { topologicalByPlace } from '../graph.ts';
import { isMaking, isMemory, type Plan } from '../plan.ts';
import { movesOf } from './moves.ts';
import type { StepContext } from './step-context.ts';
import type { Step } from './step.ts';
import type { Draft, Move } from './write.ts';
import { writesOf, type Writes } from './writes.ts';

/** By a list of needs that many share, the step that waits for all of it. */
type Gatherings = ReadonlyMap<readonly Move[], Draft>;

/** The steps that carry out a plan, each after all that it needs: one graph, as plain data. */
export function stepsOf({ changes }: Pick<Plan, 'changes'>, context: StepContext): Step[] {
  const writes = writesOf(changes, context);
  const drafts = draftsOf(movesOf(writes, context), writes);
  const gathered = gatherings(drafts);
  for (const draft of drafts) draft.needs = needsOf(draft, gathered);
  rememberLast(drafts);
  const all = [...arrangements(drafts, writes), ...gathered.values(), ...drafts];
  for (const [place, draft] of all.entries()) draft.place = place;
  const { order, circle } = topologicalByPlace(
    all,
    ({ needs }) => needs,
    ({ place }) => place,
  );
  return [...order, ...circle].map(stepOf);
}

/** Siblings that are made or removed in one call share a step, and what AWS deletes along with its container has that one's. */
function draftsOf(moves: readonly Move[], writes: Writes): Draft[] {
  const drafts: Draft[] = [];
  const batches = new Map<string, Draft>();
  for (const move of moves) {
    const carrier = carrierOf(move, writes);
    const batch = batchOf(carrier, writes);
    const known = batch === undefined ? carrier.step : batches.get(batch);
    const draft = known ?? { name: batch ?? carrier.name, kind: carrier.kind, moves: [move], needs: [] };
    move.step = draft;
    if (known !== undefined) {
      known.moves.push(move);
      continue;
    }
    drafts.push(draft);
    if (batch === undefined) carrier.step = draft;
    else batches.set(batch, draft);
  }
  // A step is known by what is called for, not by what goes along with it.
  for (const { moves: own } of drafts) if (own.length > 1) own.sort((a, b) => impliedLast(a) - impliedLast(b));
  return drafts;
}

/** The move that takes it along: its own, or else that of the container that AWS deletes it with. */
function carrierOf(move: Move, writes: Writes): Move {
  const { change, live } = move.write;
  const container = change.implied && writes.byLive.get(live?.parent ?? '');
  return container?.isDeletion ? carrierOf(container.own, writes) : move;
}

function impliedLast({ write }: Move): number {
  return write.change.implied ? 1 : 0;
}

/** The call that it shares with its siblings. */
function batchOf({ write }: Move, writes: Writes): string | undefined {
  const { type, change } = write;
  if (type.batched === undefined) return undefined;
  if (isMaking(change.action)) return `${change.type} made in ${writes.containerOf(write)}`;
  if (!write.isDeletion || change.implied) return undefined;
  return `${change.type} removed from ${writes.containerOf(write)}`;
}

/** What so many wait for, and which is as much, is waited for by one step on behalf of all. */
const MANY = 10;

/** What many wait for is waited for once: if each of them did, it would grow with the square. */
function gatherings(drafts: readonly Draft[]): Gatherings {
  const users = new Map<readonly Move[], Set<Draft>>();
  for (const draft of drafts) {
    for (const { needs } of draft.moves) {
      for (const list of needs) {
        if (list.length <= MANY) continue;
        const known = users.get(list);
        if (known === undefined) users.set(list, new Set([draft]));
        else known.add(draft);
      }
    }
  }
  const shared = [...users].filter(([, waiting]) => waiting.size > MANY);
  return new Map(
    shared.map(([list, [first]]) => {
      const needs = list.map((need) => need.step!);
      return [list, { name: `all before ${first!.name}`, kind: 'gather', moves: [], needs }];
    }),
  );
}

function needsOf({ moves }: Draft, gathered: Gatherings): Draft[] {
  // Siblings share lists, each of which may be as long as there are siblings.
  const lists = moves.length === 1 ? moves[0]!.needs : new Set(moves.flatMap((move) => move.needs));
  const needs: Draft[] = [];
  for (const list of lists) {
    const all = gathered.get(list);
    if (all !== undefined) needs.push(all);
    else for (const { step } of list) needs.push(step!);
  }
  return needs;
}

/** What was only partly made is not marked as applied. Nothing waits for such a mark, so that it can't close a cycle. */
function rememberLast(drafts: readonly Draft[]): void {
  const memories = new Set(drafts.filter(({ moves: [first] }) => isMemory(first!.write.change)));
  if (memories.size === 0) return;
  const byManifest = new Map(Array.from(memories, (memory) => [memory.moves[0]!.write.change.manifest, memory]));
  for (const draft of drafts) draft.needs = draft.needs.filter((need) => !memories.has(need));
  for (const draft of drafts) {
    const { manifest, holder = manifest } = draft.moves[0]!.write.change;
    for (const memory of [byManifest.get(manifest), byManifest.get(holder)]) {
      if (memory !== draft) memory?.needs.push(draft);
    }
  }
}

/** Before the children of a container are made, written or removed, they are put in their places. */
function arrangements(drafts: readonly Draft[], writes: Writes): Draft[] {
  const families = groupBy(drafts, ({ moves: [first] }) => {
    const { write } = first!;
    const isArranged = write.type.arranged === true && first === write.own;
    return isArranged && write.change.implied === undefined ? writes.familyOf(write) : undefined;
  });
  return [...families]
    .filter(([, members]) => members.some(({ moves: [first] }) => first!.write.change.live !== undefined))
    .map(([family, members]) => {
      const moves = members.flatMap((member) => member.moves);
      const own = new Set(members);
      const needs = members
        .filter((member) => !member.moves[0]!.write.isDeletion)
        .flatMap((member) => member.needs)
        .filter((need) => !own.has(need));
      const arrangement: Draft = { name: `${family}, arranged`, kind: 'arrange', moves, needs };
      for (const member of members) member.needs.push(arrangement);
      return arrangement;
    });
}

function stepOf(draft: Draft): Step {
  const { name, kind, moves } = draft;
  const takes = moves[0]?.takes;
  const changes = moves.map(({ write }) => write.change.id);
  const step: Step = { name, kind, changes, needs: needsApart(draft).map((need) => need.name) };
  return takes === undefined ? step : { ...step, takes };
}

function needsApart(draft: Draft): readonly Draft[] {
  const { needs } = draft;
  if (needs.length <= MANY) return needs.filter((need, place) => need !== draft && needs.indexOf(need) === place);
  const others = new Set(needs);
  others.delete(draft);
  return [...others];
}
