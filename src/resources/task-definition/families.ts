import { allPages } from '../../aws/pages.ts';
import type { Aws } from '../../aws/ports.ts';
import { EvenkeelError } from '../../core/errors.ts';
import { ownerTag } from '../../core/ownership.ts';

/** The largest page of the tagging API. */
const PAGE = 100;

/**
 * Families with a revision that bears our tag. Where it can't be told, none: that only leaves for a later look what is to
 * go, and nothing is made or kept by it.
 */
export async function taggedFamilies({ tagging }: Aws, owner: string): Promise<string[]> {
  try {
    const tagged = await allPages(
      tagging.getResources,
      {
        TagFilters: [{ Key: ownerTag, Values: [owner] }],
        ResourceTypeFilters: ['ecs:task-definition'],
        ResourcesPerPage: PAGE,
      },
      (page) => page.ResourceTagMappingList,
      { tokenIn: 'PaginationToken' },
    );
    return [...new Set(tagged.map(({ ResourceARN = '' }) => familyIn(ResourceARN)))];
  } catch (thrown) {
    if (thrown instanceof EvenkeelError) return [];
    throw thrown;
  }
}

/** `web` of `arn:…:task-definition/web:3`. */
export function familyIn(arn: string): string {
  return /([^/]+):\d+$/.exec(arn)?.[1] ?? '';
}
