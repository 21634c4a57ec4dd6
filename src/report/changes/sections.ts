import { groupBy } from '../../core/group-by.ts';
import type { Change } from '../../core/plan.ts';
import { changeLines } from './lines.ts';
import type { Moves } from './moves.ts';
import type { Paint } from '../text/paint.ts';
import { pathOf, Printed } from './printed.ts';

/** Each manifest with its changes below it, in the order in which they first appear. */
export function manifestSections(
  changes: readonly Change[],
  paint: Paint,
  moves?: Moves,
  printed = new Printed(),
): string[][] {
  return [...groupBy(changes, ({ manifest }) => manifest)].map(([manifest, own]) => [
    paint('bold', manifest),
    ...changesLines(own, paint, printed, moves),
  ]);
}

/** The changes of one manifest. What is told is added to `told`. */
export function changesLines(
  changes: readonly Change[],
  paint: Paint,
  printed = new Printed(),
  moves?: Moves,
): string[] {
  const families = groupBy(asListed(changes), (change) => likenessOf(change) ?? change.id);
  return [...families.values()].flatMap((family) => {
    const lines = family.slice(0, MOST_ALIKE).flatMap((change) => {
      const own = changeLines(change, paint, printed, moves);
      printed.add(change);
      return own;
    });
    const more = family.length - MOST_ALIKE;
    return more > 0 ? [...lines, paint('dim', `      and ${more} more like these`)] : lines;
  });
}

/** A group may hold a thousand targets: of those that come or go for the same reason, so many are told. */
const MOST_ALIKE = 10;

/** What members of the same container have in common; nothing for what is told by itself. */
function likenessOf({ id, action, cause, blocked, holder }: Change): string | undefined {
  if (holder === undefined) return undefined;
  return JSON.stringify([id.slice(0, id.lastIndexOf('/')), action, cause, blocked?.reason, blocked?.would]);
}

/** In the order in which the manifest lists them, which is easier to follow than the one in which they are made. */
export function asListed(changes: readonly Change[]): Change[] {
  return changes.toSorted((a, b) => lineOf(a) - lineOf(b) || (pathOf(a) < pathOf(b) ? -1 : 1));
}

/** Groups of lines, with an empty line between them. */
export function paragraphs(parts: readonly (readonly string[])[]): string {
  const full = parts.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}

function lineOf({ source }: Change): number {
  return source?.line ?? 0;
}
