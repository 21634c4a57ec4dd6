import { asEvenkeelError, formatError, wrongInput } from '../../core/errors.ts';
import { changedLines, changesSince, nothingShown, type Shown } from '../../report/status/get-changes.ts';
import { noneFound } from '../../report/status/get-text.ts';
import type { Found } from '../scope/objects.ts';
import type { Session } from '../process/session.ts';
import { apart, type GetOptions } from './get-output.ts';

/** Reading for a third of the time at most, a look as long as AWS's limits make it leaves others the rest of them. */
const pausePerLook = 2;

type GetSession = Session<GetOptions>;

/** Prints what there is, and each object again as often as there is something else to see of it, until nobody reads on. */
export async function watch(session: GetSession, look: (session: GetSession) => Promise<Found>): Promise<number> {
  const { clock, gone, options } = session;
  if (options.manifests.includes('-')) {
    throw wrongInput(
      '--watch reads the manifests again and again, and standard input can be read once',
      'pass a folder with -f',
    );
  }
  const { show: _, ...unwatched } = session;
  const { say, turn } = newsFor(session);
  let from = clock.now();
  let found = await look({ ...session, say });
  if (found.objects.length === 0) session.print(noneFound);
  let shown = showChanges(session, found, nothingShown);
  for (;;) {
    const ms = Math.max(options.interval, pausePerLook * (clock.now() - from));
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    await clock.sleep(ms, gone).catch(() => undefined);
    if (gone.aborted) return found.code;
    from = clock.now();
    turn();
    try {
      // oxlint-disable-next-line no-await-in-loop
      found = await look({ ...unwatched, say });
      shown = showChanges({ ...session, say }, found, shown);
    } catch (thrown) {
      // The folder may be in the middle of an edit, or AWS away for a moment.
      say('error', formatError(asEvenkeelError(thrown)));
    }
  }
}

/** Says what was not said the time before, and what is for whoever looks for a fault. */
function newsFor(session: GetSession): Pick<GetSession, 'say'> & { readonly turn: () => void } {
  let [before, now] = [new Set<string>(), new Set<string>()];
  return {
    turn: () => void ([before, now] = [now, new Set()]),
    say(level, text) {
      now.add(text);
      if (level === 'debug' || !before.has(text)) session.say(level, text);
    },
  };
}

function showChanges(session: GetSession, found: Found, before: Shown): Shown {
  const looks = apart(session, found);
  const sights = found.objects.map(({ id }, index) => ({ id, seen: looks.seen[index]! }));
  const { changed, left, shown } = changesSince(before, sights);
  for (const id of left) session.say('info', `${id} is no longer among the manifests that are asked for`);
  if ('texts' in looks) {
    for (const index of changed) session.print(looks.texts[index]!);
    return shown;
  }
  const { lines, shown: after } = changedLines(looks.table, { changed, shown, width: looks.width });
  if (lines.length > 0) session.print(lines.join('\n'));
  return after;
}
