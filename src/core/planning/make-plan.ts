import { topologicalByPlace } from '../graph.ts';
import { isMemory, stuckManifests, type Change, type Plan } from '../plan.ts';
import { resolver } from '../resolve.ts';
import type { Live, Wanted } from '../resource.ts';
import type { ResourceId } from '../value.ts';
import { alone, blockedChange, changeOf, isActive, targetOf, type Judged, type Planning } from './context.ts';
import { isLeftAlone } from './decide.ts';
import { heldElsewhere } from './elsewhere.ts';
import { planFamily } from './families.ts';
import { settledInheritances } from './inherited.ts';
import type { PlanInput } from './input.ts';
import { formerUsesIn } from './lost.ts';
import { planPrune } from './prune.ts';
import { removedWithReplaced } from './replaced.ts';
import { planRoot } from './roots.ts';
import { indexStanding } from '../standing.ts';
import { inOrder } from '../steps/in-order.ts';
import { unitsOf, type Unit } from './units.ts';

/**
 * The pure function in the middle: what is wanted and what stands give what is to be done. It never throws for what a
 * user or AWS did; that comes back as blocked changes.
 */
export function plan(input: PlanInput): Plan {
  const changes = new Map<ResourceId, Change>();
  const matched = new Map<ResourceId, Live>();
  const planning: Planning = {
    input,
    standing: indexStanding(input.snapshot, input.types, input.owner),
    wanted: byId(input.wanted),
    changes,
    matched,
    formerUses: formerUsesIn(input.wanted, input.snapshot.live, input.owner),
    resolve: resolver((ref) => targetOf(planning, ref), input.snapshot.inventory),
  };
  const { order, circle } = topologicalByPlace(
    unitsOf(planning.wanted, input.types),
    ({ needs }) => needs,
    ({ place }) => place,
  );
  for (const unit of order) record(judgeUnit(planning, unit));
  for (const unit of circle) record(alone(circular(unit)));
  for (const judge of inTheEnd) record(alone(judge(planning)));
  const { account, region } = input.snapshot;
  const ordered = inOrder([...changes.values()], {
    wanted: planning.wanted,
    standing: planning.standing,
    types: input.types,
  });
  return { account, region, changes: ordered, ...(input.known === undefined ? {} : { informed: true }) };

  function record(judged: readonly Judged[]): void {
    for (const { change, live } of judged) {
      changes.set(change.id, change);
      if (live !== undefined) matched.set(change.id, live);
    }
  }
}

function byId(all: readonly Wanted[]): ReadonlyMap<ResourceId, Wanted> {
  const found = new Map<ResourceId, Wanted>();
  for (const one of all) found.set(one.id, one);
  return found;
}

/** What can be said only once all that is wanted has been judged, each with what those before it said. */
const inTheEnd: readonly ((planning: Planning) => Change[])[] = [
  planPrune,
  removedWithReplaced,
  settledInheritances,
  heldElsewhere,
  prematureMemories,
];

function judgeUnit(planning: Planning, { work }: Unit): Judged[] {
  const judged = 'root' in work ? [planRoot(planning, work.root)] : planFamily(planning, work.family);
  return judged.map((one) => {
    const change = settle(planning, one.change);
    return change === one.change ? one : { ...one, change };
  });
}

/** What is suspended, not selected or to be left alone is looked up by others, and not touched. */
function settle(planning: Planning, change: Change): Change {
  if (saysNothing(change)) return change;
  const wanted = planning.wanted.get(change.id);
  if (wanted === undefined || (isActive(planning, wanted) && !isLeftAlone(wanted))) return change;
  const { blocked: _, ...left } = change;
  return { ...left, action: 'noop', groups: [], diffs: [], warnings: [], undeclared: [] };
}

function saysNothing({ action, diffs, warnings, undeclared }: Change): boolean {
  return action === 'noop' && diffs.length === 0 && warnings.length === 0 && undeclared.length === 0;
}

/** While a part of a manifest can't be made, none of it is remembered as applied: later, that part would pass for drift. */
function prematureMemories({ changes, wanted }: Planning): Change[] {
  const stuck = stuckManifests(changes.values());
  return [...changes.values()]
    .filter((change) => stuck.has(change.manifest) && isMemory(change) && change.adopted === undefined)
    .filter(({ id, diffs }) => diffs.every(({ path }) => path === wanted.get(id)?.at))
    .map((change) => ({ ...change, action: 'noop', groups: [], diffs: [] }));
}

function circular({ work }: Unit): Change[] {
  const members = 'root' in work ? [work.root] : work.family.members;
  return members.map((wanted) =>
    blockedChange(
      changeOf(wanted, { action: 'create', cause: 'spec' }),
      'unresolved-ref',
      'it refers to itself through others: break the cycle of references',
    ),
  );
}
