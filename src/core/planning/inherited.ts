import { readOwnership } from '../ownership.ts';
import { lazy } from '../lazy.ts';
import { losesMembers, type Difference, type Field } from '../fields.ts';
import { heldIn, listName, type Change } from '../plan.ts';
import type { Live, ResourceType, Wanted } from '../resource.ts';
import type { ResourceId } from '../value.ts';
import { blockedChange, isActive, type Planning } from './context.ts';

/** What may still be said about a removal, by the policies of who asks for it. */
type Allowing = (change: Change) => Change;

/**
 * The removal of one too many. What stood in what was adopted goes only once somebody has seen that it would: to take
 * something over is no wish to take anything away.
 */
export function allowed(planning: Planning, parent: Wanted, live: Live, change: Change, allowing: Allowing): Change {
  const root = rootOf(planning, parent);
  if (!isInherited(planning, root, live)) return allowing(change);
  if (!isAgreed(planning, root)) return holding(root, change);
  return { ...allowing({ ...change, cause: 'drift' }), cause: 'adoption', inherited: root.id };
}

/** The same where not all wanted members are known: what was there at adoption is remembered as such, the rest is not reported. */
export function heldOnly(planning: Planning, parent: Wanted, live: Live, change: Change): Change[] {
  const root = rootOf(planning, parent);
  return isInherited(planning, root, live) ? [holding(root, change)] : [];
}

function holding(root: Wanted, change: Change): Change {
  return blockedChange({ ...change, cause: 'adoption', inherited: root.id }, 'adopted-first', heldText);
}

/** Of what differs, lists that would lose members which stood there when it was adopted, and whether that is agreed to. */
export interface InheritedLists {
  readonly root: ResourceId;
  readonly lists: readonly Difference[];
  readonly isAgreed: boolean;
}

export function inheritedLists(
  planning: Planning,
  type: ResourceType,
  wanted: Wanted,
  live: Live,
  differences: readonly Difference[],
): InheritedLists | undefined {
  const losing = differences.filter((one) => isAttached(type, one) && losesMembers(one.wanted, one.live));
  if (losing.length === 0) return undefined;
  const root = rootOf(planning, wanted);
  const top = wanted.parent === undefined ? live : planning.matched.get(root.id);
  const owned = readOwnership(top?.tags ?? {});
  const lists = losing.filter(({ field }) => owned === undefined || owned.inherited(listName(wanted.id, field)));
  if (lists.length === 0) return undefined;
  return { root: root.id, lists, isAgreed: planning.input.agreed?.(root.manifest, owned === undefined) ?? false };
}

function isAttached({ fields }: ResourceType, { field }: Difference): boolean {
  return (fields as unknown as Readonly<Record<string, Field<unknown, object>>>)[field]?.attached === true;
}

/** What is wanted, with those of its lists as they stand that are to be left. */
export function withKept<State extends object>(wanted: Wanted<State>, live: Live, { kept }: Change): Wanted<State> {
  if (kept === undefined) return wanted;
  const standing = kept.fields.map((field) => [field, (live.state as Record<string, unknown>)[field]]);
  return { ...wanted, state: { ...wanted.state, ...Object.fromEntries(standing) } };
}

export const heldText =
  'it was there before the adoption, and the manifest does not declare it. To delete it, run evenkeel apply again, or pass --adopt-strict; to keep it, write it into the manifest';

/** What stands already in what is being adopted is not what the manifest changed. */
export function asAdoption(planning: Planning, parent: Wanted, live: Live, change: Change, taggable: boolean): Change {
  if (change.cause !== 'spec' || change.action === 'noop') return change;
  if (taggable && readOwnership(live.tags) === undefined) return { ...change, cause: 'adoption', adopted: true };
  return isAdopting(planning, rootOf(planning, parent)) ? { ...change, cause: 'adoption' } : change;
}

/** Where nothing is left that was inherited, or all of it was agreed about, that is remembered no more. */
export function settledInheritances(planning: Planning): Change[] {
  const { changes, matched, wanted } = planning;
  const held = lazy(() => heldIn(changes.values()));
  const settled: Change[] = [];
  for (const change of changes.values()) {
    const one = change.action === 'noop' ? wanted.get(change.id) : undefined;
    if (one === undefined || one.parent !== undefined) continue;
    if (readOwnership(matched.get(change.id)?.tags ?? {})?.inherits !== true) continue;
    if (held().has(change.id) || !isActive(planning, one)) continue;
    const diffs = [{ path: one.at, live: '(adoption under way)', wanted: '(managed)' }];
    settled.push({ ...change, action: 'update', cause: 'adoption', diffs, groups: ['tags'] });
  }
  return settled;
}

function isInherited(planning: Planning, root: Wanted, live: Live): boolean {
  if (isAdopting(planning, root)) return true;
  const container = planning.matched.get(root.id);
  return container !== undefined && readOwnership(container.tags)?.inherited(live.physical) === true;
}

function isAgreed(planning: Planning, root: Wanted): boolean {
  return planning.input.agreed?.(root.manifest, isAdopting(planning, root)) ?? false;
}

function isAdopting({ changes }: Planning, { id }: Wanted): boolean {
  return changes.get(id)?.adopted === true;
}

function rootOf(planning: Planning, wanted: Wanted): Wanted {
  const parent = wanted.parent === undefined ? undefined : planning.wanted.get(wanted.parent);
  return parent === undefined ? wanted : rootOf(planning, parent);
}
