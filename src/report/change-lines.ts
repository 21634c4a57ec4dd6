import type { Change } from '../core/plan.ts';
import { differenceLines } from './differences.ts';
import type { Paint } from './paint.ts';
import { clean, indent } from './values.ts';
import { blockTexts, causeText, impactText, isRelease, placeOf, verbOf } from './words.ts';

/** What stands around a change: what contains it goes too, or the one before it is stopped by the same. */
export interface Surroundings {
  readonly changes: readonly Change[];
  readonly before?: Change | undefined;
}

/** One change: what, where it was asked for, why, how it hurts, and each difference. */
export function changeLines(change: Change, paint: Paint, around: Surroundings): string[] {
  const place = placeOf(change);
  const impact = impactText(change);
  const head = [
    `${verbOf(change, paint)} ${paint('bold', change.id)}`,
    ...(place === undefined ? [] : [paint('cyan', place)]),
    paint('dim', reasonFor(change, around)),
  ];
  return [
    head.join('  '),
    ...indent(6, [
      ...blockLines(change, paint, around),
      ...(impact === undefined ? [] : [paint('yellow', impact)]),
      ...(isRelease(change) ? [] : change.diffs.flatMap((diff) => differenceLines(diff))),
      ...change.warnings.map((warning) => `${paint('yellow', 'warning:')} ${clean(warning)}`),
    ]),
  ];
}

function reasonFor(change: Change, { changes }: Surroundings): string {
  if (isRelease(change)) return 'stays in AWS, no longer managed (evenkeel.dev/deletion: retain)';
  if (!change.implied) return causeText(change);
  const container = changes.find(({ action, after }) => action === 'delete' && after.includes(change.id));
  return `goes with ${container?.id ?? 'what contains it'}`;
}

function blockLines(change: Change, paint: Paint, { before }: Surroundings): string[] {
  const { blocked } = change;
  if (blocked === undefined) return [];
  const verdict = `not ${participle(blocked.would)}`;
  if (before?.blocked?.message === blocked.message) return [`${verdict} for the same reason`];
  const [why, ...remedy] = blockTexts(blocked);
  return [`${verdict}: ${paint('red', why!)}`, ...remedy];
}

function participle(action: string): string {
  return `${action}${action.endsWith('e') ? 'd' : 'ed'}`;
}
