import type { DaemonEvent } from '../status.ts';
import { ask, Refused, type Snapshot, type StatusJson } from './api.ts';

/** Called with each message of the stream, and when the stream has ended. */
export interface Listener {
  readonly snapshot: (snapshot: Snapshot) => void;
  readonly status: (status: StatusJson) => void;
  readonly event: (event: DaemonEvent) => void;
  readonly lost: (reason: string, heardAt: number) => void;
}

const firstWaitMs = 1_000;
const longestWaitMs = 30_000;
/** The daemon gives a sign of life every 15 s: two of them may be missed. */
const longestSilenceMs = 40_000;
const noAnswer = 'the daemon does not answer';

/** The connection to the daemon, opened again for as long as the page is. */
export class Stream {
  readonly #listener: Listener;
  #source: EventSource | undefined;
  #heardAt = Date.now();
  #waitMs = firstWaitMs;
  #retry: number | undefined;
  #silence: number | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
    this.#open();
  }

  close(): void {
    window.clearTimeout(this.#retry);
    window.clearTimeout(this.#silence);
    this.#source?.close();
  }

  /** Something else that was asked of the daemon was not answered. */
  failed(): void {
    this.#startAgain(noAnswer);
  }

  #open(): void {
    const { snapshot, status, event } = this.#listener;
    const source = new EventSource('api/v1/stream');
    this.#source = source;
    const on = (name: string, take: (data: string) => void): void =>
      source.addEventListener(name, ({ data }: MessageEvent<string>) => {
        this.#heardAt = Date.now();
        this.#expectMore();
        take(data);
      });
    on('snapshot', (data) => {
      this.#waitMs = firstWaitMs;
      snapshot(JSON.parse(data) as Snapshot);
    });
    on('status', (data) => status((JSON.parse(data) as Pick<Snapshot, 'status'>).status));
    on('event', (data) => event(JSON.parse(data) as DaemonEvent));
    on('heartbeat', () => undefined);
    source.addEventListener('error', () => {
      // A browser connects again by itself, unless it was refused.
      if (source.readyState === EventSource.CLOSED) this.#startAgain(noAnswer);
      else this.#listener.lost(noAnswer, this.#heardAt);
    });
    this.#expectMore();
  }

  /** Where the other end is gone without a word, no error comes: only nothing more is heard. */
  #expectMore(): void {
    window.clearTimeout(this.#silence);
    this.#silence = window.setTimeout(() => this.#startAgain('no message from the daemon'), longestSilenceMs);
  }

  #startAgain(reason: string): void {
    this.close();
    this.#listener.lost(reason, this.#heardAt);
    void ask('status').catch((error: unknown) => {
      if (error instanceof Refused) this.#listener.lost(error.message, this.#heardAt);
    });
    this.#retry = window.setTimeout(() => this.#open(), this.#waitMs);
    this.#waitMs = Math.min(2 * this.#waitMs, longestWaitMs);
  }
}
