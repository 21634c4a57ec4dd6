import { waitsToBeRead } from './missing.ts';
import { intended, isMaking, isRemoval, type Change, type Plan } from './plan.ts';

/**
 * What a plan says of drift. Each change's cause was judged when the plan was made, by AWS's memory and by what was known
 * earlier; every text, JSON, condition, finding, metric and exit code about drift is taken from this.
 */
export interface Drift {
  /**
   * `unknown`: something of AWS or of the folder could not be read, so that it is unknown. `not-created`: nothing drifted,
   * and not all of it was created yet.
   */
  readonly verdict: 'in-sync' | 'not-created' | 'drifted' | 'unknown';
  readonly drifted: readonly Change[];
  /** What the manifests ask for and no look ever found. */
  readonly notCreated: readonly Change[];
  readonly unreadable: readonly Change[];
  /** What waits for the first read since a start: nothing is wrong with it. */
  readonly unread: readonly Change[];
  /** What else is to be done: the manifests changed, or it follows from something else. */
  readonly others: readonly Change[];
  /** How much is wrong with the folder, so that nobody knows what it asks for. */
  readonly problems: number;
}

export function driftOf({ changes }: Pick<Plan, 'changes'>, problems = 0): Drift {
  const drifted: Change[] = [];
  const notCreated: Change[] = [];
  const unreadable: Change[] = [];
  const unread: Change[] = [];
  const others: Change[] = [];
  for (const change of changes) {
    if (change.action === 'noop') continue;
    if (change.blocked?.reason === 'unreadable') (isUnread(change) ? unread : unreadable).push(change);
    else if (change.cause === 'drift') drifted.push(change);
    else if (change.cause === 'spec' && isMaking(intended(change))) notCreated.push(change);
    else others.push(change);
  }
  return { verdict: verdictOf(), drifted, notCreated, unreadable, unread, others, problems };

  function verdictOf(): Drift['verdict'] {
    if (unreadable.length > 0 || unread.length > 0 || problems > 0) return 'unknown';
    if (drifted.length > 0) return 'drifted';
    return notCreated.length > 0 ? 'not-created' : 'in-sync';
  }
}

function isUnread({ blocked }: Change): boolean {
  return waitsToBeRead(blocked?.message ?? '');
}

/** How much drifted, by what is wrong with it. */
export interface DriftCount {
  readonly fields: number;
  readonly missing: number;
  readonly extra: number;
}

export function countDrift(drifted: readonly Change[]): DriftCount {
  const count = { fields: 0, missing: 0, extra: 0 };
  for (const change of drifted) {
    const would = intended(change);
    if (isMaking(would)) count.missing += 1;
    else if (isRemoval(would)) count.extra += 1;
    else count.fields += change.diffs.length;
  }
  return count;
}
