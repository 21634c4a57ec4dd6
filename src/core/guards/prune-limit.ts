import { digest } from '../json.ts';
import { isMemory, isWrite, REMEMBERED, stuckManifests, type Change, type Plan } from '../plan.ts';
import { allowText, idsText } from './withheld.ts';

export interface PruneLimit {
  /** The most that may go in one cycle. */
  readonly most: number;
  /** The largest part, from 0 to 1, of what stands of ours that may go in one cycle. One may always go. */
  readonly share: number;
  readonly allowed?: Allowed | undefined;
}

/** What somebody has looked at and allowed: the hash of a list, or deletions of which some may be done already. */
export type Allowed = string | ReadonlySet<string>;

/**
 * Withholds every pruning of a plan that prunes more than is usual: a branch that was mixed up, or a folder that was half
 * copied, looks the same as a wish. Exactly that list can be allowed by its hash.
 */
export function limitPrunes(plan: Plan, { most, share, allowed }: PruneLimit): Plan {
  // What came from elsewhere has been allowed by a list of its own.
  const prunes = prunesOf(plan).filter(({ elsewhere }) => elsewhere === undefined);
  // What AWS deletes along with its container is no decision of its own.
  const own = prunes.filter(({ implied }) => implied === undefined);
  const standing = plan.changes.filter(isOurs).length;
  const limit = Math.min(most, Math.max(1, Math.floor(share * standing)));
  if (own.length <= limit) return plan;
  if (isAllowed(own, allowed)) return plan;
  const hash = pruneHash(own);
  const withheld = new Set(prunes);
  const why = `${own.length} of ${standing} would be deleted at once, more than the ${limit} allowed`;
  const message = `${why}: ${idsText(own)}; ${allowText(hash)}`;
  const changes = plan.changes.map((change) =>
    withheld.has(change) ? withhold(change, message, { hash, why }) : change,
  );
  return { ...plan, changes: withoutMemories(changes) };
}

/** What holds something that is yet to go can't be remembered as applied: it would be written again at every look. */
function withoutMemories(changes: readonly Change[]): Change[] {
  const stuck = stuckManifests(changes.filter(({ blocked }) => blocked?.reason === 'prune-withheld'));
  return changes.map((change) => {
    const isPremature =
      stuck.has(change.manifest) && isMemory(change) && change.diffs.every(({ wanted }) => wanted === REMEMBERED);
    return isPremature ? { ...change, action: 'noop', groups: [], diffs: [] } : change;
  });
}

/** Every pruning that a plan makes. */
function prunesOf({ changes }: Plan): Change[] {
  return changes.filter((change) => (change.cause === 'prune' || change.elsewhere !== undefined) && isWrite(change));
}

/** All that a plan prunes, as something that may be allowed again: a part of it may be done by then. */
export function agreedPrunes(plan: Plan): ReadonlySet<string> {
  return new Set(prunesOf(plan).map(keyOf));
}

export function isAllowed(changes: readonly Change[], allowed: Allowed | undefined): boolean {
  if (allowed === undefined) return false;
  return typeof allowed === 'string' ? pruneHash(changes) === allowed : changes.every((one) => allowed.has(keyOf(one)));
}

/** What AWS deletes along with its container does not count. */
export function pruneHash(changes: readonly Change[]): string {
  const own = changes.filter(({ implied }) => implied === undefined);
  return digest(own.map(keyOf).sort(), 12);
}

function keyOf({ id, live }: Change): string {
  return `${id} ${live ?? ''}`;
}

function isOurs({ live, blocked, implied }: Change): boolean {
  return live !== undefined && implied === undefined && blocked?.reason !== 'foreign-owner';
}

function withhold(change: Change, message: string, list: { readonly hash: string; readonly why: string }): Change {
  return {
    ...change,
    action: 'blocked',
    groups: [],
    after: [],
    blocked: { reason: 'prune-withheld', message, would: change.action, list },
  };
}
