import type { VNode } from 'preact';
import type { DaemonEvent } from '../../status.ts';
import { clockTime } from '../time.ts';

interface LogProps {
  readonly events: readonly DaemonEvent[];
  readonly now: number;
}

const mostLines = 40;

type LogLine = DaemonEvent & { readonly more: number };

/** Events of one moment with the same message share a line: a long list of withheld deletions would fill the log. */
function linesOf(events: readonly DaemonEvent[]): LogLine[] {
  const lines: LogLine[] = [];
  for (const event of events) {
    const last = lines.at(-1);
    const isSame = last?.at === event.at && last.kind === event.kind && last.message === event.message;
    if (last !== undefined && isSame) lines.splice(-1, 1, { ...last, more: last.more + 1 });
    else lines.push({ ...event, more: 0 });
  }
  return lines;
}

/** What happened, the latest first. */
export function EventLog({ events, now }: LogProps): VNode {
  if (events.length === 0) return <p class="quiet">No events since the daemon started.</p>;
  return (
    <ol class="log">
      {linesOf(events)
        .slice(-mostLines)
        .toReversed()
        .map(({ sequence, at, kind, id, message, more }) => (
          <li key={sequence}>
            <time dateTime={new Date(at).toISOString()}>{clockTime(at, now)}</time>
            <b class={kind}>{kind.replaceAll('-', ' ')}</b>
            <span>
              {id !== undefined && <code>{id}</code>} {more > 0 && `and ${more} more: `}
              {message}
            </span>
          </li>
        ))}
    </ol>
  );
}
