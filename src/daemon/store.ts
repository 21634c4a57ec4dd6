import type { DaemonEvent, DaemonStatus } from './status.ts';

/** As many events as are kept in memory. */
export const MOST_EVENTS = 1_000;

type Listener = (change: { readonly status: DaemonStatus; readonly events: readonly DaemonEvent[] }) => void;

/** What the loop tells and the page, the API and the metrics read. Readers are told after each change. */
export class Store {
  #status: DaemonStatus;
  #events: DaemonEvent[] = [];
  #sequence = 0;
  readonly #listeners = new Set<Listener>();

  constructor(status: DaemonStatus) {
    this.#status = status;
  }

  get status(): DaemonStatus {
    return this.#status;
  }

  /** The latest last; those after a sequence number, where one is given. */
  events(after = 0): readonly DaemonEvent[] {
    return this.#events.filter(({ sequence }) => sequence > after);
  }

  update(change: (status: DaemonStatus) => DaemonStatus, events: readonly Omit<DaemonEvent, 'sequence'>[] = []): void {
    this.#status = change(this.#status);
    const numbered = events.map((event) => ({ ...event, sequence: (this.#sequence += 1) }));
    this.#events = [...this.#events, ...numbered].slice(-MOST_EVENTS);
    for (const listener of this.#listeners) listener({ status: this.#status, events: numbered });
  }

  /** Gives the way to stop listening. */
  subscribe(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }
}
