import type { Change } from '../core/plan.ts';
import { groupBy } from '../kinds/check/group-by.ts';
import { changeLines } from './change-lines.ts';
import type { Paint } from './paint.ts';

/** Each manifest with its changes below it, in the order in which they first appear. */
export function manifestSections(changes: readonly Change[], paint: Paint): string[][] {
  return [...groupBy(changes, ({ manifest }) => manifest)].map(([manifest, own]) => [
    paint('bold', manifest),
    ...own.flatMap((change, index) => changeLines(change, paint, { changes, before: own[index - 1] })),
  ]);
}

/** Groups of lines, with an empty line between them. */
export function paragraphs(parts: readonly (readonly string[])[]): string {
  const full = parts.filter((lines) => lines.length > 0);
  return `${full.map((lines) => lines.join('\n')).join('\n\n')}\n`;
}
