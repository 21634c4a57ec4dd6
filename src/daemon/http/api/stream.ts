import type { Clock } from '../../../core/clock.ts';
import { visible } from '../../../core/visible.ts';
import type { Store } from '../../store.ts';
import { statusJson } from './status-json.ts';

interface StreamOptions {
  readonly store: Store;
  readonly clock: Clock;
}

/** As many at once, each with a socket and a buffer. */
export const MOST_CLIENTS = 1_000;

/** What one may leave unread besides its snapshot; who left more gets nothing more. */
const mostUnread = 65_536;

const heartbeatMs = 15_000;
const heartbeat = message('heartbeat', {});
const encoder = new TextEncoder();

interface Client {
  readonly controller: ReadableStreamDefaultController<Uint8Array>;
  readonly drop: () => void;
}

/** Tells everybody who listens of each change. Text is made once, however many listen; who does not read is dropped. */
export class Broadcast {
  readonly #options: StreamOptions;
  readonly #clients = new Set<Client>();
  #ending: AbortController | undefined;
  #closed = false;

  constructor(options: StreamOptions) {
    this.#options = options;
  }

  get isFull(): boolean {
    return this.#closed || this.#clients.size >= MOST_CLIENTS;
  }

  get size(): number {
    return this.#clients.size;
  }

  /** A stream for one client: the snapshot, then the changes. `cut` ends the connection of one that does not read. */
  open(after: number | undefined, cut: () => void): ReadableStream<Uint8Array> {
    const snapshot = this.#snapshot(after);
    let client: Client | undefined;
    return new ReadableStream<Uint8Array>(
      {
        start: (controller) => {
          client = { controller, drop: cut };
          this.#clients.add(client);
          this.#begin();
          controller.enqueue(snapshot);
        },
        cancel: () => {
          if (client !== undefined) this.#leave(client);
        },
      },
      new ByteLengthQueuingStrategy({ highWaterMark: snapshot.byteLength + mostUnread }),
    );
  }

  close(): void {
    this.#closed = true;
    for (const { controller } of this.#clients) controller.close();
    this.#clients.clear();
    this.#end();
  }

  #snapshot(after: number | undefined): Uint8Array {
    const { status } = this.#options.store;
    const last = this.#options.store.events().at(-1)?.sequence ?? 0;
    const missed = after === undefined ? [] : this.#options.store.events(after);
    return encoder.encode(message('snapshot', { status: statusJson(status), events: missed, last }, last));
  }

  /** Nothing is made while no client is connected. */
  #begin(): void {
    if (this.#ending !== undefined) return;
    const { store, clock } = this.#options;
    const ending = new AbortController();
    this.#ending = ending;
    const unsubscribe = store.subscribe(({ status, events }) => {
      const messages = events.map((event) => message('event', event, event.sequence));
      // Events first: who asks again because of the status asks for what comes of them, too.
      this.#send([...messages, message('status', { status: statusJson(status) })].join(''));
    });
    ending.signal.addEventListener('abort', unsubscribe, { once: true });
    void this.#beat(clock, ending.signal);
  }

  async #beat(clock: Clock, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const isTime = await clock.sleep(heartbeatMs, signal).then(
        () => true,
        () => false,
      );
      if (isTime) this.#send(heartbeat);
    }
  }

  #send(text: string): void {
    const chunk = encoder.encode(text);
    for (const client of this.#clients) {
      const { controller, drop } = client;
      // Whoever has read what came before may get a long message, such as all that a first cycle has made.
      if ((controller.desiredSize ?? 0) > 0) controller.enqueue(chunk);
      else {
        this.#leave(client);
        drop();
      }
    }
  }

  #leave(client: Client): void {
    this.#clients.delete(client);
    if (this.#clients.size === 0) this.#end();
  }

  #end(): void {
    this.#ending?.abort();
    this.#ending = undefined;
  }
}

function message(event: string, data: object, id?: number): string {
  return `${id === undefined ? '' : `id: ${id}\n`}event: ${event}\ndata: ${visible(JSON.stringify(data))}\n\n`;
}
