import type { Change } from '../plan.ts';
import type { Wanted } from '../resource.ts';
import { refsOf } from '../value.ts';
import type { Planning } from './context.ts';

/** What is identified by what it points at is replaced where that is. */
export function refersToReplaced({ changes }: Planning, { state }: Wanted): boolean {
  return refsOf(state).some(({ $ref }) => changes.get($ref)?.action === 'replace');
}

/**
 * What points at something that is being replaced goes with it: its own successor points at the other's. Asked for once all
 * is judged, for nobody wanted it, so that nothing says what it comes after.
 */
export function removedWithReplaced({ changes, standing }: Planning): Change[] {
  const replaced = new Set<string | undefined>();
  for (const { action, live } of changes.values()) if (action === 'replace') replaced.add(live);
  if (replaced.size === 0) return [];
  return [...changes.values()]
    .filter(({ action, cause }) => action === 'delete' && cause === 'drift')
    .filter(({ live }) => standing.byPhysical.get(live ?? '')?.uses.some((used) => replaced.has(used)))
    .map((change) => ({ ...change, cause: 'dependency' }));
}
