import { awaitingConfirmation } from '../absence.ts';
import { contents, type Difference } from '../fields.ts';
import { sameJson } from '../json.ts';
import { isOurTag, isRemembered, readOwnership } from '../ownership.ts';
import { isWrite, REMEMBERED, type Cause, type Change } from '../plan.ts';
import { resolve } from '../resolve.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import { type Prepared, blockedChange, changeOf, targetOf, typeOf, type Planning } from './context.ts';
import { hasUnknown, isUnknown } from '../value.ts';
import { isIgnored } from './ignored.ts';
import { heldText, inheritedLists, type InheritedLists } from './inherited.ts';
import { groupOf, impactOf, judge, judgedDifferences, shownDifferences, type Judgement } from './judge.ts';
import { noLongerFound } from './look-ups.ts';

export function prepare(planning: Planning, symbolic: Wanted): Prepared {
  const { state, problems, unreadable } = planning.resolve(symbolic.state);
  const wanted = state === symbolic.state ? symbolic : { ...symbolic, state };
  return { symbolic, wanted, problems, unreadable };
}

/** Whether the manifest is what was last applied. Asked only where something differs, which is seldom. */
export type Applied = () => boolean;

/** What is to be done about one wanted resource, given what it was found to be. */
export function decide(planning: Planning, prepared: Prepared, live: Live | undefined, applied: Applied): Change {
  const { wanted, problems, unreadable } = prepared;
  const type = typeOf(planning, wanted.type);
  const change =
    live === undefined ? creation(type, prepared, applied) : compareWith(planning, type, prepared, live, applied);
  if (unreadable.length > 0) {
    return blockedChange({ ...change, diffs: [], impact: 'none' }, 'unreadable', unreadable.join('; '));
  }
  if (problems.length > 0) {
    // What leads nowhere resolves to an empty text, which is no value to compare or to show.
    // Nor is it drift: nobody knows whether anything differs.
    const cause = live === undefined ? change.cause : 'dependency';
    return blockedChange({ ...change, cause, diffs: [], impact: 'none' }, 'unresolved-ref', problems.join('; '));
  }
  const allowed = checked(planning, type, wanted, change, live);
  if (live === undefined || !isWrite(allowed)) return allowed;
  return awaitingConfirmation(allowed, noLongerFound(prepared, live.state), planning.input.snapshot.absences);
}

/** How something of that type comes to stand. */
export function makingOf({ membership }: ResourceType): 'create' | 'register' {
  return membership ? 'register' : 'create';
}

function creation(type: ResourceType, { symbolic, wanted }: Prepared, applied: Applied): Change {
  const action = makingOf(type);
  const change = changeOf(symbolic, { action, cause: applied() ? 'drift' : 'spec' });
  return { ...change, diffs: shownDifferences(wanted, contents(type.fields, wanted.state)) };
}

function compareWith(
  planning: Planning,
  type: ResourceType,
  { symbolic, wanted }: Prepared,
  live: Live,
  applied: Applied,
): Change {
  const whole = judge(type, wanted, live);
  const inherited = inheritedLists(planning, type, wanted, live, whole.differences);
  const held = inherited?.isAgreed ? undefined : inherited;
  const judgement = held === undefined ? whole : withoutLists(type, live, whole, held.lists);
  const remembered = !type.taggable || isRemembered(planning.input.owner, symbolic, type.fields, live.tags);
  const same = changeOf(symbolic, { action: 'noop', cause: 'spec', live, undeclared: judgement.undeclared });
  const base = held === undefined ? same : { ...same, kept: keptOf(wanted, held) };
  if (judgement.differences.length === 0 && remembered) return base.kept === undefined ? base : heldBack(base);
  if (judgement.differences.length === 0) {
    const diffs = [memoryDiff(wanted, live)];
    // Never drift, even of the mode: what a manifest newly says of its own deletion must be kept.
    return { ...base, action: 'update', diffs, groups: ['tags'] };
  }
  return {
    ...base,
    action: judgement.replace ? 'replace' : 'update',
    cause:
      inherited?.lists.length === judgement.differences.length
        ? 'adoption'
        : causeOf(planning, symbolic, { judgement, live, applied }),
    impact: impactOf(type, judgement),
    diffs: judgedDifferences(type, wanted, judgement, live),
    groups: remembered || judgement.groups.includes('tags') ? judgement.groups : [...judgement.groups, 'tags'],
  };
}

/**
 * `drift` where the manifest is what was last applied, so that AWS must have changed; `dependency` where nothing differs but
 * what AWS will call others. Whatever follows others does so in every mode of drift: else those could never go.
 */
function causeOf(
  planning: Planning,
  symbolic: Wanted,
  { judgement, live, applied }: { readonly judgement: Judgement; readonly live: Live; readonly applied: Applied },
): Cause {
  const isFollowing = judgement.differences.some(({ wanted }) => hasUnknown(wanted));
  if (isFollowing && !differsAnyhow(planning, symbolic, live)) return 'dependency';
  if (!applied()) return 'spec';
  return isFollowing && symbolic.policy.drift !== 'correct' ? 'dependency' : 'drift';
}

/** Whether it would differ even if all that it refers to stayed what it is. What is not there yet, it can't refer to now. */
function differsAnyhow(planning: Planning, symbolic: Wanted, live: Live): boolean {
  const { state } = resolve(
    symbolic.state,
    (ref) => {
      // Such as a version, which has moved on since it was written here.
      if (planning.changes.get(ref.$ref)?.action === 'update') return targetOf(planning, ref);
      return { value: planning.matched.get(ref.$ref)?.outputs[ref.output] ?? '' };
    },
    planning.input.snapshot.inventory,
  );
  const { differences } = judge(typeOf(planning, symbolic.type), { ...symbolic, state }, live);
  return differences.some((difference) => !agree(difference.live, difference.wanted));
}

/** Whether they are the same apart from what is known after apply. */
function agree(live: unknown, wanted: unknown): boolean {
  if (!hasUnknown(wanted)) return sameJson(live, wanted);
  if (isUnknown(wanted)) return true;
  if (typeof live !== 'object' || live === null) return false;
  const [one, other] = [live, wanted] as [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];
  return [...new Set([...Object.keys(one), ...Object.keys(other)])].every((key) => agree(one[key], other[key]));
}

/** The same for what is left of it. */
function withoutLists(type: ResourceType, live: Live, judgement: Judgement, lists: readonly Difference[]): Judgement {
  const differences = judgement.differences.filter((one) => !lists.includes(one));
  const groups = [...new Set(differences.map(({ field }) => groupOf(type, field, live)))];
  return { ...judgement, differences, groups, replace: groups.includes('replace') };
}

function keptOf(wanted: Wanted, { root, lists }: InheritedLists): NonNullable<Change['kept']> {
  const fields = lists.map(({ field }) => field);
  return { root, fields, diffs: shownDifferences(wanted, lists), message: heldText };
}

/** Nothing of it is to be written but what is kept as it stands. */
function heldBack(change: Change): Change {
  const { root, diffs = [] } = { root: change.id, ...change.kept };
  const would: Change = { ...change, action: 'update', cause: 'adoption', diffs, inherited: root };
  return blockedChange(would, 'adopted-first', heldText);
}

/** Nothing differs but our own tags: the manifest was written down anew, or the resource is being taken over. */
function memoryDiff(wanted: Wanted, live: Live): Change['diffs'][number] {
  const ours = readOwnership(live.tags) !== undefined || Object.keys(live.tags).some(isOurTag);
  return {
    path: wanted.at,
    live: ours ? '(recorded: an earlier version)' : '(not managed)',
    wanted: ours ? REMEMBERED : '(managed)',
  };
}

function checked(planning: Planning, type: ResourceType, wanted: Wanted, change: Change, live?: Live): Change {
  if (change.action === 'noop' && type.warn === undefined) return change;
  const { inventory } = planning.input.snapshot;
  const warnings = type.warn?.(wanted.state, inventory) ?? [];
  const refused = [
    ...(change.action === 'noop' ? [] : (type.check?.(wanted.state, inventory) ?? [])),
    ...(live === undefined ? [] : refusedChange(type, wanted, live, change)),
  ];
  const warned = { ...change, warnings };
  return refused.length === 0 ? underPolicy(wanted, warned) : blockedChange(warned, 'rejected', refused.join('; '));
}

function refusedChange(type: ResourceType, wanted: Wanted, live: Live, { action }: Change): string[] {
  if (action === 'noop') return [];
  return type.checkChange?.(live.state, wanted.state, action === 'replace') ?? [];
}

/** The modes speak of drift only: what the manifest newly asks for is done whatever the mode. */
export function underPolicy(wanted: Wanted, change: Change): Change {
  if (change.cause !== 'drift' || change.action === 'noop') return change;
  switch (wanted.policy.drift) {
    case 'correct':
      return change;
    case 'warn':
      return blockedChange(change, 'drift-warn', 'left alone: the manifest says evenkeel.dev/drift: warn');
    case 'ignore':
      return { ...change, action: 'noop', diffs: [], groups: [] };
  }
}

/** Whether the whole resource stands at a path that the manifest says to leave alone. */
export function isLeftAlone(wanted: Wanted): boolean {
  return isIgnored(wanted, '');
}
