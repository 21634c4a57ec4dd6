import type { BlockReason, Change, Plan } from './plan.ts';
import { isWrite } from './plan.ts';

/**
 * Something that a look did not show. A list may miss what was just made, or what has long stood, for some seconds, so that
 * what a change takes for absent is confirmed before the change is made.
 */
export interface Absence {
  /** A resource type, what can be looked up, or `successor`: that what stands twice still stands twice. */
  readonly type: string;
  /** The wanted resource's id, or AWS's. */
  readonly id: string;
  /** The manifest newly says so, or may: it need not be proven that somebody took it away. */
  readonly said?: true;
}

/** Why an absence is not believed yet, and since when the thing has been missing. */
export interface Doubt {
  readonly since: number;
  readonly message: string;
  /** It was found after all, or could not be asked for: the next look that misses it is the first. */
  readonly anew?: true;
}

/** What was learnt of the absences that a plan rests on, by their keys. */
export interface Absences {
  /** When it was looked. */
  readonly at: number;
  readonly confirmed: ReadonlySet<string>;
  /** Confirmed ones that never come back: a terminated instance. */
  readonly gone: ReadonlySet<string>;
  readonly doubts: ReadonlyMap<string, Doubt>;
}

export const noAbsences: Absences = { at: 0, confirmed: new Set(), gone: new Set(), doubts: new Map() };

/** How far apart two looks must be that miss the same thing. */
export const SECOND_LOOK_MS = 5_000;

export function absenceKey({ type, id }: Absence): string {
  return `${type} ${id}`;
}

/** Where nobody says what was confirmed, what a snapshot does not show is not there. */
export function resting(change: Change, rests: readonly Absence[], absences: Absences | undefined): Change {
  if (rests.length === 0 || !isWrite(change)) return change;
  const all = [...(change.rests ?? []), ...rests];
  const open = all.map(absenceKey).filter((key) => absences !== undefined && !absences.confirmed.has(key));
  if (open.length === 0) return { ...change, rests: all };
  const messages = open.map(
    (key) => absences?.doubts.get(key)?.message ?? 'missing in one read, to be confirmed by another',
  );
  const reason: BlockReason = 'unconfirmed';
  const blocked = { reason, message: [...new Set(messages)].join('; '), would: change.action };
  return { ...change, action: 'blocked', groups: [], rests: all, blocked };
}

/** The absences that a plan rests on, or waits for. */
export function absencesIn({ changes }: Plan): Absence[] {
  const isLimited = ({ blocked }: Change): boolean => blocked?.reason === 'deregister-limit';
  return changes.flatMap((change) =>
    isWrite(change) || isUnconfirmed(change) || isLimited(change) ? (change.rests ?? []) : [],
  );
}

export function isUnconfirmed({ blocked }: Change): boolean {
  return blocked?.reason === 'unconfirmed';
}

/** How long until what was seen missing may be believed; undefined where nothing is in doubt. */
export function untilSecondLook({ doubts }: Absences, now: number): number | undefined {
  const due = [...doubts.values()].map(({ since }) => since + SECOND_LOOK_MS - now);
  return due.length === 0 ? undefined : Math.max(0, ...due);
}
