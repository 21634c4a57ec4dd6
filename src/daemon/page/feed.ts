import type { Graph } from '../http/graph.ts';
import type { DaemonEvent, Finding } from '../status.ts';
import { ask, Refused, type Row, type StatusJson, type Told } from './api.ts';

/** All that the page knows at one moment. A new one takes its place; none is ever changed. */
export interface Known {
  readonly link: Link;
  readonly status?: StatusJson;
  readonly findings: readonly Finding[];
  readonly events: readonly DaemonEvent[];
  readonly rows: readonly Row[];
  readonly graph: Graph;
}

/** Whether what is shown is what stands. */
interface Link {
  readonly state: 'connecting' | 'live' | 'offline';
  readonly since: number;
  readonly reason?: string;
}

/** As many as the daemon keeps. */
const mostEvents = 1_000;
const firstWaitMs = 1_000;
const longestWaitMs = 30_000;

/** Follows the daemon: told of each change by the stream, and asking for the rest once a cycle has ended. */
export class Feed {
  #known: Known = {
    link: { state: 'connecting', since: Date.now() },
    findings: [],
    events: [],
    rows: [],
    graph: { nodes: [], edges: [] },
  };
  readonly #tell: (known: Known) => void;
  #stream: EventSource | undefined;
  #waitMs = firstWaitMs;
  #timer: number | undefined;
  /** What the rows and the graph were read for. */
  #shown = '';
  #isReading = false;

  constructor(tell: (known: Known) => void) {
    this.#tell = tell;
    this.#open();
  }

  close(): void {
    window.clearTimeout(this.#timer);
    this.#stream?.close();
  }

  #open(): void {
    const stream = new EventSource('api/v1/stream');
    this.#stream = stream;
    const on = (name: string, take: (data: string) => void): void =>
      stream.addEventListener(name, ({ data }: MessageEvent<string>) => take(data));
    on('snapshot', (data) => {
      this.#waitMs = firstWaitMs;
      this.#shown = '';
      this.#take(JSON.parse(data) as Told, { link: { state: 'live', since: Date.now() } });
      void this.#readEvents();
    });
    on('status', (data) => this.#take(JSON.parse(data) as Told));
    on('event', (data) => this.#addEvents([JSON.parse(data) as DaemonEvent]));
    stream.addEventListener('error', () => this.#lost(stream));
  }

  /** A browser connects again by itself, unless it was refused. */
  #lost(stream: EventSource): void {
    this.#offline('the daemon does not answer');
    if (stream.readyState !== EventSource.CLOSED) return;
    void ask('status').catch((error: unknown) => {
      if (error instanceof Refused) this.#offline(error.message);
    });
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#open(), this.#waitMs);
    this.#waitMs = Math.min(2 * this.#waitMs, longestWaitMs);
  }

  #offline(reason: string): void {
    const { link } = this.#known;
    this.#set({ link: { state: 'offline', since: link.state === 'offline' ? link.since : Date.now(), reason } });
  }

  #take({ status, findings }: Told, more: Partial<Known> = {}): void {
    const isAnother = this.#known.status !== undefined && this.#known.status.startedAt !== status.startedAt;
    this.#set({ status, findings, ...(isAnother ? { events: [] } : {}), ...more });
    void this.#readAgain();
  }

  /** Rows and graph come from the last cycle: they are the same until another one has ended. */
  async #readAgain(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let due = this.#due(); due !== this.#shown; due = this.#due()) {
        const [{ resources: rows }, { nodes, edges }] = await Promise.all([
          ask<{ resources: readonly Row[] }>('resources'),
          ask<Graph>('graph'),
        ]);
        this.#shown = due;
        this.#set({ rows, graph: { nodes, edges } });
      }
    } catch {
      this.#stream?.close();
      if (this.#stream !== undefined) this.#lost(this.#stream);
    } finally {
      this.#isReading = false;
    }
  }

  #due(): string {
    const { status } = this.#known;
    return `${status?.startedAt} ${status?.places.map(({ name, cycle }) => `${name} ${cycle?.number}`).join()}`;
  }

  async #readEvents(): Promise<void> {
    const after = this.#known.events.at(-1)?.sequence ?? 0;
    const answer = await ask<{ events: readonly DaemonEvent[] }>(`events?after=${after}`).catch(() => undefined);
    if (answer !== undefined) this.#addEvents(answer.events);
  }

  /** Some may come twice, by the stream and by asking. */
  #addEvents(events: readonly DaemonEvent[]): void {
    const bySequence = new Map([...this.#known.events, ...events].map((event) => [event.sequence, event]));
    const inOrder = [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
    this.#set({ events: inOrder.slice(-mostEvents) });
  }

  #set(change: Partial<Known>): void {
    this.#known = { ...this.#known, ...change };
    this.#tell(this.#known);
  }
}
