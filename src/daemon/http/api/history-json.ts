import type { HistoryEntry } from '../../reports/history.ts';

/** Of what is remembered, what is asked for. */
export interface Period {
  /** Milliseconds since the epoch. */
  readonly since: number;
  /** As many of the latest. */
  readonly limit: number;
}

/** What was found, what went and what was put right, the latest last. */
export function historyJson(entries: readonly HistoryEntry[], { since, limit }: Period): object {
  return { version: 1, entries: entries.filter(({ at }) => at >= since).slice(-limit) };
}
