import { isMaking, isRemoval, isRoot, type Change, type Plan } from './plan.ts';

/** Where AWS is no longer what was applied. Every text, JSON, condition and exit code about drift is taken from this. */
export interface Drift {
  /** `unknown`: something of AWS or of the folder could not be read, so that nobody can say. */
  readonly verdict: 'in-sync' | 'drifted' | 'unknown';
  readonly drifted: readonly Change[];
  readonly unreadable: readonly Change[];
  /** What else is to be done: the manifests changed, or it follows from something else. */
  readonly others: readonly Change[];
  /** How much is wrong with the folder, so that nobody knows what it asks for. */
  readonly problems: number;
}

export function driftOf({ changes }: Pick<Plan, 'changes'>, problems = 0): Drift {
  const missing = new Set(changes.filter(isMissing).map(({ manifest }) => manifest));
  const drifted: Change[] = [];
  const unreadable: Change[] = [];
  const others: Change[] = [];
  for (const change of changes) {
    if (change.action === 'noop') continue;
    const isPartOfMissing = isMissing(change) || (isMaking(change.action) && missing.has(change.manifest));
    if (change.blocked?.reason === 'unreadable') unreadable.push(change);
    else if (change.cause === 'drift' || isPartOfMissing) drifted.push(change);
    else others.push(change);
  }
  const found = drifted.length > 0 ? 'drifted' : 'in-sync';
  const isUnknown = unreadable.length > 0 || problems > 0;
  return { verdict: isUnknown ? 'unknown' : found, drifted, unreadable, others, problems };
}

/** How much drifted, by what is wrong with it. */
export interface DriftCount {
  readonly fields: number;
  readonly missing: number;
  readonly extra: number;
}

export function countDrift(drifted: readonly Change[]): DriftCount {
  const count = { fields: 0, missing: 0, extra: 0 };
  for (const { action, blocked, diffs } of drifted) {
    const would = blocked?.would ?? action;
    if (isMaking(would)) count.missing += 1;
    else if (isRemoval(would)) count.extra += 1;
    else count.fields += diffs.length;
  }
  return count;
}

/**
 * A whole resource that is gone took our memory of it along, and one from which somebody took our tags has none, so that
 * nobody can tell "taken since" from "never applied". Calling that in sync would be the worse mistake.
 */
export function isMissing(change: Change): boolean {
  const { action, blocked } = change;
  const would = blocked?.reason === 'foreign-owner' ? blocked.would : action;
  return would === 'create' && isRoot(change);
}
