import { groupBy } from '../core/group-by.ts';
import type { Change } from '../core/plan.ts';
import { changeLines } from './change-lines.ts';
import type { Paint } from './paint.ts';
import { pathOf, Told } from './told.ts';

/** Each manifest with its changes below it, in the order in which they first appear. */
export function manifestSections(changes: readonly Change[], paint: Paint): string[][] {
  const told = new Told();
  return [...groupBy(changes, ({ manifest }) => manifest)].map(([manifest, own]) => [
    paint('bold', manifest),
    ...changesLines(own, paint, told),
  ]);
}

/** The changes of one manifest. What is told is added to `told`. */
export function changesLines(changes: readonly Change[], paint: Paint, told = new Told()): string[] {
  return asListed(changes).flatMap((change) => {
    const lines = changeLines(change, paint, told);
    told.add(change);
    return lines;
  });
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
