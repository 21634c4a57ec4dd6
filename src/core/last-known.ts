import { intended, type Change, type Plan } from './plan.ts';
import type { Live, Snapshot, Unreadable } from './resource.ts';
import { indexUnreadable } from './unreadable.ts';

/** That something could not be read: when it was last seen, and what AWS said instead. */
export interface Unseen {
  readonly seenAt: number;
  readonly why: string;
}

/** What is reported of an account: what was seen, and of what could not be read what was last seen. */
export interface LastKnown {
  /** When it was looked at, in milliseconds since the epoch. */
  readonly at: number;
  readonly plan: Plan;
  readonly snapshot: Snapshot;
  /** What is reported as it was last seen, by what AWS calls it and by the id of the resource. */
  readonly unseen: ReadonlyMap<string, Unseen>;
}

/** What one look gave. */
export type Look = Pick<LastKnown, 'plan' | 'snapshot'>;

/**
 * Not seen is not gone: what could not be read stays what it was when it was last seen, with all that hangs on it. What was
 * never seen stays unreadable.
 */
export function lastKnown(earlier: LastKnown | undefined, { plan, snapshot }: Look, at: number): LastKnown {
  if (earlier === undefined || snapshot.unreadable.length === 0) return { at, plan, snapshot, unseen: new Map() };
  const hidden = hiddenIn(earlier.snapshot, snapshot);
  const { changes, stale } = changesKnown(earlier.plan, { plan, snapshot }, hidden);
  const reasons = [...hidden, ...stale];
  const unseen = reasons.map(
    ([key, why]) => [key, { seenAt: earlier.unseen.get(key)?.seenAt ?? earlier.at, why }] as const,
  );
  const stands = snapshotKnown(earlier.snapshot, snapshot, hidden);
  return { at, plan: { ...plan, changes }, snapshot: stands, unseen: new Map(unseen) };
}

/** A look that could read nothing, for the given reason: so that a failed look is no special case. */
export function failedLook({ plan, snapshot }: Look, message: string): Look {
  const types = [...new Set(snapshot.live.map(({ type }) => type))];
  const changes = plan.changes.map((change): Change => {
    const would = intended(change);
    return { ...change, action: 'blocked', groups: [], diffs: [], blocked: { reason: 'unreadable', message, would } };
  });
  const unreadable = types.map((type) => ({ type, message }));
  return { plan: { ...plan, changes }, snapshot: { ...snapshot, live: [], unreadable } };
}

/** `physical` of what existed and can't be read now, with the reason. */
function hiddenIn(before: Snapshot, { live, unreadable }: Snapshot): ReadonlyMap<string, string> {
  const seen = new Set(live.map(({ physical }) => physical));
  const stood = new Map(before.live.map((one) => [one.physical, one]));
  const judged = new Map<string, string | undefined>();
  const unread = indexUnreadable(unreadable);

  function reasonOf(one: Live): string | undefined {
    if (!judged.has(one.physical)) judged.set(one.physical, judge(one));
    return judged.get(one.physical);
  }

  function judge(one: Live): string | undefined {
    const { type, physical, parent } = one;
    const about = unread(type, one);
    // Seen, but a part of it could not be read: half of it would pass for a difference.
    if (seen.has(physical)) return about.find((part) => part.physical === physical)?.message;
    const container = stood.get(parent ?? '');
    const isWithin = parent === undefined || seen.has(parent);
    const withContainer = container && !seen.has(container.physical) ? reasonOf(container) : undefined;
    return withContainer ?? (isWithin ? about.find((part) => covers(part, one))?.message : undefined);
  }

  return new Map(
    before.live.flatMap((one) => {
      const why = reasonOf(one);
      return why === undefined ? [] : [[one.physical, why] as const];
    }),
  );
}

function covers(part: Unreadable, { physical, parent }: Live): boolean {
  if (part.physical !== undefined) return part.physical === physical;
  return part.parent === undefined || part.parent === parent;
}

function snapshotKnown(before: Snapshot, snapshot: Snapshot, hidden: ReadonlyMap<string, string>): Snapshot {
  const last = before.live.filter(({ physical }) => hidden.has(physical));
  const seen = snapshot.live.filter(({ physical }) => !hidden.has(physical));
  const isUnlisted = Object.keys(snapshot.inventory.unreadable ?? {}).length > 0;
  return { ...snapshot, live: [...seen, ...last], inventory: isUnlisted ? before.inventory : snapshot.inventory };
}

interface KnownChanges {
  readonly changes: readonly Change[];
  /** Those of them that were reported before and not now, by their ids, with the reason. */
  readonly stale: ReadonlyMap<string, string>;
}

/** A manifest of which anything could not be reported stays what it was, even if it asks for something else by now. */
function changesKnown(before: Plan, { plan, snapshot }: Look, hidden: ReadonlyMap<string, string>): KnownChanges {
  const byId = new Map(before.changes.map((change) => [change.id, change]));
  const byLive = new Map(before.changes.map((change) => [change.live ?? '', change]));
  const manifests = new Set(before.changes.map(({ manifest }) => manifest));
  const changes = new Map<string, Change>();
  const stale = new Map<string, string>();
  for (const change of plan.changes) {
    const last = byId.get(change.id) ?? byLive.get(change.live ?? '');
    const why = staleReason(change, last, snapshot);
    if (why === undefined || (last === undefined && !manifests.has(change.manifest))) changes.set(change.id, change);
    else if (last !== undefined) {
      changes.set(last.id, last);
      stale.set(last.id, why);
    }
  }
  const lives = new Set([...changes.values()].map(({ live }) => live));
  for (const change of before.changes) {
    const why = hidden.get(change.live ?? '');
    if (why === undefined || changes.has(change.id) || lives.has(change.live)) continue;
    changes.set(change.id, change);
    stale.set(change.id, why);
  }
  return { changes: [...changes.values()], stale };
}

/** Why a change says only that something could not be read; undefined where it says more, or as much as was known. */
function staleReason({ blocked }: Change, last: Change | undefined, { unreadable }: Snapshot): string | undefined {
  if (blocked === undefined || last?.blocked?.reason === 'unreadable') return undefined;
  if (blocked.reason === 'unreadable') return blocked.message;
  // Nothing at all is deleted meanwhile; what was withheld before has a reason of its own.
  const isMeanwhile = unreadable.some(({ message }) => blocked.message.includes(message));
  return isMeanwhile && last?.blocked?.reason === 'prune-withheld' ? blocked.message : undefined;
}
