import type { Change, Diff } from '../../core/plan.ts';
import type { Finding } from '../status.ts';
import type { Store } from '../store.ts';
import { onCycleEnd, type CycleEnd } from './cycles.ts';
import { appendLines } from './disk.ts';
import { SerialWork } from './serial-work.ts';
import { lastedMs } from './findings.ts';
import { Trouble, type Warn } from './trouble.ts';

/** As many entries as are kept in memory, and as many as wait for a disk that has room again. */
export const MOST_ENTRIES = 2_000;

/** Something that was found, that went, or that was put right. */
export type HistoryEntry =
  | { readonly at: number; readonly kind: 'found'; readonly finding: Finding }
  | { readonly at: number; readonly kind: 'gone'; readonly finding: Finding; readonly lastedMs: number }
  /** Only now an event reported who it was; it may have gone meanwhile. */
  | { readonly at: number; readonly kind: 'explained'; readonly finding: Finding }
  | { readonly at: number; readonly kind: 'corrected'; readonly correction: Correction };

/** A change that was made because of what was found. */
export interface Correction {
  readonly place: string;
  readonly id: string;
  readonly manifest: string;
  readonly action: Change['action'];
  readonly diffs: readonly Diff[];
}

interface HistoryOptions {
  readonly store: Store;
  /** Where each entry is appended as a line of JSON. */
  readonly file?: string | undefined;
  readonly warn: Warn;
}

/** What was found and corrected, the latest last. */
export class History {
  readonly #writing: SerialWork | undefined;
  readonly #trouble: Trouble;
  readonly #stop: () => void;
  #entries: HistoryEntry[] = [];
  #unwritten: HistoryEntry[] = [];

  constructor({ store, file, warn }: HistoryOptions) {
    this.#writing = file === undefined ? undefined : new SerialWork(() => this.#write(file));
    this.#trouble = new Trouble('the history cannot be written', warn);
    this.#stop = onCycleEnd(store, (end) => this.#record(entriesOf(end)));
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** Resolves once everything is written that can be. */
  async settled(): Promise<void> {
    await this.#writing?.idle();
  }

  async close(): Promise<void> {
    this.#stop();
    await this.settled();
  }

  #record(entries: readonly HistoryEntry[]): void {
    if (entries.length === 0) return;
    this.#entries = [...this.#entries, ...entries].slice(-MOST_ENTRIES);
    if (this.#writing === undefined) return;
    this.#unwritten = [...this.#unwritten, ...entries].slice(-MOST_ENTRIES);
    this.#writing.ask();
  }

  /** What could not be written waits for the next entry. */
  async #write(file: string): Promise<void> {
    const batch = this.#unwritten;
    this.#unwritten = [];
    try {
      await appendLines(file, batch.map(lineOf));
      this.#trouble.succeeded();
    } catch (error) {
      this.#unwritten = [...batch, ...this.#unwritten].slice(-MOST_ENTRIES);
      this.#trouble.failed((error as Error).message);
    }
  }
}

function entriesOf({ place, cycle, found, gone }: CycleEnd): HistoryEntry[] {
  const at = cycle.endedAt;
  const ids = new Set(cycle.findings.map(({ id }) => id));
  const corrections = cycle.outcomes
    .filter(({ status, change }) => status === 'done' && ids.has(change.id))
    .map(({ change: { id, manifest, action, diffs } }) => ({ place: place.name, id, manifest, action, diffs }));
  return [
    ...found.map((finding) => ({ at, kind: 'found' as const, finding })),
    ...gone.map((finding) => ({ at, kind: 'gone' as const, finding, lastedMs: lastedMs(finding, at) })),
    ...(cycle.explained ?? []).map((finding) => ({ at, kind: 'explained' as const, finding })),
    ...corrections.map((correction) => ({ at, kind: 'corrected' as const, correction })),
  ];
}

function lineOf(entry: HistoryEntry): string {
  return JSON.stringify({ ...entry, at: new Date(entry.at).toISOString() });
}
