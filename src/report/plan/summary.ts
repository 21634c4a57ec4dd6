import { holdsBack, isHeld, isWrite, summarise, type Plan } from '../../core/plan.ts';
import { counted } from '../text/counted.ts';
import { wordOf } from '../changes/words.ts';

/** In the order in which they are told. */
const words = ['create', 'adopt', 'update', 'replace', 'delete', 'release', 'register', 'deregister'];

/** A plan in one sentence; of a folder with problems it speaks for the rest. */
export function summaryText(plan: Plan, problems = 0): string {
  const { noop, ...all } = summarise(plan);
  const next = plan.changes.filter(holdsBack).length;
  const blocked = all.blocked - plan.changes.filter(isHeld).length;
  const counts = new Map<string, number>();
  for (const change of plan.changes.filter(isWrite)) counts.set(wordOf(change), (counts.get(wordOf(change)) ?? 0) + 1);
  const parts = [
    ...words.flatMap((word) => (counts.has(word) ? [`${counts.get(word)} to ${word}`] : [])),
    ...(blocked === 0 ? [] : [`${blocked} blocked`]),
    ...(next === 0 ? [] : [`${next} held back`]),
  ];
  if (parts.length === 0 && problems > 0)
    return noop === 0 ? 'Nothing could be planned.' : `Nothing to do for the valid manifests: ${inOrder(noop)}.`;
  if (parts.length === 0) return noop === 0 ? 'Nothing to do.' : `Nothing to do: ${inOrder(noop)}.`;
  return `Plan: ${parts.join(', ')}${noop === 0 ? '' : `; ${inOrder(noop)}`}.`;
}

function inOrder(count: number): string {
  return counted(count, 'resource unchanged', 'resources unchanged');
}
