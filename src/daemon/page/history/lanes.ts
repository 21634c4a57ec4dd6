import { groupBy } from '../../../core/group-by.ts';
import type { DaemonEvent, Finding } from '../../status.ts';

/** One resource over time. */
export interface Lane {
  readonly id: string;
  readonly manifest: string;
  readonly bars: readonly Bar[];
  /** Moments at which it was written, or could not be. */
  readonly dots: readonly Dot[];
}

/** A span in which it was not as it should be; without an end, it still is not. */
export interface Bar {
  readonly from: number;
  readonly to?: number;
}

interface Dot {
  readonly at: number;
  readonly kind: 'changed' | 'failed';
  readonly message: string;
}

const beginnings: ReadonlySet<DaemonEvent['kind']> = new Set(['drift-found', 'withheld', 'stalled']);

/** Every resource that was not as it should be at some time; the one that was so last comes first. */
export function lanesOf(events: readonly DaemonEvent[], findings: readonly Finding[]): Lane[] {
  const about = events.flatMap((event) => (event.id === undefined ? [] : [{ ...event, id: event.id }]));
  const eventsBy = groupBy(about, ({ id }) => id);
  const findingsBy = groupBy(findings, ({ id }) => id);
  return [...new Set([...eventsBy.keys(), ...findingsBy.keys()])]
    .map((id) => laneOf(id, eventsBy.get(id) ?? [], findingsBy.get(id) ?? []))
    .filter(({ bars }) => bars.length > 0)
    .sort((a, b) => latestOf(b) - latestOf(a) || (a.id < b.id ? -1 : 1));
}

function laneOf(id: string, events: readonly DaemonEvent[], findings: readonly Finding[]): Lane {
  return {
    id,
    manifest: findings[0]?.manifest ?? events[0]?.manifest ?? id,
    bars: withPresent(barsOf(events), findings),
    dots: events.flatMap(({ at, kind, message }) =>
      kind === 'changed' || kind === 'failed' ? [{ at, kind, message }] : [],
    ),
  };
}

/** What is found now began when the finding says, though its event be forgotten, or one of several fields be put right. */
function withPresent(bars: readonly Bar[], findings: readonly Finding[]): readonly Bar[] {
  const last = bars.at(-1);
  if (findings.length === 0) return bars;
  const since = Math.min(...findings.map((finding) => finding.since));
  if (last === undefined || since > (last.to ?? Infinity)) return [...bars, { from: since }];
  return [...bars.slice(0, -1), { from: Math.min(since, last.from) }];
}

/** Of several fields that drift at once, the first one found begins the bar and the last one gone ends it. */
function barsOf(events: readonly DaemonEvent[]): Bar[] {
  const bars: Bar[] = [];
  let isOpen = false;
  for (const { at, kind } of events) {
    const last = bars.at(-1);
    if (beginnings.has(kind) && !isOpen) {
      bars.push({ from: at });
      isOpen = true;
    } else if (last !== undefined && (kind === 'drift-gone' || (isOpen && kind === 'recovered'))) {
      bars.splice(-1, 1, { from: last.from, to: at });
      isOpen = false;
    }
  }
  return bars;
}

function latestOf({ bars }: Lane): number {
  return bars.at(-1)?.to ?? Infinity;
}
