import type { Change } from '../plan.ts';
import { blockedChange, changeOf, stoodAsApplied, typeOf, type Planning } from './context.ts';
import { decide, prepare, type Applied } from './decide.ts';
import { created, notFound } from './not-found.ts';
import { unreadable } from './roots.ts';
import type { Family } from './units.ts';

/** The members of a container that does not exist yet, or is replaced: its change decides theirs. */
export function planContents(planning: Planning, { parent: id, type: name, members }: Family): Change[] {
  const parent = planning.changes.get(id);
  const type = typeOf(planning, name);
  if (parent?.action === 'replace') {
    return members.map((one): Change => {
      const change = notFound(type, one) ?? decide(planning, prepare(planning, one), undefined, () => false);
      return { ...change, cause: 'dependency' };
    });
  }
  // A container that somebody deleted took its children with it: all of them are drift.
  const lost = parent?.cause === 'drift';
  if (parent?.blocked !== undefined) {
    const message = `${id} can't be used: ${parent.blocked.message}`;
    // What could not be read may stand, with all that it contains.
    if (parent.blocked.reason === 'unreadable') return members.map((one) => unreadable(one, message));
    const reason = parent.blocked.reason === 'drift-warn' ? 'drift-warn' : 'unresolved-ref';
    return members.map((one) => blockedChange(created(type, one, lost), reason, message));
  }
  if (parent?.action === 'noop') return members.map((one) => changeOf(one, { action: 'noop', cause: 'drift' }));
  // What is made anew because something else is, brings along all that it contained.
  const isFollowing = parent?.cause === 'dependency';
  return members.map((one): Change => {
    const applied: Applied = () => !isFollowing && (lost || stoodAsApplied(planning, one, () => false));
    const change = notFound(type, one, lost) ?? decide(planning, prepare(planning, one), undefined, applied);
    return isFollowing ? { ...change, cause: 'dependency' } : change;
  });
}
