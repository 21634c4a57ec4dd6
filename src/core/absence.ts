import { absenceKey, type Absence, type Absences } from './missing.ts';
import { type BlockReason, type Change, type Plan, isWrite } from './plan.ts';

/** How far apart two looks must be that miss the same thing. */
export const SECOND_LOOK_MS = 5_000;

/** Without a list of what was confirmed, what a snapshot does not show counts as absent. */
export function awaitingConfirmation(
  change: Change,
  rests: readonly Absence[],
  absences: Absences | undefined,
): Change {
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
