import type { VNode } from 'preact';
import { counted } from '../../report/text/counted.ts';
import type { Calls } from '../status.ts';
import type { PlaceJson, StatusJson } from './api.ts';
import type { Known } from './feed.ts';
import type { Health } from '../../core/serving.ts';
import { Mark } from './mark.tsx';
import { ago, ahead, clockTime, span } from './time.ts';

interface HeaderProps {
  readonly known: Known;
  readonly now: number;
}

/** Who keeps what, by which commit, and how the last cycle of each place went. */
export function Header({ known: { link, status }, now }: HeaderProps): VNode {
  return (
    <header class="top">
      <h1>evenkeel</h1>
      {status !== undefined && <Folder status={status} now={now} />}
      <p class={`link ${link.state}`} role="status">
        <Mark state={link.state === 'live' ? 'healthy' : link.state === 'lost' ? 'unhealthy' : 'pending'} />{' '}
        {link.state === 'lost'
          ? `connection lost since ${clockTime(link.since, now)}: ${link.reason}. Showing what was known then.`
          : link.state}
      </p>
      {status?.places.map((place) => (
        <Place key={place.name} place={place} now={now} />
      ))}
      {status !== undefined && <Problems {...status.folder} />}
    </header>
  );
}

function Folder({
  status: { role, lease, folder },
  now,
}: {
  readonly status: StatusJson;
  readonly now: number;
}): VNode {
  const { path, revision, readAt } = folder;
  return (
    <p>
      <b title={lease}>{role === 'leading' ? 'leading' : (lease ?? 'standby')}</b>
      {' · '}
      <code>{path}</code>
      {revision !== undefined && (
        <>
          {' at '}
          <code title={revision.subject ?? revision.commit}>{revision.commit.slice(0, 10)}</code>
          {revision.branch !== undefined && ` (${revision.branch})`}
          {revision.dirty && ' with uncommitted changes'}
        </>
      )}
      {readAt !== undefined && <span class="quiet"> read {ago(readAt, now)}</span>}
    </p>
  );
}

function Place({ place, now }: { readonly place: PlaceJson; readonly now: number }): VNode {
  const { name, region, account, phase, cycle, next } = place;
  return (
    <dl class="place" aria-label={`Place ${name}`}>
      <Fact title="place">
        <Mark state={placeMark(place)} /> {name}
        <span class="quiet">
          {' '}
          {region} {account}
        </span>
      </Fact>
      <Fact title="phase">{phase}</Fact>
      {cycle !== undefined && (
        <>
          <Fact title="last cycle">
            #{cycle.number} {ago(cycle.endedAt, now)}
            <span class="quiet">
              {' '}
              {cycle.trigger}, {callsOf(cycle.calls)}, {span(cycle.endedAt - cycle.startedAt)}
            </span>
          </Fact>
          {cycle.calls.throttled > 0 && (
            <Fact title="throttled" isNotable>
              {cycle.calls.throttled}
            </Fact>
          )}
          <Fact title="ready">
            {cycle.ready} of {cycle.manifests}
          </Fact>
          {cycle.unhealthy > 0 && (
            <Fact title="unhealthy" isNotable>
              {cycle.unhealthy}
            </Fact>
          )}
          {cycle.degraded > 0 && (
            <Fact title="degraded" isNotable>
              {cycle.degraded}
            </Fact>
          )}
          <Fact title="drifted" isNotable={cycle.drifted > 0}>
            {cycle.drifted}
          </Fact>
          {cycle.notCreated > 0 && <Fact title="not created">{cycle.notCreated}</Fact>}
          <Fact title="stalled" isNotable={cycle.stalled > 0}>
            {cycle.stalled}
          </Fact>
          <Fact title="withheld" isNotable={cycle.withheld > 0}>
            {cycle.withheld}
          </Fact>
          <Fact title="changed">{cycle.changed}</Fact>
          <Fact title="failed" isNotable={cycle.failed > 0}>
            {cycle.failed}
          </Fact>
        </>
      )}
      {next !== undefined && <Fact title="next">{ahead(next, now)}</Fact>}
    </dl>
  );
}

interface FactProps {
  readonly title: string;
  readonly isNotable?: boolean;
  readonly children: preact.ComponentChildren;
}

function Fact({ title, isNotable = false, children }: FactProps): VNode {
  return (
    <div class={isNotable ? 'fact notable' : 'fact'}>
      <dt>{title}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Problems({ problemCount, problems, pullFailure }: StatusJson['folder']): VNode | null {
  if (problemCount === 0 && pullFailure === undefined) return null;
  return (
    <div class="bad problems" role="alert">
      {pullFailure !== undefined && <p>The last git pull failed; still at the revision before it: {pullFailure}</p>}
      {problems.map((problem) => (
        <p key={problem}>{problem}</p>
      ))}
      {problemCount > problems.length && <p>and {problemCount - problems.length} more</p>}
    </div>
  );
}

function callsOf({ reads, writes }: Calls): string {
  return `${counted(reads + writes, 'call')}, ${counted(writes, 'write')}`;
}

function placeMark({ failure, away, cycle }: PlaceJson): Health {
  if (failure !== undefined || away !== undefined) return 'unhealthy';
  if (cycle === undefined) return 'unknown';
  if (cycle.unhealthy > 0) return 'unhealthy';
  if (cycle.degraded > 0) return 'degraded';
  return cycle.ready === cycle.manifests && cycle.findings === 0 ? 'healthy' : 'pending';
}
