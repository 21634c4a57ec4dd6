import { sameJson } from '../../core/json.ts';
import type { Change } from '../../core/plan.ts';
import { byText } from '../text/by-text.ts';
import { clean } from '../text/values.ts';

/** Who changed it, once; field by field where it was not the same for all. */
export function byLines({ by, diffs }: Pick<Change, 'by' | 'diffs'>, now?: number): string[] {
  if (by !== undefined) return [byText(by, now)];
  const known = diffs.filter((diff) => diff.by !== undefined);
  const [first] = known;
  if (first === undefined) return [];
  if (known.every((diff) => sameJson(diff.by, first.by))) return [byText(first.by!, now)];
  return known.map((diff) => `${clean(diff.path)}: ${byText(diff.by!, now)}`);
}
