import type { ResourceType, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';
import { childTypes } from './child-types.ts';

/** All children of one type in one container: judged together, since what is left unpaired is one too many. */
export interface Family {
  readonly parent: ResourceId;
  readonly type: string;
  readonly members: Wanted[];
}

/** What is judged at one go: a root, or a whole family of children. */
export interface Unit {
  readonly work: { readonly root: Wanted } | { readonly family: Family };
  /** The units that must have been judged before; some may stand here twice. */
  readonly needs: Unit[];
  /** Where it stands among all units. */
  readonly place: number;
}

/** Parts what is wanted into units. A family without members is one too: all that stands in it is one too many. */
export function unitsOf(
  wanted: ReadonlyMap<ResourceId, Wanted>,
  types: ReadonlyMap<string, ResourceType>,
): readonly Unit[] {
  const units: Unit[] = [];
  const unitOf = new Map<ResourceId, Unit>();
  const families = new Map<ResourceId, { family: Family; unit: Unit }[]>();
  for (const one of wanted.values()) {
    unitOf.set(one.id, unitFor(one));
    for (const type of childTypes(types, one.type)) familyFor(one.id, type.name);
  }
  for (const one of wanted.values()) {
    const { needs } = unitOf.get(one.id)!;
    for (const ref of refsOf(one.state)) addNeed(needs, ref.$ref);
  }
  for (const [parent, within] of families) for (const { unit } of within) addNeed(unit.needs, parent);
  return units;

  function unitFor(one: Wanted): Unit {
    if (one.parent === undefined) return added({ root: one });
    const { family, unit } = familyFor(one.parent, one.type);
    family.members.push(one);
    return unit;
  }

  function familyFor(parent: ResourceId, type: string): { family: Family; unit: Unit } {
    const siblings = families.get(parent) ?? [];
    const known = siblings.find(({ family }) => family.type === type);
    if (known !== undefined) return known;
    if (siblings.length === 0) families.set(parent, siblings);
    const family: Family = { parent, type, members: [] };
    const made = { family, unit: added({ family }) };
    siblings.push(made);
    return made;
  }

  function added(work: Unit['work']): Unit {
    const unit: Unit = { work, needs: [], place: units.length };
    units.push(unit);
    return unit;
  }

  function addNeed(needs: Unit[], id: ResourceId): void {
    const need = unitOf.get(id);
    if (need !== undefined) needs.push(need);
  }
}
