import { formatError, EvenkeelError } from '../errors.ts';
import { digest } from '../json.ts';
import { digestOf } from '../ownership.ts';
import { intended, isMemory, isWrite, stuckManifests, type Change, type Plan } from '../plan.ts';
import type { Snapshot, Wanted } from '../resource.ts';
import { refsOf, type ResourceId } from '../value.ts';

/** A write that AWS refused. */
interface Refusal {
  readonly error: EvenkeelError;
  /** How often in a row, by the same code. */
  readonly times: number;
  /** Whether it is sent again only once something is another. */
  readonly isHeld: boolean;
  /** What the manifest said then. */
  readonly asked: string;
  /** What it points at and what stands, as the first look after it saw that. */
  readonly around?: string;
}

/** A value: each look, and each time that something is carried out, makes the next one. */
export type Refusals = ReadonlyMap<ResourceId, Refusal>;

export const noRefusals: Refusals = new Map();

/** Whether a refusal is one that sending the same again can't mend. */
export type IsFinal = (error: EvenkeelError, times: number) => boolean;

/** For who runs once: what another look did not mend won't be mended by a third. */
export function isFinalForARun({ code, retry }: EvenkeelError, times: number): boolean {
  return retry === 'never' || (retry === 'replan' && code !== 'unavailable' && times > 1);
}

/** For who stays: a permission that is given, or a quota that is raised, is nothing that a look could see. */
export function isFinalForADaemon({ code, retry }: EvenkeelError, times: number): boolean {
  if (code === 'aws-rejected' || code === 'owner-conflict') return retry === 'never';
  return (code === 'not-found' || code === 'exists') && times > 1;
}

/** What became of a change that was tried. */
interface Tried {
  readonly change: Change;
  readonly status: string;
  readonly error?: EvenkeelError;
}

export function refusedBy(
  earlier: Refusals,
  tried: readonly Tried[],
  { wanted, isFinal }: { readonly wanted: readonly Wanted[]; readonly isFinal: IsFinal },
): Refusals {
  const next = new Map(earlier);
  const asked = new Map(wanted.map((one) => [one.id, one]));
  for (const { change, status, error } of tried) {
    if (status === 'done') next.delete(change.id);
    if (status !== 'failed' || error === undefined) continue;
    const before = earlier.get(change.id);
    const isSame = before?.error.facts.call?.awsCode === error.facts.call?.awsCode;
    const times = before !== undefined && isSame ? before.times + 1 : 1;
    next.set(change.id, { error, times, isHeld: isFinal(error, times), asked: saidOf(asked.get(change.id)) });
  }
  return next;
}

type Look = { readonly plan: Plan; readonly wanted: readonly Wanted[]; readonly snapshot: Snapshot };

/** Those for which nothing is another: not the manifest, nor what it points at, nor what stands. */
export function stillRefused(refusals: Refusals, look: Look): Refusals {
  if (refusals.size === 0) return refusals;
  const next = new Map<ResourceId, Refusal>();
  const surroundings = surroundingsIn(look);
  for (const change of look.plan.changes) {
    const refusal = refusals.get(change.id);
    if (refusal === undefined || change.action === 'noop') continue;
    const { asked, around } = surroundings(change);
    if (refusal.asked !== asked) continue;
    // While it is blocked for another reason it is unknown what it would be.
    if (!isWrite(change)) next.set(change.id, refusal);
    else if (refusal.around === undefined || refusal.around === around) next.set(change.id, { ...refusal, around });
  }
  return next;
}

/** The plan without what AWS refuses, and without what has to come after that. */
export function withoutRefused({ plan, wanted }: Pick<Look, 'plan' | 'wanted'>, refusals: Refusals): Plan {
  const why = new Map<ResourceId, string>();
  // Those come first in a plan that others wait for.
  for (const change of plan.changes.filter(isWrite)) {
    const refusal = refusals.get(change.id);
    const first = change.after.find((id) => why.has(id));
    if (refusal?.isHeld) why.set(change.id, wordsOf(refusal.error));
    else if (first !== undefined) why.set(change.id, `it depends on ${first}, which is ${why.get(first)}`);
  }
  if (why.size === 0) return plan;
  const changes = plan.changes.map((change) => {
    const message = why.get(change.id);
    return message === undefined ? change : refused(change, message);
  });
  return { ...plan, changes: withoutMemories(changes, wanted) };
}

/** A manifest of which something is refused is not remembered as applied. */
function withoutMemories(changes: readonly Change[], wanted: readonly Wanted[]): Change[] {
  const stuck = stuckManifests(changes);
  const places = new Map(wanted.map(({ id, at }) => [id, at]));
  return changes.map((change) => {
    const isOnly = isMemory(change) && change.diffs.every(({ path }) => path === places.get(change.id));
    if (!isOnly || change.adopted || !stuck.has(change.manifest)) return change;
    return { ...change, action: 'noop', groups: [], diffs: [] };
  });
}

function refused(change: Change, message: string): Change {
  const blocked = { reason: 'refused', message, would: change.action } as const;
  return { ...change, action: 'blocked', impact: 'none', groups: [], after: [], blocked };
}

function wordsOf({ facts }: EvenkeelError): string {
  const { subject: _, ...rest } = facts;
  return `rejected by AWS: ${formatError(new EvenkeelError(rest))}`;
}

function saidOf(wanted: Wanted | undefined): string {
  return wanted === undefined ? '' : digestOf(wanted);
}

/** What a change would be sent for: what the manifest says, and all that it is made of and on. */
function surroundingsIn({ plan, wanted, snapshot }: Look): (change: Change) => { asked: string; around: string } {
  const asked = new Map(wanted.map((one) => [one.id, one]));
  const lives = new Map(snapshot.live.map((live) => [live.physical, live]));
  const physicals = new Map(plan.changes.map(({ id, live }) => [id, live]));
  return (change) => {
    const { id, diffs, live } = change;
    const one = asked.get(id);
    const used = one === undefined ? [] : [...refsOf(one.state).map(({ $ref }) => $ref), one.parent ?? ''];
    const standing = [live, ...used.map((other) => physicals.get(other))].map((physical) => {
      const found = lives.get(physical ?? '');
      return found === undefined ? null : [found.physical, found.state];
    });
    return { asked: saidOf(one), around: digest([intended(change), diffs, standing]) };
  };
}
