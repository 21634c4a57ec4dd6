import { counted } from '../../report/counted.ts';
import { timeText } from '../../report/drift-report.ts';
import type { Away } from '../status.ts';

/** What it is called that nothing at all can be read; else no cycle comes to its end. */
const absences: Readonly<Partial<Record<NonNullable<Away['failure']>, string>>> = {
  unavailable: 'AWS is away',
  throttled: 'AWS is away',
  denied: 'AWS lets nothing be read',
};

/** What could not be read, since when, what is shown meanwhile and what goes on: one sentence or two. */
export function awayText({ since, failure, types, unseen, seenAt }: Away, time: (ms: number) => string): string {
  const shown =
    seenAt === undefined ? 'nothing of it has been seen yet' : `shown is what was last seen at ${time(seenAt)}`;
  if (failure !== undefined) {
    const what = absences[failure] ?? 'No cycle comes to its end';
    return `${what} since ${time(since)}; ${shown}. Nothing is written until it answers; the folder is still watched.`;
  }
  const objects =
    unseen === 0 ? shown : `${counted(unseen, 'object is', 'objects are')} shown as last seen at ${time(seenAt!)}`;
  return `AWS does not tell of every ${typesText(types)} since ${time(since)}; ${objects}. That is not written, and nothing is deleted, until it does; the rest goes on.`;
}

/** The same with AWS's own words. */
export function awayNote(away: Away): string {
  return `${awayText(away, timeText)} ${away.why.join('; ')}`;
}

function typesText(types: readonly string[]): string {
  const words = types.map((type) => type.replaceAll('-', ' '));
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
