import { topological } from '../graph.ts';
import type { Change, Plan } from '../plan.ts';
import type { Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import { blockedChange, changeOf, isActive, type Planning } from './context.ts';
import { isLeftAlone } from './decide.ts';
import { planFamily, type Family } from './families.ts';
import type { PlanInput } from './input.ts';
import { order } from './order.ts';
import { planPrune } from './prune.ts';
import { planRoot } from './roots.ts';
import { indexStanding } from './standing.ts';

/** A root, or a whole family of children: what is judged at one go. */
type Unit = { readonly needs: ReadonlySet<string>; readonly name: string } & (
  | { readonly root: Wanted }
  | { readonly family: Family }
);

/**
 * The pure function in the middle: what is wanted and what stands give what is to be done. It never throws for what a
 * user or AWS did; that comes back as blocked changes.
 */
export function plan(input: PlanInput): Plan {
  const planning: Planning = {
    input,
    standing: indexStanding(input.snapshot, input.types, input.owner),
    wanted: new Map(input.wanted.map((wanted) => [wanted.id, wanted])),
    changes: new Map(),
    matched: new Map(),
    settled: new Set(),
  };
  const units = unitsOf(planning);
  const sorted = topological([...units.keys()], (name) => units.get(name)!.needs);
  for (const name of sorted.order) for (const change of judgeUnit(planning, units.get(name)!)) keep(planning, change);
  for (const name of sorted.circle) for (const change of circular(units.get(name)!)) keep(planning, change);
  for (const change of planPrune(planning)) keep(planning, change);
  const { account, region } = input.snapshot;
  return { account, region, changes: order(planning, [...planning.changes.values()]) };
}

function keep(planning: Planning, change: Change): void {
  planning.changes.set(change.id, change);
}

function judgeUnit(planning: Planning, unit: Unit): Change[] {
  const changes = 'root' in unit ? [planRoot(planning, unit.root)] : planFamily(planning, unit.family);
  return changes.map((change) => settle(planning, change));
}

/** What is suspended, not selected or told to be left alone is looked up by others, and not touched. */
function settle(planning: Planning, change: Change): Change {
  const wanted = planning.wanted.get(change.id);
  if (wanted === undefined || (isActive(planning, wanted) && !isLeftAlone(wanted))) return change;
  return { ...change, action: 'noop', groups: [], diffs: [], warnings: [], undeclared: [] };
}

function unitsOf(planning: Planning): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const unitOf = (id: ResourceId): string => {
    const wanted = planning.wanted.get(id);
    return wanted?.parent === undefined ? id : familyName(wanted.parent, wanted.type);
  };
  const families = new Map<string, Wanted[]>();
  for (const wanted of planning.wanted.values()) {
    if (wanted.parent === undefined) {
      units.set(wanted.id, {
        name: wanted.id,
        root: wanted,
        needs: new Set(refsOf(wanted.state).map((ref) => unitOf(ref.$ref))),
      });
      for (const type of childTypes(planning, wanted.type)) families.set(familyName(wanted.id, type), []);
    }
  }
  for (const wanted of planning.wanted.values()) {
    if (wanted.parent === undefined) continue;
    const name = familyName(wanted.parent, wanted.type);
    families.set(name, [...(families.get(name) ?? []), wanted]);
    for (const type of childTypes(planning, wanted.type)) {
      const below = familyName(wanted.id, type);
      if (!families.has(below)) families.set(below, []);
    }
  }
  for (const [name, members] of families) {
    const [parent = '', type = ''] = name.split(' ');
    const needs = new Set([
      unitOf(parent),
      ...members.flatMap((one) => refsOf(one.state).map((ref) => unitOf(ref.$ref))),
    ]);
    units.set(name, { name, family: { parent, type, members }, needs });
  }
  return units;
}

function childTypes(planning: Planning, parent: string): string[] {
  return [...planning.input.types.values()].filter((type) => type.parent === parent).map((type) => type.name);
}

function familyName(parent: ResourceId, type: string): string {
  return `${parent} ${type}`;
}

function circular(unit: Unit): Change[] {
  const members = 'root' in unit ? [unit.root] : unit.family.members;
  return members.map((wanted) =>
    blockedChange(
      changeOf(wanted, { action: 'create', cause: 'spec' }),
      'unresolved-ref',
      'it refers to itself, through others: break the circle of references',
    ),
  );
}
