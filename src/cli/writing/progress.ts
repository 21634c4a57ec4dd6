import { formatError, type EvenkeelError } from '../../core/errors.ts';
import { groupBy } from '../../core/group-by.ts';
import type { Action, Change } from '../../core/plan.ts';
import type { Source } from '../../core/resource.ts';
import type { Outcome, Progress } from '../../engine/outcome.ts';
import type { Waiting } from '../../engine/ready.ts';
import { elapsed } from './elapsed.ts';
import type { Session } from '../process/session.ts';

/** How often a wait is reported again while nothing else changes. */
const remindMs = 10_000;
/** Of many that wait for the same, so many are named. */
const mostNamed = 3;

const done: Readonly<Record<Action, string>> = {
  create: 'created',
  update: 'updated',
  replace: 'replaced',
  delete: 'deleted',
  register: 'registered',
  deregister: 'deregistered',
  blocked: 'left as it is',
  noop: 'left as it is',
};

/** Where it was asked for, and what went wrong. */
export function failureText(error: EvenkeelError, source: Source | undefined): string {
  return `${source === undefined ? '' : `${source.file}:${source.line}: `}${formatError(error)}`;
}

function doneTo({ action, adopted, groups }: Change): string {
  if (adopted) return 'adopted';
  return groups.includes('forget') ? 'released' : done[action];
}

/** Reports progress on stderr: what was done, and what is waited for and since when. */
export class ProgressLog {
  readonly #session: Session;
  /** What was said of whom, and when. */
  readonly #reportedAt = new Map<string, number>();

  constructor(session: Session) {
    this.#session = session;
  }

  readonly progress = (progress: Progress): void => {
    switch (progress.kind) {
      case 'started':
        this.#session.say('debug', `${progress.change.id}: ${progress.change.action} begins`);
        return;
      case 'waiting':
        this.#waitingFor(progress.change.id, progress.error.message, progress.since);
        return;
      case 'finished':
        this.#finished(progress.outcome);
    }
  };

  readonly waiting = (waiting: readonly Waiting[]): void => {
    for (const [text, alike] of groupBy(waiting, (one) => one.text)) {
      const some = alike.slice(0, mostNamed).map(({ id }) => id);
      const more = alike.length > mostNamed ? ` and ${alike.length - mostNamed} more` : '';
      this.#waitingFor(`${some.join(', ')}${more}`, text, alike[0]!.since);
    }
  };

  #finished({ change, status, error, because }: Outcome): void {
    const { say, paintSaid } = this.#session;
    const { id, source } = change;
    if (status === 'done') say('info', `${paintSaid('green', doneTo(change))} ${id}`);
    if (status === 'skipped')
      say('warn', `${paintSaid('yellow', 'skipped')} ${id}, for ${because} comes first and has not succeeded`);
    if (status === 'failed' && error !== undefined)
      say('error', `${paintSaid('red', 'failed')} ${failureText(error, source)}`);
  }

  #waitingFor(what: string, text: string, since: number): void {
    const { clock, paintSaid, say } = this.#session;
    const now = clock.now();
    const reportedAt = this.#reportedAt.get(`${what}: ${text}`);
    if (reportedAt !== undefined && now - reportedAt < remindMs) return;
    this.#reportedAt.set(`${what}: ${text}`, now);
    say('info', `${paintSaid('cyan', 'waiting')} for ${what}: ${text} (${elapsed(now - since)})`);
  }
}
