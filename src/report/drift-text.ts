import type { Change, Plan } from '../core/plan.ts';
import { counted } from './counted.ts';
import { countDrift, driftOf, type Drift } from '../core/drift.ts';
import { plainPaint, type Paint } from './paint.ts';
import { manifestSections, paragraphs } from './sections.ts';

interface DriftTextOptions {
  readonly paint?: Paint;
  /** How much is wrong with the folder. */
  readonly problems?: number;
}

/** What drifted, field by field, what apply will do about it, and a sentence at the end. */
export function driftText(plan: Plan, { paint = plainPaint, problems = 0 }: DriftTextOptions = {}): string {
  const drift = driftOf(plan, problems);
  return paragraphs([
    ...manifestSections([...drift.drifted, ...drift.unreadable], paint),
    othersLines(drift.others, paint),
    [paint('bold', verdictText(plan, drift))],
  ]);
}

function othersLines(others: readonly Change[], paint: Paint): string[] {
  if (others.length === 0) return [];
  return [paint('dim', `${counted(others.length, 'further change')} not caused by drift: see evenkeel plan.`)];
}

function verdictText(plan: Plan, { verdict, drifted, unreadable, problems }: Drift): string {
  switch (verdict) {
    case 'in-sync':
      return `In sync: ${counted(plan.changes.length, 'resource')} looked at, none drifted.`;
    case 'drifted':
      return `Drift: ${driftedText(drifted)}; evenkeel apply puts right what is not blocked.`;
    case 'unknown':
      return `Unknown: ${unknownText(unreadable.length, problems)}${
        drifted.length === 0 ? '' : `; besides, ${driftedText(drifted)}`
      }.`;
  }
}

function unknownText(unreadable: number, problems: number): string {
  const parts = [
    ...(unreadable === 0 ? [] : [`${counted(unreadable, 'resource')} could not be read`]),
    ...(problems === 0 ? [] : [`the folder has ${counted(problems, 'problem')}`]),
  ];
  return parts.join('; ');
}

function driftedText(drifted: readonly Change[]): string {
  const { fields, missing, extra } = countDrift(drifted);
  const parts = [
    ...(fields === 0 ? [] : [counted(fields, 'field')]),
    ...(missing === 0 ? [] : [`${missing} missing`]),
    ...(extra === 0 ? [] : [`${extra} too many`]),
  ];
  return parts.length === 0 ? counted(drifted.length, 'resource') : parts.join(', ');
}
