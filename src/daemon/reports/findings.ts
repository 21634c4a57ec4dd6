import { isAuthor, type By } from '../../core/author.ts';
import { driftOf } from '../../core/drift.ts';
import { waitsToBeRead } from '../../core/missing.ts';
import type { Look } from '../../core/last-known.ts';
import { intended, isAsWhole, isMaking, isRemoval, type BlockReason, type Change, type Diff } from '../../core/plan.ts';
import type { CycleResult, Finding } from '../status.ts';

/**
 * What is not as it should be: drift, what can't be read, and what is not allowed. What changed in a manifest, or was
 * not created yet, is none of it. What was found before keeps its `since`, unless the time of day was set back behind it.
 */
export function findingsOf(
  place: string,
  { plan }: Pick<Look, 'plan'>,
  earlier: Pick<CycleResult, 'findings'> | undefined,
  now: number,
): Finding[] {
  const before = new Map(earlier?.findings.map((finding) => [finding.key, finding]));
  const { drifted, notCreated, unreadable, others } = driftOf(plan);
  const held = [...notCreated, ...others].filter(({ action }) => action === 'blocked');
  const judged = [...unreadable, ...held].filter(({ blocked }) => !waitsToBeRead(blocked?.message ?? ''));
  const open = [...drifted, ...judged];
  const counted = new Set(drifted.map(({ id }) => id));
  const found = [
    ...open.flatMap((change) => partsOf(place, change)),
    ...plan.changes.flatMap((change) => stuckOf(place, change)),
  ];
  return found.map((finding) => {
    const earlierOne = before.get(finding.key);
    const since = Math.min(earlierOne?.since ?? now, now);
    return { ...finding, ...knownBy(finding.by, earlierOne?.by), since, drift: counted.has(finding.id) };
  });
}

/** Who it was is not forgotten. */
function knownBy(by: By | undefined, before: By | undefined): Pick<Finding, 'by'> {
  const known = isAuthor(by) ? by : isAuthor(before) ? before : by;
  return known === undefined ? {} : { by: known };
}

/** By what a finding is known from cycle to cycle: the resource, or one field of it. */
export function findingKey(place: string, { id }: Pick<Change, 'id'>, path?: string): string {
  return path === undefined ? `${place} ${id}` : `${place} ${id} ${path}`;
}

type Undated = Omit<Finding, 'since' | 'drift'>;

/** A finding for each field; one for all where the whole resource is missing, one too many or can't be compared. */
function partsOf(place: string, change: Change): Undated[] {
  return isAsWhole(change) ? [wholeOf(place, change)] : change.diffs.map((diff) => fieldOf(place, change, diff));
}

/** What is written no more, of a resource of which the rest is. */
function stuckOf(place: string, change: Change): Undated[] {
  const { diffs = [], message = '' } = change.stuck ?? {};
  return diffs.map((diff) => ({ ...fieldOf(place, change, diff), doing: 'blocked', reason: message }));
}

function wholeOf(place: string, change: Change): Undated {
  const would = intended(change);
  const [isMissing, isExtra] = [isMaking(would), isRemoval(would)];
  // Where it is there on one side only, that there is nothing to tell of it is not to be taken for nothing.
  const isKnown = isMissing || isExtra || change.diffs.length > 0;
  const content = (side: 'live' | 'wanted'): unknown =>
    isKnown ? Object.fromEntries(change.diffs.map((diff) => [diff.path, diff[side]])) : null;
  return {
    ...commonOf(place, change),
    live: isMissing ? null : content('live'),
    wanted: isExtra ? null : content('wanted'),
  };
}

function fieldOf(place: string, change: Change, { path, live, wanted, by }: Diff): Undated {
  const common = commonOf(place, change);
  const sides = { live: live ?? null, wanted: wanted ?? null };
  return { ...common, key: findingKey(place, change, path), path, ...sides, ...(by === undefined ? {} : { by }) };
}

function commonOf(
  place: string,
  { id, manifest, source, cause, blocked, by }: Change,
): Omit<Undated, 'live' | 'wanted'> {
  return {
    key: findingKey(place, { id }),
    place,
    id,
    manifest,
    cause,
    doing: blocked === undefined ? 'correct' : (refusals[blocked.reason] ?? 'blocked'),
    ...(source === undefined ? {} : { source: `${source.file}:${source.line}` }),
    ...(blocked === undefined ? {} : { reason: blocked.message }),
    ...(by === undefined ? {} : { by }),
  };
}

const refusals: Readonly<Partial<Record<BlockReason, Finding['doing']>>> = {
  'drift-warn': 'report',
  'prune-withheld': 'withhold',
  'adopted-first': 'withhold',
  'deregister-limit': 'withhold',
  unreadable: 'unreadable',
};

/** How long it was there, though the time of day be set back meanwhile. */
export function lastedMs({ since }: Finding, now: number): number {
  return Math.max(0, now - since);
}

/** What one cycle found, and what it found no more. */
export interface Transitions {
  /** New, or there is something else done about it now, or it is withheld for another reason or with another list. */
  readonly found: readonly Finding[];
  readonly gone: readonly Finding[];
}

export function transitions(earlier: readonly Finding[], later: readonly Finding[]): Transitions {
  const before = new Map(earlier.map((finding) => [finding.key, finding]));
  const after = new Set(later.map(({ key }) => key));
  return {
    found: later.filter(({ key, doing, reason }) => {
      const last = before.get(key);
      return last?.doing !== doing || (doing === 'withhold' && last.reason !== reason);
    }),
    gone: earlier.filter(({ key }) => !after.has(key)),
  };
}
