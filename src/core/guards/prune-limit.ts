import { digest } from '../json.ts';
import { isWrite, type Change, type Plan } from '../plan.ts';
import { toldIds } from './told-ids.ts';

export interface PruneLimit {
  /** The most that may go in one cycle. */
  readonly most: number;
  /** The largest part, from 0 to 1, of what stands of ours that may go in one cycle. One may always go. */
  readonly share: number;
  /** The hash of a list that somebody has looked at and allowed. */
  readonly allowed?: string | undefined;
}

/**
 * Withholds every pruning of a plan that prunes more than is usual: a branch that was mixed up, or a folder that was half
 * copied, looks the same as a wish. Exactly that list can be allowed by its hash.
 */
export function limitPrunes(plan: Plan, { most, share, allowed }: PruneLimit): Plan {
  const prunes = plan.changes.filter((change) => change.cause === 'prune' && isWrite(change));
  // What AWS deletes along with its container is no decision of its own.
  const own = prunes.filter(({ implied }) => implied === undefined);
  const standing = plan.changes.filter(isOurs).length;
  const limit = Math.min(most, Math.max(1, Math.floor(share * standing)));
  if (own.length <= limit) return plan;
  const hash = pruneHash(own);
  if (hash === allowed) return plan;
  const withheld = new Set(prunes);
  const message = `${own.length} of ${standing} would be deleted at once, more than the ${limit} allowed: ${toldIds(own)}; to allow exactly this list, start with --allow-prune ${hash}`;
  return {
    ...plan,
    changes: plan.changes.map((change) => (withheld.has(change) ? withhold(change, message) : change)),
  };
}

function pruneHash(changes: readonly Change[]): string {
  return digest(changes.map(({ id, live }) => `${id} ${live ?? ''}`).sort(), 12);
}

function isOurs({ live, blocked, implied }: Change): boolean {
  return live !== undefined && implied === undefined && blocked?.reason !== 'foreign-owner';
}

function withhold(change: Change, message: string): Change {
  return {
    ...change,
    action: 'blocked',
    groups: [],
    after: [],
    blocked: { reason: 'prune-withheld', message, would: change.action },
  };
}
