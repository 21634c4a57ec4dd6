import { intended, isMaking, isRemoval, type Change } from '../../core/plan.ts';

/** What is wrong with a resource. */
export type DriftKind = 'changed' | 'missing' | 'extra' | 'unreadable';

export function driftKind(change: Pick<Change, 'action' | 'blocked'>): DriftKind {
  if (change.blocked?.reason === 'unreadable') return 'unreadable';
  const would = intended(change);
  if (isMaking(would)) return 'missing';
  return isRemoval(would) ? 'extra' : 'changed';
}
