import type { Change, Plan } from '../../core/plan.ts';
import { counted } from '../text/counted.ts';

/** A plan, apart from what belongs to manifests that stand elsewhere. */
interface Split {
  readonly own: Plan;
  readonly elsewhere: readonly Change[];
}

/** What the folder's manifests ask for, and what is ours besides: where nothing is pruned, that is no part of the plan. */
export function splitByFolder(plan: Plan, together: boolean): Split {
  const elsewhere = together ? [] : plan.changes.filter(isElsewhere);
  return { own: { ...plan, changes: plan.changes.filter((change) => !elsewhere.includes(change)) }, elsewhere };
}

/** How much that is, on one line. */
export function elsewhereText(elsewhere: readonly Change[]): string[] {
  if (elsewhere.length === 0) return [];
  const manifests = new Set(elsewhere.map(({ manifest }) => manifest)).size;
  return [
    `${counted(elsewhere.length, 'resource')} of ${counted(manifests, 'manifest')} not in this folder ${elsewhere.length === 1 ? 'is' : 'are'} left alone`,
  ];
}

function isElsewhere({ blocked, cause, source }: Change): boolean {
  return blocked?.reason === 'prune-withheld' && cause === 'prune' && source === undefined;
}
