import { awaitingConfirmation } from '../absence.ts';
import { limitLeaving } from '../guards/deregister-limit.ts';
import { isWrite, type BlockReason, type Change } from '../plan.ts';
import type { Live, Wanted } from '../resource.ts';
import { blockedChange, changeOf, idOfLive, isActive, standsAsApplied, typeOf, type Planning } from './context.ts';
import { isLeftAlone, underPolicy, type Applied } from './decide.ts';
import { elsewhereOf, partlyElsewhere } from './elsewhere.ts';
import { allowed, heldOnly } from './inherited.ts';
import { lostContents } from './judge.ts';
import { withholding } from './prune.ts';
import type { Family } from './units.ts';

interface Leaving {
  /** Registered, and in no manifest. */
  readonly extras: readonly Live[];
  readonly container: Live;
  /** How many will be registered without them. */
  readonly left: number;
  readonly applied: Applied;
  /** How many are registered now. */
  readonly registered: number;
  /** Whether the manifests say something else than what was last applied. */
  readonly isSaid: boolean;
  /** What one of those that are asked for is, if nobody knows yet whether it stands. */
  readonly awaited: Change | undefined;
}

type Hold = { readonly reason: BlockReason; readonly message: string; readonly later?: true };

/**
 * What is registered and not asked for goes, unless that might take away what serves: while it is not sure what is asked
 * for, or where nobody would be left.
 */
export function deregistered(planning: Planning, family: Family, leaving: Leaving): Change[] {
  const parent = planning.wanted.get(family.parent)!;
  const asking = family.members.length === 0 ? [parent] : family.members;
  const [first] = asking;
  const lenient = [parent, ...asking].find(({ policy }) => policy.drift !== 'correct');
  // Where a part of what is asked for is left alone, it is unknown what is too many.
  const isComplete = asking.every((one) => isActive(planning, one) && !isLeftAlone(one));
  const hold = holdOf(planning, family, parent, leaving);
  const { container } = leaving;
  // Who claims a part of the group may have been given without the others; who claims none takes all of it away.
  const elsewhere = (parent.targets === undefined ? elsewhereOf : partlyElsewhere)(planning, container);
  const changes = inOrder(planning, leaving.extras).flatMap((live) => {
    const id = idOfLive(planning, live, parent.manifest);
    const asked = { ...(lenient ?? first!), id, manifest: first!.manifest };
    const isAdded = (): boolean => standsAsApplied(planning, asked, leaving.applied);
    const cause = parent.targets === undefined ? 'prune' : isAdded() ? 'drift' : 'spec';
    const change: Change = {
      ...changeOf(first!, { action: 'deregister', cause, live }),
      id,
      type: live.type,
      diffs: lostContents(typeOf(planning, live.type), first!, live),
      ...(elsewhere === undefined ? {} : { elsewhere }),
    };
    if (!isComplete) return heldOnly(planning, parent, live, change);
    const judged = allowed(planning, parent, live, change, (removal) => underPolicies([parent, ...asking], removal));
    if (judged.action === 'noop') return [];
    // While the wanted members are unknown, this one can't be called drift.
    const isHeld = hold !== undefined && (judged.blocked === undefined || hold.reason === 'unreadable');
    if (isHeld) return [heldBack(judged, hold)];
    // What was there at adoption was never wanted: a person has agreed to its removal.
    return [judged.blocked === undefined && judged.inherited === undefined ? found(planning, live, judged) : judged];
  });
  const { leaving: limit, snapshot } = planning.input;
  if (limit === undefined || leaving.isSaid || parent.targets === undefined) return changes;
  const { name, physical } = leaving.container;
  const sought = changes.filter((change) => isWrite(change) && change.rests !== undefined);
  const limited = limitLeaving(
    sought,
    { name: name ?? physical, registered: leaving.registered, absences: snapshot.absences },
    limit,
  );
  const byId = new Map(limited.map((change) => [change.id, change]));
  return changes.map((change) => byId.get(change.id) ?? change);
}

/** It leaves because no look-up found it, or because none found out that it is Auto Scaling's. */
function found(planning: Planning, live: Live, change: Change): Change {
  const sought = typeOf(planning, live.type).foundAs?.(live);
  if (sought === undefined) return change;
  const absence = change.cause === 'drift' ? sought : { ...sought, said: true as const };
  return awaitingConfirmation(change, [absence], planning.input.snapshot.absences);
}

/** Those that don't run first: they serve no requests. */
function inOrder(planning: Planning, extras: readonly Live[]): readonly Live[] {
  const running = new Set(
    planning.input.snapshot.inventory.instances?.flatMap(({ id, state }) => (state === 'running' ? [id] : [])),
  );
  const isRunning = (live: Live): boolean => running.has(typeOf(planning, live.type).foundAs?.(live)?.id ?? '');
  return extras.toSorted((a, b) => Number(isRunning(a)) - Number(isRunning(b)));
}

function heldBack(change: Change, { reason, message, later }: Hold): Change {
  const held = blockedChange(change, reason, message);
  return later === undefined ? held : { ...held, blocked: { ...held.blocked!, later } };
}

/** It stands in a group that several manifests have a say in: the most careful of them has its way. */
function underPolicies(wanted: readonly Wanted[], change: Change): Change {
  const outcomes = wanted.map((one) => underPolicy(one, change));
  return outcomes.find(({ action }) => action === 'noop') ?? outcomes.find(({ blocked }) => blocked) ?? change;
}

function holdOf(
  planning: Planning,
  { members }: Family,
  parent: Wanted,
  { left, container, awaited }: Leaving,
): Hold | undefined {
  const { incomplete } = planning.input;
  if (incomplete !== undefined) {
    return { reason: 'prune-withheld', message: `nothing is deregistered while ${incomplete}` };
  }
  const unsure = members.find(({ notFound }) => notFound?.isCertain === false)?.notFound;
  if (unsure !== undefined) {
    return {
      reason: 'unreadable',
      message: `nothing is deregistered while the targets can't be resolved: ${unsure.message}`,
    };
  }
  if (awaited !== undefined) {
    const message = `nothing is deregistered before ${awaited.id} is confirmed: ${awaited.blocked?.message}`;
    return { reason: 'unconfirmed', message };
  }
  if (parent.targets === undefined) {
    const message = withholding(planning);
    return message === undefined ? undefined : { reason: 'prune-withheld', message };
  }
  const deciding = parent.targets === 'delegated' ? [parent] : members;
  if (left > 0 || deciding.every(({ policy }) => policy.allowEmpty)) return undefined;
  return {
    reason: 'would-empty',
    message: emptyText(container, deciding),
    ...(areDelegated(deciding) ? { later: true } : {}),
  };
}

/** Whether ECS or Auto Scaling is about to register its own. */
function areDelegated(deciding: readonly Wanted[]): boolean {
  return deciding.some(({ targets }) => targets === 'delegated');
}

function emptyText({ name, physical }: Live, deciding: readonly Wanted[]): string {
  const who = [...new Set(deciding.map(({ manifest }) => manifest))].join(' and ');
  const allow = `set the annotation evenkeel.dev/allow-empty: "true" on ${who}`;
  const where = name ?? physical;
  if (areDelegated(deciding)) {
    return `${where} would have no target left until ECS or Auto Scaling registers its own; this one is deregistered after that. To deregister it now, ${allow}`;
  }
  const why = deciding.flatMap(({ notFound }) => notFound?.message ?? []);
  const because = why.length === 0 ? '' : ` (${why.join('; ')})`;
  return `${where} would have no target left${because}; to allow that, ${allow}`;
}
