import { isWrite, summarise, type Action, type Plan } from '../core/plan.ts';
import { counted } from './counted.ts';
import { isRelease } from './words.ts';

const actions = ['create', 'update', 'replace', 'delete', 'register', 'deregister'] as const satisfies Action[];

/** A plan in one sentence. */
export function summaryText(plan: Plan): string {
  const { blocked, noop } = summarise(plan);
  const writes = plan.changes.filter(isWrite);
  const released = writes.filter(isRelease).length;
  const summary = summarise({ ...plan, changes: writes.filter((change) => !isRelease(change)) });
  const parts = [
    ...actions.filter((action) => summary[action] > 0).map((action) => `${summary[action]} to ${action}`),
    ...(released === 0 ? [] : [`${released} to release`]),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
  ];
  if (parts.length === 0) return noop === 0 ? 'Nothing to do.' : `Nothing to do: ${inOrder(noop)}.`;
  return `Plan: ${parts.join(', ')}${noop === 0 ? '' : `; ${inOrder(noop)}`}.`;
}

function inOrder(count: number): string {
  return counted(count, 'resource stays as it is', 'resources stay as they are');
}
