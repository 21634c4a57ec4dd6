import { isWrite } from '../../core/plan.ts';
import { unifiedDiff, type DiffOptions, type Seen } from '../changes/unified.ts';
import { splitByFolder } from './elsewhere.ts';

interface PlanDiffOptions extends Omit<DiffOptions, 'isShown'> {
  /** Whether it is to delete what no manifest asks for; else, that is left out. */
  readonly prunes?: boolean;
}

/** What apply would change, as unified diffs; nothing where it would change nothing. */
export function planDiff(seen: Seen, { prunes = true, ...options }: PlanDiffOptions): string {
  const { own } = splitByFolder(seen.plan, prunes);
  return unifiedDiff({ ...seen, plan: own }, { ...options, isShown: isWrite });
}
