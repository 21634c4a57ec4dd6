import { groupBy } from '../group-by.ts';
import type { ResourceType } from '../resource.ts';

/** The types of what one of that type contains. */
export function childTypes(types: ReadonlyMap<string, ResourceType>, parent: string): readonly ResourceType[] {
  let byParent = known.get(types);
  if (byParent === undefined) {
    byParent = groupBy(types.values(), (type) => type.parent);
    known.set(types, byParent);
  }
  return byParent.get(parent) ?? none;
}

/** Types are the same in every plan. */
const known = new WeakMap<ReadonlyMap<string, ResourceType>, ReadonlyMap<string, readonly ResourceType[]>>();

const none: readonly ResourceType[] = [];
