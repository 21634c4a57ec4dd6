import { isMaking, isRemoval, type Change } from '../../core/plan.ts';

/** What is wrong with a resource. */
export type DriftKind = 'changed' | 'missing' | 'extra' | 'unreadable';

export function driftKind({ action, blocked }: Pick<Change, 'action' | 'blocked'>): DriftKind {
  if (blocked?.reason === 'unreadable') return 'unreadable';
  const would = blocked?.would ?? action;
  if (isMaking(would)) return 'missing';
  return isRemoval(would) ? 'extra' : 'changed';
}
