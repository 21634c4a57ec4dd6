import type { VNode } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { ask, manifestOf, type Detail } from '../api.ts';
import { EventLog } from '../history/event-log.tsx';
import { healthWords, Mark } from '../mark.tsx';
import { ago, clockTime } from '../time.ts';
import { AwsObjects } from './aws-objects.tsx';
import { Conditions } from './conditions.tsx';
import { Differences } from './differences.tsx';

interface DetailProps {
  readonly manifest: string;
  /** What is shown is as old as this. */
  readonly seen: unknown;
  readonly now: number;
  readonly onClose: () => void;
}

/** All that is known of one manifest, for as long as it is selected. */
export function DetailPane({ manifest, seen, now, onClose }: DetailProps): VNode {
  const [detail, setDetail] = useState<Detail>();
  const [failure, setFailure] = useState<string>();
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [manifest]);
  useEffect(() => {
    let isWanted = true;
    const path = manifest.split('/').map(encodeURIComponent).join('/');
    ask<Detail>(`resources/${path}`).then(
      (answer) => {
        if (!isWanted) return;
        setDetail(answer);
        setFailure(undefined);
      },
      (error: Error) => isWanted && setFailure(error.message),
    );
    return () => {
      isWanted = false;
    };
  }, [manifest, seen]);
  const shown = detail !== undefined && manifestOf(detail) === manifest ? detail : undefined;
  const [kind, namespace, name] = manifest.split('/');

  return (
    <aside class="detail" aria-labelledby="detail-title">
      <header>
        <h2 id="detail-title" tabIndex={-1} ref={title}>
          <span class="quiet">
            {kind} {namespace}/
          </span>
          {name}
        </h2>
        <button type="button" class="close" aria-label="Close (Esc)" title="Esc" onClick={onClose}>
          ✕
        </button>
      </header>
      {failure !== undefined && <p class="bad">{failure}</p>}
      {shown !== undefined && <Known detail={shown} now={now} />}
    </aside>
  );
}

function Known({ detail, now }: { readonly detail: Detail; readonly now: number }): VNode {
  const { source, health, message, unseen, readAt, dnsName, conditions, findings, changes, undeclared, aws, events } =
    detail;
  const { document } = detail;
  return (
    <>
      <p class={unseen === undefined ? 'verdict' : 'verdict earlier'}>
        <Mark state={health} label={healthWords[health]} /> {message}
      </p>
      {unseen !== undefined && (
        <p class="notable">
          Shown as last read at {clockTime(unseen.seenAt, now)}: {unseen.why}
        </p>
      )}
      <p class="quiet">
        {source}
        {unseen === undefined && readAt !== undefined && (
          <>
            {' · '}
            <time dateTime={new Date(readAt).toISOString()}>read {ago(readAt, now)}</time>
          </>
        )}
        {dnsName !== undefined && (
          <>
            {' · '}
            <code>{dnsName}</code>
          </>
        )}
      </p>
      <Differences findings={findings} changes={changes} undeclared={undeclared} now={now} />
      <Conditions conditions={conditions} now={now} />
      <AwsObjects objects={aws} />
      <h3>Events</h3>
      <EventLog events={events} now={now} />
      {document !== undefined && (
        <details>
          <summary>The manifest</summary>
          <pre>{JSON.stringify(document, null, 2)}</pre>
        </details>
      )}
    </>
  );
}
