import type { Change } from '../plan.ts';
import { alone, changeOf, isActive, typeOf, type Judged, type Planning } from './context.ts';
import { planContents } from './contents.ts';
import { unreadable } from './roots.ts';
import { planStanding } from './siblings.ts';
import type { Family } from './units.ts';

/** Judges all children of one type in one container. */
export function planFamily(planning: Planning, family: Family): Judged[] {
  if (typeOf(planning, family.type).membership === undefined) return planMembers(planning, family);
  const holder = planning.wanted.get(family.parent);
  if (holder === undefined) return planMembers(planning, family);
  // What is suspended is not to be written, and a container is written through its members.
  if (holder.policy.suspend)
    return alone(family.members.map((one) => changeOf(one, { action: 'noop', cause: 'drift' })));
  return planMembers(planning, family).map((judged) => ({
    ...judged,
    change: { ...judged.change, holder: holder.manifest },
  }));
}

function planMembers(planning: Planning, family: Family): Judged[] {
  const container = planning.matched.get(family.parent);
  if (container === undefined || planning.changes.get(family.parent)?.action === 'replace') {
    return alone(planContents(planning, family));
  }
  const unread = planning.standing.unreadable(family.type, { parent: container.physical });
  if (unread !== undefined) return alone(unreadableFamily(planning, family, unread));
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
