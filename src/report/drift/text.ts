import { driftOf } from '../../core/drift.ts';
import type { Plan } from '../../core/plan.ts';
import { restTexts, verdictText } from './verdict.ts';
import { plainPaint, type Paint } from '../text/paint.ts';
import { manifestSections, paragraphs } from '../changes/sections.ts';
import { Printed } from '../changes/printed.ts';

interface DriftTextOptions {
  readonly paint?: Paint;
  /** How much is wrong with the folder. */
  readonly problems?: number;
  /** For how long ago something was; the time of day, where absent. */
  readonly now?: number;
}

/** What drifted, field by field, what apply will do about it, and a sentence at the end. */
export function driftText(plan: Plan, { paint = plainPaint, problems = 0, now }: DriftTextOptions = {}): string {
  const drift = driftOf(plan, problems);
  return paragraphs([
    ...manifestSections([...drift.drifted, ...drift.unreadable], paint, undefined, new Printed(now)),
    ...restTexts(plan, drift).map((text) => [paint('dim', text)]),
    [paint('bold', verdictText(plan, drift))],
  ]);
}
