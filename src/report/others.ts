import type { Change, Plan } from '../core/plan.ts';
import { counted } from './counted.ts';

/** A plan, apart from what belongs to manifests that stand elsewhere. */
interface Apart {
  readonly own: Plan;
  readonly others: readonly Change[];
}

/** What the folder's manifests ask for, and what is ours besides: where nothing is pruned, that is no part of the plan. */
export function apart(plan: Plan, together: boolean): Apart {
  const others = together ? [] : plan.changes.filter(isOfOthers);
  return { own: { ...plan, changes: plan.changes.filter((change) => !others.includes(change)) }, others };
}

/** How much that is, on one line. */
export function othersText(others: readonly Change[]): string[] {
  if (others.length === 0) return [];
  const manifests = new Set(others.map(({ manifest }) => manifest)).size;
  return [
    `${counted(others.length, 'resource')} of ${counted(manifests, 'manifest')} not in this folder ${others.length === 1 ? 'is' : 'are'} left alone`,
  ];
}

function isOfOthers({ blocked, cause, source }: Change): boolean {
  return blocked?.reason === 'prune-withheld' && cause === 'prune' && source === undefined;
}
