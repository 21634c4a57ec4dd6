import { readOwnership } from '../../core/ownership.ts';
import { isMaking, isRemoval, isRoot, isWrite, type Change, type Plan } from '../../core/plan.ts';
import type { Snapshot } from '../../core/resource.ts';
import type { CycleResult } from '../status.ts';

/** What the cycle before this one saw and did. */
export type Earlier = Pick<CycleResult, 'plan' | 'findings' | 'outcomes'>;

/** Who begins anew in this time goes on with what was being made. */
const youthMs = 60 * 60_000;

/** Manifests of which something was only just made, as far as AWS tells when that was. */
export function youngIn({ live }: Snapshot, now: number): ReadonlySet<string> {
  const made = live.filter(({ createdAt }) => createdAt !== undefined && now - createdAt < youthMs);
  return new Set(made.flatMap(({ tags }) => readOwnership(tags)?.manifest ?? []));
}

/**
 * Tells what was never seen as it should be from what no longer is. AWS remembers a resource as applied from the moment that
 * it is made, so that all that a failure, or the end of an earlier daemon, left undone passes for drift there.
 */
export function newsIn(
  plan: Plan,
  young: ReadonlySet<string>,
  earlier: Earlier = nothing,
): (change: Change) => boolean {
  const before = new Map(earlier.plan.changes.map((change) => [change.id, change]));
  const known = new Set(earlier.plan.changes.map(({ manifest }) => manifest));
  const told = new Set(earlier.findings.map(({ id }) => id));
  const undone = undoneIn(earlier).filter(({ id }) => !told.has(id));
  const unfinished = new Set(undone.map(({ id }) => id));
  const unfinishedManifests = new Set(undone.flatMap(manifestsOf));
  const hollow = hollowIn(plan);
  const isBuilding = young.size + hollow.size > 0;
  return ({ id, action, manifest }) => {
    if (told.has(id)) return false;
    const last = before.get(id);
    if (last !== undefined) return isMaking(action) ? last.live === undefined : unfinished.has(id);
    if (known.has(manifest)) return isMaking(action) || unfinishedManifests.has(manifest);
    if (young.has(manifest) || hollow.has(manifest)) return true;
    // Not of all does AWS tell when it was made: what was made along with the young was interrupted with them.
    return isMaking(action) && isBuilding;
  };
}

function undoneIn({ plan, outcomes }: Earlier): Change[] {
  const done = new Set(outcomes.flatMap(({ change, status }) => (status === 'done' ? [change.id] : [])));
  return plan.changes.filter((change) => isWrite(change) && !done.has(change.id));
}

const nothing: Earlier = { plan: { account: '', region: '', changes: [] }, findings: [], outcomes: [] };

/** Manifests of which nothing stands but what holds the rest: they were about to be made when something ended it. */
function hollowIn({ changes }: Plan): ReadonlySet<string> {
  const parts = changes.filter(({ action }) => !isRemoval(action));
  const standing = parts.filter((change) => change.live !== undefined && !isRoot(change)).flatMap(manifestsOf);
  const missing = parts.filter(({ action }) => isMaking(action)).flatMap(manifestsOf);
  const kept = new Set(standing);
  return new Set(missing.filter((manifest) => !kept.has(manifest)));
}

/** Whose it is, and whose it is a member of. */
function manifestsOf({ manifest, holder }: Change): string[] {
  return holder === undefined ? [manifest] : [manifest, holder];
}
