import { groupBy } from '../../../core/group-by.ts';
import type { HistoryEntry } from '../../reports/history.ts';
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
  /** The fields that were not; none where it was the whole resource. */
  readonly paths: readonly string[];
}

interface Dot {
  readonly at: number;
  readonly kind: 'corrected' | 'failed';
  readonly message: string;
}

/** The events of the past, and the findings that are open now. */
export interface Past {
  readonly entries: readonly HistoryEntry[];
  readonly events: readonly DaemonEvent[];
  readonly findings: readonly Finding[];
}

/** Every resource that had drifted at some time; the one that was so last comes first. */
export function lanesOf({ entries, events, findings }: Past): Lane[] {
  const spans = [
    ...entries.flatMap((entry) => (entry.kind === 'gone' ? spansOf(entry.finding, entry.at) : [])),
    ...findings.flatMap((finding) => spansOf(finding)),
  ];
  const dots = groupBy([...entries.flatMap(correctionOf), ...events.flatMap(failureOf)], ({ id }) => id);
  return [...groupBy(spans, ({ id }) => id)]
    .map(([id, own]) => ({ id, manifest: own[0]!.manifest, bars: joined(own), dots: dots.get(id) ?? [] }))
    .sort((a, b) => latestOf(b) - latestOf(a) || (a.id < b.id ? -1 : 1));
}

interface Span extends Bar {
  readonly id: string;
  readonly manifest: string;
}

/** The finding itself has its beginning, which the history may have dropped by then. Only what counts as drift has a span. */
function spansOf({ id, manifest, since: from, path, drift }: Finding, to?: number): Span[] {
  const paths = path === undefined ? [] : [path];
  return drift ? [{ id, manifest, from, paths, ...(to === undefined ? {} : { to }) }] : [];
}

function correctionOf(entry: HistoryEntry): (Dot & { readonly id: string })[] {
  if (entry.kind !== 'corrected') return [];
  const { id, action, diffs } = entry.correction;
  return [{ id, at: entry.at, kind: 'corrected', message: [action, ...diffs.map(({ path }) => path)].join(' ') }];
}

function failureOf({ id, at, kind, message }: DaemonEvent): (Dot & { readonly id: string })[] {
  return kind === 'failed' && id !== undefined ? [{ id, at, kind, message }] : [];
}

/** Of several fields that drift at once, the first one found begins the bar and the last one gone ends it. */
function joined(spans: readonly Span[]): Bar[] {
  const bars: Required<Bar>[] = [];
  for (const { from, to = Infinity, paths } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = bars.at(-1);
    if (last === undefined || from > last.to) bars.push({ from, to, paths });
    else
      bars.splice(-1, 1, {
        from: last.from,
        to: Math.max(to, last.to),
        paths: [...new Set([...last.paths, ...paths])],
      });
  }
  return bars.map(({ to, ...bar }) => (to === Infinity ? bar : { ...bar, to }));
}

function latestOf({ bars }: Lane): number {
  return bars.at(-1)?.to ?? Infinity;
}
