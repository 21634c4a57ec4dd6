import type { Change } from '../core/plan.ts';
import { contentLines, differenceLines } from './differences.ts';
import type { Paint } from './paint.ts';
import { clean, indent } from './values.ts';
import { blockTexts, causeText, impactText, isRelease, placeOf, verbOf } from './words.ts';

/** One change: what, where it was asked for, why, how it hurts, and each difference. What was told before is not told again. */
export function changeLines(change: Change, paint: Paint, before: readonly Change[]): string[] {
  const place = placeOf(change);
  const impact = impactText(change);
  const reason = reasonFor(change, before);
  const head = [
    `${verbOf(change, paint)} ${paint('bold', change.id)}`,
    ...(place === undefined ? [] : [paint('cyan', place)]),
    ...(reason === undefined ? [] : [paint('dim', reason)]),
  ];
  return [
    head.join('  '),
    ...indent(6, [
      ...blockLines(change, paint, before),
      ...(impact === undefined ? [] : [paint('yellow', impact)]),
      ...diffLines(change),
      ...change.warnings.map((warning) => `${paint('yellow', 'warning:')} ${clean(warning)}`),
    ]),
  ];
}

/** Field by field. Of what is released only our own tags go, and what a blocked creation would bring helps nobody. */
export function diffLines({ action, blocked, diffs, groups }: Change): string[] {
  if (isRelease({ groups }) || blocked?.would === 'create') return [];
  const would = blocked?.would ?? action;
  return would === 'create' || would === 'delete' ? contentLines(diffs) : diffs.flatMap(differenceLines);
}

/** The id without its type: what contains something has the beginning of its path. */
export function pathOf({ id }: Change): string {
  return id.slice(id.indexOf('/') + 1);
}

function reasonFor(change: Change, before: readonly Change[]): string | undefined {
  if (isRelease(change)) return 'stays in AWS, no longer managed (evenkeel.dev/deletion: retain)';
  if (!change.implied) return causeText(change);
  const container = before.findLast(
    (other) => other.manifest === change.manifest && pathOf(change).startsWith(`${pathOf(other)}/`),
  );
  return `goes with ${container?.id ?? 'what contains it'}`;
}

/** What stops a change, and what can be done about it. */
export function blockLines({ blocked }: Change, paint: Paint, before: readonly Change[]): string[] {
  if (blocked === undefined) return [];
  const verdict = `not ${blocked.would}${blocked.would.endsWith('e') ? 'd' : 'ed'}`;
  const stopped = before.flatMap((other) => other.blocked?.message ?? []);
  if (stopped.includes(blocked.message)) return [`${verdict}, for the same reason`];
  // A message that goes on with another's, told above, breaks off there.
  const [longest] = stopped
    .filter((one) => blocked.message.endsWith(`: ${one}`))
    .toSorted((a, b) => b.length - a.length);
  if (longest !== undefined)
    return [`${verdict}: ${paint('red', clean(blocked.message.slice(0, -longest.length - 2)))}`];
  const [why, ...remedy] = blockTexts(blocked);
  return [`${verdict}: ${paint('red', why!)}`, ...remedy];
}
