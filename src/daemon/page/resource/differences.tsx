import type { VNode } from 'preact';
import { groupBy } from '../../../core/group-by.ts';
import type { ChangeJson } from '../../../report/plan/json.ts';
import { flow } from '../../../report/text/values.ts';
import { byText } from '../../../report/text/by-text.ts';
import { doingWords } from '../../reports/doing.ts';
import type { Detail } from '../api.ts';
import { ago } from '../time.ts';

interface DifferencesProps extends Pick<Detail, 'findings' | 'changes' | 'undeclared'> {
  readonly now: number;
}

/** What is wanted against what is live, field by field. */
export function Differences({ findings, changes, undeclared, now }: DifferencesProps): VNode {
  const found = new Set(findings.map(({ id }) => id));
  const held = groupBy(
    findings.filter(({ doing }) => doing === 'withhold'),
    ({ reason = '' }) => reason,
  );
  const others = changes.filter(({ id }) => !found.has(id));
  if (findings.length + others.length + undeclared.length === 0) return <p class="quiet">No differences.</p>;
  return (
    <>
      <h3>Differences</h3>
      {[...held].map(([reason, same]) => (
        <article key={reason} class="difference">
          {same.map(({ key, id }) => (
            <h4 key={key}>
              <code>{id}</code>
            </h4>
          ))}
          <p>
            <Reason text={reason} />
            <span class="quiet"> · since {ago(Math.min(...same.map(({ since }) => since)), now)}</span>
          </p>
        </article>
      ))}
      {findings
        .filter(({ doing }) => doing !== 'withhold')
        .map((finding) => (
          <article key={finding.key} class="difference">
            <h4>
              <code>{finding.path ?? finding.id}</code>
            </h4>
            <Sides live={finding.live} wanted={finding.wanted} />
            <p>
              {finding.reason ?? doingWords[finding.doing]}
              <span class="quiet">
                {' '}
                · {finding.cause}, since {ago(finding.since, now)}
                {finding.source !== undefined && ` · ${finding.source}`}
              </span>
            </p>
            {finding.by !== undefined && <p class="by">{byText(finding.by, now)}</p>}
          </article>
        ))}
      {others.map((change) => (
        <OtherChange key={change.id} change={change} />
      ))}
      {undeclared.length > 0 && (
        <details>
          <summary>{undeclared.length} set in AWS but not in the manifest</summary>
          {undeclared.map((one) => (
            <article key={one.path} class="difference">
              <h4>
                <code>{one.path}</code>
              </h4>
              <Sides live={one.live} wanted={one.default} title="default" />
            </article>
          ))}
        </details>
      )}
    </>
  );
}

/** What is to be typed is kept in one piece. */
function Reason({ text }: { readonly text: string }): VNode {
  const parts = text.split(/(--allow-prune [0-9a-f]+)/);
  return <>{parts.map((part, at) => (at % 2 === 0 ? part : <code class="typed">{part}</code>))}</>;
}

function OtherChange({ change }: { readonly change: ChangeJson }): VNode {
  const { id, action, cause, would, message, diffs } = change;
  return (
    <article class="difference">
      <h4>
        <code>{id}</code>
      </h4>
      {diffs.map(({ path, live, wanted }) => (
        <div key={path}>
          <code class="quiet">{path}</code>
          <Sides live={live} wanted={wanted} />
        </div>
      ))}
      <p>
        {would === undefined ? action : `${would}: ${message}`} <span class="quiet">· {cause}</span>
      </p>
    </article>
  );
}

interface SidesProps {
  readonly live: unknown;
  readonly wanted: unknown;
  readonly title?: string;
}

function Sides({ live, wanted, title = 'wanted' }: SidesProps): VNode {
  return (
    <dl class="sides">
      <dt>{title}</dt>
      <dd class="wanted">{sideOf(wanted)}</dd>
      <dt>live</dt>
      <dd class="live">{sideOf(live)}</dd>
    </dl>
  );
}

function sideOf(value: unknown): string | VNode {
  return value === null || value === undefined ? <i>not set</i> : flow(value);
}
