/** One call as it was answered. */
export interface JournalEntry {
  /** The clock's time, in milliseconds. */
  readonly at: number;
  readonly account: string;
  readonly region: string;
  readonly service: string;
  readonly action: string;
  /** `ok`, `dropped` where the connection was cut, or the error's code. */
  readonly outcome: string;
  readonly write: boolean;
}

// Entries are kept for reading; the counts below go on being exact when the oldest entries have made room.
const MOST_ENTRIES = 50_000;

/** Every call that the simulator answered. The last 50,000 are kept in full, the counts are of all. */
export class Journal {
  #entries: JournalEntry[] = [];
  readonly #counts = new Map<string, number>();
  #writes = 0;
  #total = 0;

  record(entry: JournalEntry): void {
    this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES * 2) this.#entries = this.#entries.slice(-MOST_ENTRIES);
    const name = `${entry.service}:${entry.action}`;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    this.#total += 1;
    if (entry.write) this.#writes += 1;
  }

  entries(): readonly JournalEntry[] {
    return this.#entries.slice(-MOST_ENTRIES);
  }

  /** How many calls there were: in all, of an action (`DescribeTags`), or of one service's (`ec2:DescribeTags`). */
  count(action?: string): number {
    if (action === undefined) return this.#total;
    return [...this.#counts].reduce(
      (sum, [name, count]) => (name === action || name.endsWith(`:${action}`) ? sum + count : sum),
      0,
    );
  }

  /** Calls by `service:Action`, in the order of the names. */
  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort(([one], [other]) => (one < other ? -1 : 1)));
  }

  reads(): number {
    return this.#total - this.#writes;
  }

  writes(): number {
    return this.#writes;
  }

  clear(): void {
    this.#entries = [];
    this.#counts.clear();
    this.#total = 0;
    this.#writes = 0;
  }
}
