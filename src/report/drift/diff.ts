import { driftOf } from '../../core/drift.ts';
import { unifiedDiff, type DiffOptions, type Seen } from '../changes/unified.ts';

/** Where AWS differs from the last apply, as unified diffs: what is there, against what the manifests say. */
export function driftDiff(seen: Seen, options: Omit<DiffOptions, 'isShown'>): string {
  const { drifted, unreadable } = driftOf(seen.plan);
  const found = new Set([...drifted, ...unreadable]);
  const manifests = new Set([...found].map(({ manifest }) => manifest));
  const changes = seen.plan.changes.filter(({ manifest }) => manifests.has(manifest));
  return unifiedDiff(
    { ...seen, plan: { ...seen.plan, changes } },
    { ...options, isShown: (change) => found.has(change) },
  );
}
