import { groupBy } from '../group-by.ts';
import { lazyOf } from '../lazy.ts';
import type { ResourceType } from '../resource.ts';

/** The types of what one of that type contains. */
export function childTypes(types: ReadonlyMap<string, ResourceType>, parent: string): readonly ResourceType[] {
  return byParent(types).get(parent) ?? none;
}

/** Types are the same in every plan. */
const byParent = lazyOf((types: ReadonlyMap<string, ResourceType>) => groupBy(types.values(), (type) => type.parent));

const none: readonly ResourceType[] = [];
