import { isUnconfirmed, awaitingConfirmation } from '../absence.ts';
import { digestOf, isAsApplied, readOwnership } from '../ownership.ts';
import type { Change } from '../plan.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import { hasUnknown, refsOf, type ResourceId } from '../value.ts';
import {
  alone,
  changeOf,
  idOfLive,
  isActive,
  standsAsApplied,
  stoodAsApplied,
  typeOf,
  type Judged,
  type Planning,
} from './context.ts';
import { decide, prepare, underPolicy, type Applied } from './decide.ts';
import { lostContents } from './judge.ts';
import { isIgnored } from './ignored.ts';
import { allowed, asAdoption } from './inherited.ts';
import { deregistered } from './members.ts';
import { notFound } from './not-found.ts';
import { refersToReplaced } from './replaced.ts';
import { unreadable } from './roots.ts';
import type { Family } from './units.ts';

/** The members of a container that stands: paired with what stands in it, of which what is not asked for is one too many. */
export function planStanding(planning: Planning, family: Family, container: Live): Judged[] {
  const type = typeOf(planning, family.type);
  const siblings = planning.standing.children(container.physical, family.type);
  if (siblings.length === 0 && family.members.length === 0) return [];
  const found = family.members.filter((one) => one.notFound === undefined).map((one) => prepare(planning, one));
  const pairs =
    type.pair?.(
      found.map((one) => one.wanted),
      siblings,
    ) ?? new Map<ResourceId, Live>();
  // A member that is only made now comes because something else changed.
  const isFollowing = type.membership === true && found.some(({ wanted }) => hasUnknown(wanted.state));
  const applied: Applied = () => !isFollowing && isApplied(planning, family.parent);
  const judged = found.map((one): Judged => {
    const live = pairs.get(one.symbolic.id);
    const undeclared = live === undefined ? type.waives?.(one.symbolic, { container, siblings }) : undefined;
    if (undeclared !== undefined) {
      return { change: { ...changeOf(one.symbolic, { action: 'noop', cause: 'spec' }), undeclared } };
    }
    const unread = live && planning.standing.unreadable(family.type, { physical: live.physical });
    if (live !== undefined && unread !== undefined) return { change: unreadable(one.symbolic, unread, live), live };
    const remembered: Applied = () =>
      live !== undefined && type.taggable ? isAsApplied(one.symbolic, live) : applied();
    const asApplied = live === undefined ? stoodAsApplied : standsAsApplied;
    const change = decide(planning, one, live, () => asApplied(planning, one.symbolic, remembered));
    if (live !== undefined) return { change: asAdoption(planning, one.symbolic, live, change, type.taggable), live };
    const isFollower = change.cause === 'drift' && refersToReplaced(planning, one.symbolic);
    return { change: unseen(planning, type, isFollower ? { ...change, cause: 'dependency' } : change) };
  });
  const undecided = family.members.flatMap((one) => notFound(type, one) ?? []);
  const paired = new Set(pairs.values());
  const unpaired = paired.size === siblings.length ? [] : siblings.filter((live) => !paired.has(live));
  const about = {
    container,
    parent: planning.wanted.get(family.parent)!,
    inventory: planning.input.snapshot.inventory,
  };
  const extras = unpaired.filter((live) => type.spares?.(live, family.members, about) !== true);
  if (type.membership === undefined) {
    return [
      ...judged,
      ...alone([...undecided, ...extras.flatMap((live) => removeExtra(planning, about.parent, live, applied))]),
    ];
  }
  const left = unpaired.length - extras.length + judged.filter(({ change }) => change.blocked === undefined).length;
  const registered = siblings.length;
  const isSaid = saysOtherwise(planning, family.parent);
  const awaited = found
    .flatMap(({ symbolic }) => refsOf(symbolic.state))
    .flatMap(({ $ref }) => planning.changes.get($ref) ?? [])
    .find(isUnconfirmed);
  const leaving = { extras, container, left, applied, registered, isSaid, awaited };
  return [...judged, ...alone([...undecided, ...deregistered(planning, family, leaving)])];
}

/** What stands in its container and was not shown would be made twice. */
function unseen(planning: Planning, { keyed, membership, repeatable }: ResourceType, change: Change): Change {
  if (membership || repeatable) return change;
  const absence = { type: change.type, id: change.id };
  const rests = change.cause === 'drift' || !keyed ? absence : { ...absence, said: true as const };
  return awaitingConfirmation(change, [rests], planning.input.snapshot.absences);
}

/** Whether the container is known to have been applied, and as something else than what its manifests say now. */
function saysOtherwise(planning: Planning, parent: ResourceId): boolean {
  const wanted = planning.wanted.get(parent);
  const hash = readOwnership(planning.matched.get(parent)?.tags ?? {})?.hash ?? '';
  return wanted !== undefined && hash !== '' && hash !== digestOf(wanted);
}

/** Children of what is ours are authoritative: one too many goes. */
function removeExtra(planning: Planning, parent: Wanted, live: Live, applied: Applied): Change[] {
  const id = idOfLive(planning, live, parent.manifest);
  const part = readOwnership(live.tags)?.part.split('/').at(-1);
  const type = typeOf(planning, live.type);
  if (part !== undefined && type.segment !== undefined && isIgnored(parent, `/${type.segment}/${part}`)) return [];
  if (!isActive(planning, parent)) return [];
  const isAdded = (): boolean => standsAsApplied(planning, { ...parent, id }, applied);
  const cause = isAdded() ? 'drift' : 'spec';
  const change: Change = {
    ...changeOf(parent, { action: 'delete', cause, live }),
    id,
    type: live.type,
    diffs: lostContents(type, parent, live),
  };
  const judged = allowed(planning, parent, live, change, (asked) => underPolicy(parent, asked));
  return judged.action === 'noop' ? [] : [judged];
}

/** Whether the manifest is what was last applied, as the nearest container that remembers it says. */
function isApplied(planning: Planning, parent: ResourceId): boolean {
  const wanted = planning.wanted.get(parent);
  const live = planning.matched.get(parent);
  if (wanted === undefined || live === undefined) return false;
  if (wanted.parent !== undefined) return isApplied(planning, wanted.parent);
  return isAsApplied(wanted, live);
}
