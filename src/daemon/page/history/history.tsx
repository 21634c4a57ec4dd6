import type { VNode } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { age } from '../../../report/text/duration.ts';
import { clockTime } from '../time.ts';
import { axisOf, percentOf, type Axis } from './axis.ts';
import { EventLog } from './event-log.tsx';
import { lanesOf, type Bar, type Lane, type Past } from './lanes.ts';

interface HistoryProps extends Past {
  readonly now: number;
  readonly onSelect: (manifest: string) => void;
}

const hour = 3_600_000;
const spans = [
  ['1 h', hour],
  ['6 h', 6 * hour],
  ['24 h', 24 * hour],
  ['all', Infinity],
] as const;
const mostLanes = 14;

/** What was not as it should be, from when to when. */
export function History({ entries, events, findings, now, onSelect }: HistoryProps): VNode {
  const [span, setSpan] = useState<number>(Infinity);
  const lanes = useMemo(() => lanesOf({ entries, events, findings }), [entries, events, findings]);
  const axis = axisOf(
    lanes.flatMap(({ bars }) => bars.map(({ from }) => from)),
    now,
    span,
  );
  const inSight = lanes.filter(({ bars }) => bars.some(({ to = now }) => to >= axis.from));
  return (
    <section class="history" aria-labelledby="history-title">
      <header>
        <h2 id="history-title">Drift over time</h2>
        <div role="group" aria-label="Time span">
          {spans.map(([label, ms]) => (
            <button key={label} type="button" aria-pressed={span === ms} onClick={() => setSpan(ms)}>
              {label}
            </button>
          ))}
        </div>
      </header>
      {inSight.length === 0 ? (
        <p class="nothing">No findings in this time span.</p>
      ) : (
        <div class="lanes">
          {inSight.slice(0, mostLanes).map((lane) => (
            <LaneRow key={lane.id} lane={lane} axis={axis} now={now} onSelect={onSelect} />
          ))}
          <Ticks axis={axis} now={now} />
          <Legend />
        </div>
      )}
      {inSight.length > mostLanes && <p class="quiet">and {inSight.length - mostLanes} more</p>}
      <h3>Events</h3>
      <EventLog events={events} now={now} />
    </section>
  );
}

interface LaneProps extends Pick<HistoryProps, 'now' | 'onSelect'> {
  readonly lane: Lane;
  readonly axis: Axis;
}

function LaneRow({ lane: { id, manifest, bars, dots }, axis, now, onSelect }: LaneProps): VNode {
  const words = bars.map((bar) => wordsOf(bar, now));
  return (
    <div class="lane">
      <button type="button" title={id} onClick={() => onSelect(manifest)}>
        {id}
      </button>
      <svg width="100%" height="20" role="img" aria-label={words.join(', ')}>
        <line x1="0" x2="100%" y1="10" y2="10" />
        {bars.map(({ from, to }, index) => (
          <rect
            key={from}
            class={to === undefined ? 'open' : 'ended'}
            x={`${percentOf(axis, from)}%`}
            width={`${Math.max(0.9, percentOf(axis, to ?? now) - percentOf(axis, from))}%`}
            y="4"
            height="12"
            rx="2"
          >
            <title>{words[index]}</title>
          </rect>
        ))}
        {dots.map(({ at, kind, message }) =>
          at < axis.from ? null : (
            <circle key={`${at} ${message}`} class={kind} cx={`${percentOf(axis, at)}%`} cy="10" r="3">
              <title>{`${clockTime(at, now)} ${kind}: ${message}`}</title>
            </circle>
          ),
        )}
      </svg>
    </div>
  );
}

function Legend(): VNode {
  const signs = [
    ['open', <rect class="open" width="12" height="10" rx="2" />],
    ['healed', <rect class="ended" width="12" height="10" rx="2" />],
    ['corrected', <circle class="corrected" cx="6" cy="5" r="3" />],
    ['failed', <circle class="failed" cx="6" cy="5" r="3" />],
  ] as const;
  return (
    <p class="legend">
      {signs.map(([words, sign]) => (
        <span key={words}>
          <svg width="12" height="10" aria-hidden>
            {sign}
          </svg>
          {words}
        </span>
      ))}
    </p>
  );
}

function wordsOf({ from, to, paths }: Bar, now: number): string {
  const time = to === undefined ? `since ${clockTime(from, now)}` : `${clockTime(from, now)} to ${clockTime(to, now)}`;
  const length = age((to ?? now) - from);
  return [`${time} (${length})`, ...paths].join(' ');
}

function Ticks({ axis, now }: { readonly axis: Axis; readonly now: number }): VNode {
  return (
    <div class="lane ticks" aria-hidden>
      <span />
      <svg width="100%" height="18">
        {axis.ticks.map((tick) => (
          <g key={tick}>
            <line x1={`${percentOf(axis, tick)}%`} x2={`${percentOf(axis, tick)}%`} y1="0" y2="4" />
            <text x={`${percentOf(axis, tick)}%`} y="15" text-anchor="middle">
              {clockTime(tick, now).replace(/:00$/, '')}
            </text>
          </g>
        ))}
      </svg>
    </div>
  );
}
