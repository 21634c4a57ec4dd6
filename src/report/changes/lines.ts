import { intended, type Change } from '../../core/plan.ts';
import { byLines } from './by-lines.ts';
import { contentLines, differenceLines } from './differences.ts';
import type { Moves } from './moves.ts';
import type { Paint } from '../text/paint.ts';
import type { Printed } from './printed.ts';
import { clean, indent } from '../text/values.ts';
import { blockTexts, causeText, impactText, isRelease, placeOf, verbOf } from './words.ts';

/** One change: what, where it was asked for, why, how it hurts, and each difference. What was told before is not told again. */
export function changeLines(change: Change, paint: Paint, printed: Printed, moves?: Moves): string[] {
  const place = placeOf(change);
  const impact = impactText(change);
  const reason = reasonFor(change, printed);
  const head = [
    `${verbOf(change, paint)} ${paint('bold', change.id)}`,
    ...(place === undefined ? [] : [paint('cyan', place)]),
    ...(reason === undefined ? [] : [paint('dim', reason)]),
  ];
  return [
    head.join('  '),
    ...indent(6, [
      ...blockLines(change, paint, printed),
      ...(impact === undefined ? [] : [paint('yellow', impact)]),
      ...diffLines(change),
      ...byLines(change, printed.now),
      ...keptLines(change, paint),
      ...(moves?.get(change.id) ?? []),
      ...change.warnings.map((warning) => `${paint('yellow', 'warning:')} ${clean(warning)}`),
    ]),
  ];
}

/** What is left as it stands while the rest is written; where nothing is, the block says so. */
export function keptLines({ blocked, kept }: Change, paint: Paint): string[] {
  if (kept === undefined || blocked !== undefined) return [];
  return [`${paint('yellow', 'left alone:')} ${clean(kept.message)}`, ...kept.diffs.flatMap(differenceLines)];
}

/** Field by field. Of what is released only our own tags go, and what a blocked creation would bring helps nobody. */
export function diffLines(change: Change): string[] {
  const { blocked, diffs } = change;
  if (isRelease(change) || blocked?.would === 'create') return [];
  const would = intended(change);
  return would === 'create' || would === 'delete' ? contentLines(diffs) : diffs.flatMap(differenceLines);
}

function reasonFor(change: Change, printed: Printed): string | undefined {
  if (isRelease(change)) return 'kept in AWS, no longer managed';
  if (!change.implied) return causeText(change);
  return `deleted with ${printed.containerOf(change) ?? 'its parent'}`;
}

/** What stops a change, and what can be done about it. */
export function blockLines({ blocked }: Change, paint: Paint, printed: Printed): string[] {
  if (blocked === undefined) return [];
  const verdict = `not ${blocked.would}${blocked.would.endsWith('e') ? 'd' : 'ed'}`;
  const repeated = printed.repeats(blocked.message);
  if (repeated === 0) return [`${verdict}, for the same reason`];
  if (repeated > 0) return [`${verdict}: ${paint('red', clean(blocked.message.slice(0, repeated)))}`];
  const [why, ...remedy] = blockTexts(blocked);
  return [`${verdict}: ${paint('red', why!)}`, ...remedy];
}
