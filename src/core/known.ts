import { readOwnership } from './ownership.ts';
import { groupBy } from './group-by.ts';
import { intended, isMaking, isRemoval, isRoot, isWrite, type Change, type Plan } from './plan.ts';
import type { Policy, Snapshot } from './resource.ts';
import type { ResourceId } from './value.ts';

/**
 * What earlier looks saw, and the tags in AWS can't say: a deleted resource took its tags along, and a new one carries the hash
 * of its manifest from the moment that it is made, before all of it is written. A value: each look makes the next one.
 */
export interface Known {
  /** What was seen standing, and what is missed because it was. */
  readonly stood: ReadonlySet<ResourceId>;
  /** Writes for the manifest's sake that are not done yet. */
  readonly undone: ReadonlySet<ResourceId>;
  /** Manifests with such writes, or that hold one. */
  readonly unfinished: ReadonlySet<string>;
  /** Manifests that were looked at before. */
  readonly manifests: ReadonlySet<string>;
  /** Manifests seen for the first time while they are being made, as by a daemon that was ended in the middle of it. */
  readonly begun: ReadonlySet<string>;
}

export const nothingKnown: Known = {
  stood: new Set(),
  undone: new Set(),
  unfinished: new Set(),
  manifests: new Set(),
  begun: new Set(),
};

/** What is asked about: one resource, whose it is, and whether it is to be made. */
interface Asked {
  readonly id: ResourceId;
  readonly manifest: string;
  readonly policy: Policy;
  readonly isMaking: boolean;
}

/** Whether it once was as its manifest says: by what was seen earlier, else by what AWS remembers. */
export function wasApplied(known: Known | undefined, asked: Asked, remembered: () => boolean): boolean {
  if (known === undefined) return remembered();
  if (asked.isMaking && known.stood.has(asked.id)) return true;
  // Where drift is left alone, the tags in AWS say that something is as applied only once it is: its memory can be trusted.
  return !(asked.policy.drift === 'correct' && isBeingMade(known, asked)) && remembered();
}

function isBeingMade(known: Known, { id, manifest, isMaking: isMissing }: Asked): boolean {
  if (!known.manifests.has(manifest)) {
    // AWS does not answer for everything when it was created: what is missing beside new objects was interrupted with them.
    return known.begun.has(manifest) || (isMissing && known.begun.size > 0);
  }
  if (isMissing) return true;
  return known.undone.has(id) || (!known.stood.has(id) && known.unfinished.has(manifest));
}

/** What a look leaves for the next one; `done` is what was written since. */
export function knownAfter(known: Known, { changes }: Plan, done: ReadonlySet<ResourceId>): Known {
  const stood = new Set<ResourceId>();
  const open: Change[] = [];
  const replaced = replacedIn(changes, done);
  for (const change of changes) {
    const { id, cause, live } = change;
    if (isOutOfSight(change)) {
      if (known.stood.has(id)) stood.add(id);
      if (known.undone.has(id)) open.push(change);
      continue;
    }
    // Where the answer to a deletion was lost, the deletion may have been done: what the manifest removed may be gone.
    const isGoing = isPruned(change) || (isRemoval(change.action) && (cause !== 'drift' || done.has(id)));
    const isInOneOfTwo = !isRoot(change) && replaced.has(change.manifest);
    if (!isGoing && !isInOneOfTwo && (live !== undefined || cause === 'drift')) stood.add(id);
    const isOpen = isWrite(change) || (change.blocked !== undefined && known.undone.has(id));
    if (isOpen && cause !== 'drift' && !done.has(id)) open.push(change);
  }
  return {
    stood,
    undone: new Set(open.map(({ id }) => id)),
    // A manifest that comes back to the folder is applied again: what its removal deleted is no drift.
    unfinished: new Set([...open.flatMap(manifestsOf), ...changes.filter(isPruned).map(({ manifest }) => manifest)]),
    manifests: new Set(changes.map(({ manifest }) => manifest)),
    begun: new Set(),
  };
}

/**
 * Manifests of which a successor stands beside its predecessor. Edited back meanwhile, the predecessor is the one again: what was seen in
 * the other never stood in it.
 */
function replacedIn(changes: readonly Change[], done: ReadonlySet<ResourceId>): ReadonlySet<string> {
  const roots = new Map(changes.filter(isRoot).map(({ manifest, type }) => [manifest, type]));
  const predecessors = changes.filter(
    ({ id, manifest, type, action, cause }) =>
      isRemoval(action) && cause === 'dependency' && roots.get(manifest) === type && !done.has(id),
  );
  return new Set(predecessors.map(({ manifest }) => manifest));
}

function isPruned({ cause }: Change): boolean {
  return cause === 'prune';
}

/** It could not be read, or was not to be: what was known before stays. */
function isOutOfSight({ action, blocked, live }: Change): boolean {
  return blocked?.reason === 'unreadable' || (action === 'noop' && live === undefined);
}

/** Who begins anew in this time goes on with what was being made. */
const youthMs = 60 * 60_000;

/** Knows in addition which of the manifests that are seen for the first time are only just being made. */
export function withBegun(known: Known, plan: Plan, { live }: Snapshot, now: number): Known {
  if (plan.changes.every(({ manifest }) => known.manifests.has(manifest))) return known;
  const open = openIn(plan);
  const young = live
    .filter(({ createdAt }) => createdAt !== undefined && now - createdAt < youthMs)
    .flatMap(({ tags }) => readOwnership(tags)?.manifest ?? [])
    .filter((manifest) => open.has(manifest));
  return { ...known, begun: new Set([...young, ...onlyBegunIn(plan)]) };
}

/**
 * Manifests that may not have been carried out whole. Each part is made only once what it needs is complete: where all of several stand,
 * they do so as they were applied.
 */
function openIn({ changes }: Plan): ReadonlySet<string> {
  const parts = groupBy(changes, ({ manifest }) => manifest);
  const isOpen = (own: readonly Change[]): boolean =>
    own.length === 1 || own.some((change) => isMaking(intended(change)));
  return new Set([...parts].flatMap(([manifest, own]) => (isOpen(own) ? [manifest] : [])));
}

/** Manifests of which nothing stands but what holds the rest: they were about to be made when something ended it. */
function onlyBegunIn({ changes }: Plan): string[] {
  const parts = changes.filter(({ action }) => !isRemoval(action));
  const kept = new Set(parts.filter((change) => change.live !== undefined && !isRoot(change)).flatMap(manifestsOf));
  // What a first look misses waits for a second one, and is missing all the same.
  const missing = parts.filter((part) => isMaking(intended(part))).flatMap(manifestsOf);
  return missing.filter((manifest) => !kept.has(manifest));
}

/** Whose it is, and whose it is a member of. */
function manifestsOf({ manifest, holder }: Change): string[] {
  return holder === undefined ? [manifest] : [manifest, holder];
}
