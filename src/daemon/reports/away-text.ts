import { counted } from '../../report/text/counted.ts';
import { timeText } from '../../report/text/time-text.ts';
import type { Away } from '../status.ts';

/** What it is called that nothing at all can be read; else no cycle comes to its end. */
const absences: Readonly<Partial<Record<NonNullable<Away['failure']>, string>>> = {
  unavailable: 'AWS is unreachable',
  throttled: 'AWS is unreachable',
  denied: 'AWS denies every read',
};

/** What could not be read, since when, what is shown meanwhile and what goes on: one sentence or two. */
export function awayText({ since, failure, types, unseen, seenAt }: Away, time: (ms: number) => string): string {
  const shown = seenAt === undefined ? 'nothing has been read yet' : `showing what was last read at ${time(seenAt)}`;
  if (failure !== undefined) {
    const what = absences[failure] ?? 'No cycle has completed';
    return `${what} since ${time(since)}; ${shown}. Nothing is written until AWS can be read again; the folder is still watched.`;
  }
  const objects =
    unseen === 0 ? shown : `${counted(unseen, 'object is', 'objects are')} shown as last read at ${time(seenAt!)}`;
  return `Some ${typesText(types)} cannot be read since ${time(since)}; ${objects}. They are not changed, and nothing is deleted, until they can be read; everything else continues.`;
}

/** The same with AWS's own words. */
export function awayNote(away: Away): string {
  return `${awayText(away, timeText)} ${away.why.join('; ')}`;
}

function typesText(types: readonly string[]): string {
  const words = types.map((type) => `${type.replaceAll('-', ' ').replace(/y$/, 'ie')}s`);
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
