import type { ResourceType, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';

/** All children of one type in one container: judged together, since what is left unpaired is one too many. */
export interface Family {
  readonly parent: ResourceId;
  readonly type: string;
  readonly members: Wanted[];
}

/** What is judged at one go: a root, or a whole family of children. */
export interface Unit {
  readonly work: { readonly root: Wanted } | { readonly family: Family };
  /** Names of the units that must have been judged before. */
  readonly needs: Set<string>;
}

/** Parts what is wanted into units. A family without members is one too: all that stands in it is one too many. */
export function unitsOf(
  wanted: ReadonlyMap<ResourceId, Wanted>,
  types: ReadonlyMap<string, ResourceType>,
): Map<string, Unit> {
  const units = new Map<string, Unit>();
  const children = childTypes(types);
  for (const one of wanted.values()) {
    const unit = unitFor(one);
    for (const ref of refsOf(one.state)) unit.needs.add(nameOf(ref.$ref));
    for (const type of children.get(one.type) ?? []) familyFor(one.id, type);
  }
  return units;

  function unitFor(one: Wanted): Unit {
    if (one.parent !== undefined) {
      const { family, unit } = familyFor(one.parent, one.type);
      family.members.push(one);
      return unit;
    }
    const unit: Unit = { work: { root: one }, needs: new Set() };
    units.set(one.id, unit);
    return unit;
  }

  function familyFor(parent: ResourceId, type: string): { family: Family; unit: Unit } {
    const name = familyName(parent, type);
    const known = units.get(name);
    if (known !== undefined && 'family' in known.work) return { family: known.work.family, unit: known };
    const family: Family = { parent, type, members: [] };
    const unit: Unit = { work: { family }, needs: new Set([nameOf(parent)]) };
    units.set(name, unit);
    return { family, unit };
  }

  function nameOf(id: ResourceId): string {
    const one = wanted.get(id);
    return one?.parent === undefined ? id : familyName(one.parent, one.type);
  }
}

function familyName(parent: ResourceId, type: string): string {
  return `${parent} ${type}`;
}

function childTypes(types: ReadonlyMap<string, ResourceType>): Map<string, string[]> {
  const children = new Map<string, string[]>();
  for (const { name, parent } of types.values()) {
    if (parent !== undefined) children.set(parent, [...(children.get(parent) ?? []), name]);
  }
  return children;
}
