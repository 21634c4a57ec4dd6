import type { VNode } from 'preact';
import type { DaemonEvent } from '../../status.ts';
import { clockTime } from '../time.ts';

interface LogProps {
  readonly events: readonly DaemonEvent[];
  readonly now: number;
}

const mostLines = 40;

/** What happened, the latest first. */
export function EventLog({ events, now }: LogProps): VNode {
  if (events.length === 0) return <p class="quiet">Nothing has happened since the daemon was started.</p>;
  return (
    <ol class="log">
      {events
        .slice(-mostLines)
        .toReversed()
        .map(({ sequence, at, kind, id, message }) => (
          <li key={sequence}>
            <time dateTime={new Date(at).toISOString()}>{clockTime(at, now)}</time>
            <b class={kind}>{kind.replaceAll('-', ' ')}</b>
            <span>
              {id !== undefined && <code>{id}</code>} {message}
            </span>
          </li>
        ))}
    </ol>
  );
}
