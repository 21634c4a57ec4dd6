import { isUnconfirmed, resting } from '../absence.ts';
import { digestOf, isAsApplied, readOwnership } from '../ownership.ts';
import type { Change } from '../plan.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import { hasUnknown, refsOf, type ResourceId } from '../value.ts';
import {
  blockedChange,
  changeOf,
  idOfLive,
  isActive,
  standsAsApplied,
  stoodAsApplied,
  typeOf,
  type Planning,
} from './context.ts';
import { decide, makingOf, prepare, underPolicy, type Applied } from './decide.ts';
import { lostContents } from './judge.ts';
import { isIgnored } from './ignored.ts';
import { allowed, asAdoption } from './inherited.ts';
import { deregistered } from './members.ts';
import type { Family } from './units.ts';
import { unreadable } from './roots.ts';

export function planFamily(planning: Planning, family: Family): Change[] {
  const holder = planning.wanted.get(family.parent);
  if (holder === undefined || typeOf(planning, family.type).membership === undefined)
    return planMembers(planning, family);
  // What is suspended is not to be written, and a container is written through its members.
  if (holder.policy.suspend) return family.members.map((one) => changeOf(one, { action: 'noop', cause: 'drift' }));
  return planMembers(planning, family).map((change) => ({ ...change, holder: holder.manifest }));
}

function planMembers(planning: Planning, family: Family): Change[] {
  const parent = planning.changes.get(family.parent);
  const container = planning.matched.get(family.parent);
  const type = typeOf(planning, family.type);
  // A container that somebody deleted took its children with it: all of them are drift.
  const lost = container === undefined && parent?.cause === 'drift';
  if (parent?.blocked !== undefined && container === undefined) {
    const message = `${family.parent} can't be used: ${parent.blocked.message}`;
    // What could not be read may stand, with all that it contains.
    if (parent.blocked.reason === 'unreadable') return family.members.map((one) => unreadable(one, message));
    const reason = parent.blocked.reason === 'drift-warn' ? 'drift-warn' : 'unresolved-ref';
    return family.members.map((one) => blockedChange(created(type, one, lost), reason, message));
  }
  if (container === undefined && parent?.action === 'noop') {
    return family.members.map((one) => changeOf(one, { action: 'noop', cause: 'drift' }));
  }
  if (container === undefined) {
    // What is made anew because something else is, brings along all that it contained.
    const isFollowing = parent?.cause === 'dependency';
    return family.members.map((one): Change => {
      const applied: Applied = () => !isFollowing && (lost || stoodAsApplied(planning, one, () => false));
      const change = notFound(type, one, lost) ?? decide(planning, prepare(planning, one), undefined, applied);
      return isFollowing ? { ...change, cause: 'dependency' } : change;
    });
  }
  if (parent?.action === 'replace') {
    return family.members.map((one): Change => {
      const change = notFound(type, one) ?? decide(planning, prepare(planning, one), undefined, () => false);
      return { ...change, cause: 'dependency' };
    });
  }
  const unread = planning.standing.unreadable(family.type, { parent: container.physical });
  if (unread !== undefined) return unreadableFamily(planning, family, unread);
  return planStanding(planning, family, container);
}

/** Where nothing of it is wanted, what is unreadable is whether anything is one too many. */
function unreadableFamily(planning: Planning, { parent, type, members }: Family, message: string): Change[] {
  if (members.length > 0) return members.map((one) => unreadable(one, message));
  const container = planning.wanted.get(parent)!;
  if (!isActive(planning, container)) return [];
  const place = parent.slice(parent.indexOf('/'));
  return [unreadable({ ...container, id: `${type}${place}/*`, type }, message)];
}

/** What its look-up leads nowhere for is neither made nor known to stand. */
function notFound(type: ResourceType, wanted: Wanted, lost = false): Change | undefined {
  if (wanted.notFound === undefined) return undefined;
  const { message, isCertain } = wanted.notFound;
  return blockedChange(created(type, wanted, lost), isCertain ? 'unresolved-ref' : 'unreadable', message);
}

function planStanding(planning: Planning, family: Family, container: Live): Change[] {
  const type = typeOf(planning, family.type);
  const siblings = planning.standing.children(container.physical, family.type);
  const found = family.members.filter((one) => one.notFound === undefined).map((one) => prepare(planning, one));
  const pairs =
    type.pair?.(
      found.map((one) => one.wanted),
      siblings,
    ) ?? new Map<ResourceId, Live>();
  // A member that is only made now comes because something else changed.
  const isFollowing = type.membership === true && found.some(({ wanted }) => hasUnknown(wanted.state));
  const applied: Applied = () => !isFollowing && isApplied(planning, family.parent);
  const changes = found.map((one): Change => {
    const live = pairs.get(one.symbolic.id);
    const undeclared = live === undefined ? type.waives?.(one.symbolic, { container, siblings }) : undefined;
    if (undeclared !== undefined) return { ...changeOf(one.symbolic, { action: 'noop', cause: 'spec' }), undeclared };
    const unread = live && planning.standing.unreadable(family.type, { physical: live.physical });
    if (live !== undefined) planning.matched.set(one.symbolic.id, live);
    if (live !== undefined) planning.settled.add(live.physical);
    if (live !== undefined && unread !== undefined) return unreadable(one.symbolic, unread, live);
    const remembered: Applied = () =>
      live !== undefined && type.taggable ? isAsApplied(one.symbolic, live) : applied();
    const asApplied = live === undefined ? stoodAsApplied : standsAsApplied;
    const change = decide(planning, one, live, () => asApplied(planning, one.symbolic, remembered));
    if (live !== undefined) return asAdoption(planning, one.symbolic, live, change, type.taggable);
    const isFollower = change.cause === 'drift' && refersToReplaced(planning, one.symbolic);
    return unseen(planning, type, isFollower ? { ...change, cause: 'dependency' } : change);
  });
  const stay = [...changes, ...family.members.flatMap((one) => notFound(type, one) ?? [])];
  const unpaired = siblings.filter((live) => !planning.settled.has(live.physical));
  const about = {
    container,
    parent: planning.wanted.get(family.parent)!,
    inventory: planning.input.snapshot.inventory,
  };
  const extras = unpaired.filter((live) => type.leaves?.(live, family.members, about) !== true);
  if (type.membership === undefined) {
    return [...stay, ...extras.flatMap((live) => removeExtra(planning, about.parent, live, applied))];
  }
  const left = unpaired.length - extras.length + changes.filter(({ blocked }) => blocked === undefined).length;
  const registered = siblings.length;
  const isSaid = saysOtherwise(planning, family.parent);
  const awaited = found
    .flatMap(({ symbolic }) => refsOf(symbolic.state))
    .flatMap(({ $ref }) => planning.changes.get($ref) ?? [])
    .find(isUnconfirmed);
  const leaving = { extras, container, left, applied, registered, isSaid, awaited };
  return [...stay, ...deregistered(planning, family, leaving)];
}

/** What stands in its container and was not shown would be made twice. */
function unseen(planning: Planning, { keyed, membership, repeatable }: ResourceType, change: Change): Change {
  if (membership || repeatable) return change;
  const absence = { type: change.type, id: change.id };
  const rests = change.cause === 'drift' || !keyed ? absence : { ...absence, said: true as const };
  return resting(change, [rests], planning.input.snapshot.absences);
}

/** Whether the container is known to have been applied, and as something else than what its manifests say now. */
function saysOtherwise(planning: Planning, parent: ResourceId): boolean {
  const wanted = planning.wanted.get(parent);
  const hash = readOwnership(planning.matched.get(parent)?.tags ?? {})?.hash ?? '';
  return wanted !== undefined && hash !== '' && hash !== digestOf(wanted);
}

/** Children of what is ours are authoritative: one too many goes. */
function removeExtra(planning: Planning, parent: Wanted, live: Live, applied: Applied): Change[] {
  planning.settled.add(live.physical);
  const id = idOfLive(planning, live);
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
  const told = allowed(planning, parent, live, change, (asked) => underPolicy(parent, asked));
  return told.action === 'noop' ? [] : [told];
}

/** What tells itself apart by what it points at is made anew where that is. */
function refersToReplaced({ changes }: Planning, { state }: Wanted): boolean {
  return refsOf(state).some(({ $ref }) => changes.get($ref)?.action === 'replace');
}

/**
 * What points at something that is being replaced goes with it: its own successor points at the other's. Asked for once all
 * is judged, for nobody wanted it, so that nothing says what it comes after.
 */
export function removedWithReplaced({ changes, standing }: Planning): Change[] {
  const replaced = new Set([...changes.values()].flatMap(({ action, live }) => (action === 'replace' ? [live] : [])));
  if (replaced.size === 0) return [];
  return [...changes.values()]
    .filter(({ action, cause }) => action === 'delete' && cause === 'drift')
    .filter(({ live }) => standing.byPhysical.get(live ?? '')?.uses.some((used) => replaced.has(used)))
    .map((change) => ({ ...change, cause: 'dependency' }));
}

function created(type: ResourceType, wanted: Wanted, lost: boolean): Change {
  return changeOf(wanted, { action: makingOf(type), cause: lost ? 'drift' : 'spec' });
}

/** Whether the manifest is what was last applied, as the nearest container with a memory tells. */
function isApplied(planning: Planning, parent: ResourceId): boolean {
  const wanted = planning.wanted.get(parent);
  const live = planning.matched.get(parent);
  if (wanted === undefined || live === undefined) return false;
  if (wanted.parent !== undefined) return isApplied(planning, wanted.parent);
  return isAsApplied(wanted, live);
}
