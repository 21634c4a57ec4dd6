import type { Graph } from '../http/graph/graph.ts';
import type { HistoryEntry } from '../reports/history.ts';
import type { DaemonEvent, Finding } from '../status.ts';
import { MOST_EVENTS } from '../store.ts';
import { ask, type Row, type Snapshot, type StatusJson } from './api.ts';
import { Stream } from './stream.ts';

/** All that the page knows at one moment. A new one takes its place; none is ever changed. */
export interface Known {
  readonly link: Link;
  readonly status?: StatusJson;
  readonly findings: readonly Finding[];
  readonly events: readonly DaemonEvent[];
  readonly entries: readonly HistoryEntry[];
  readonly rows: readonly Row[];
  readonly graph: Graph;
}

/** Whether what is shown is what stands. */
interface Link {
  readonly state: 'connecting' | 'live' | 'lost';
  readonly since: number;
  readonly reason?: string;
}

/** What has to be read again once it is another. */
interface Due {
  readonly cycles: string;
  readonly events: string;
}

/** Follows the daemon: the stream brings each change, and what it does not carry is fetched once a cycle has ended. */
export class Feed {
  #known: Known = {
    link: { state: 'connecting', since: Date.now() },
    findings: [],
    events: [],
    entries: [],
    rows: [],
    graph: { nodes: [], edges: [] },
  };
  readonly #onChange: (known: Known) => void;
  readonly #stream: Stream;
  #lastEvent = 0;
  #read: Due = { cycles: '', events: '' };
  #isReading = false;

  constructor(onChange: (known: Known) => void) {
    this.#onChange = onChange;
    this.#stream = new Stream({
      snapshot: (snapshot) => this.#startWith(snapshot),
      status: (status) => this.#take(status),
      event: (event) => this.#addEvents([event]),
      lost: (reason, heardAt) => this.#lost(reason, heardAt),
    });
  }

  close(): void {
    this.#stream.close();
  }

  #startWith({ status, last }: Snapshot): void {
    const isAnother = this.#known.status !== undefined && this.#known.status.startedAt !== status.startedAt;
    if (isAnother) this.#set({ events: [], entries: [] });
    this.#read = { cycles: '', events: '' };
    this.#lastEvent = last;
    this.#set({ link: { state: 'live', since: Date.now() } });
    this.#take(status);
    void this.#readEvents();
  }

  #lost(reason: string, heardAt: number): void {
    const { link } = this.#known;
    this.#set({ link: { state: 'lost', since: link.state === 'lost' ? link.since : heardAt, reason } });
  }

  #take(status: StatusJson): void {
    this.#set({ status });
    void this.#readAgain();
  }

  /** What a cycle found is the same until another one has ended, and what happened until something more did. */
  async #readAgain(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      for (let due = this.#due(); !isSame(due, this.#read); due = this.#due()) {
        const [cycles, events] = await Promise.all([
          due.cycles === this.#read.cycles ? {} : readCycles(),
          due.events === this.#read.events ? {} : readHistory(),
        ]);
        this.#read = due;
        this.#set({ ...cycles, ...events });
      }
    } catch {
      this.#stream.failed();
    } finally {
      this.#isReading = false;
    }
  }

  #due(): Due {
    const { status } = this.#known;
    return {
      cycles: `${status?.startedAt} ${status?.places.map(({ name, cycle, away }) => `${name} ${cycle?.number} ${away?.since} ${away?.failure}`).join()}`,
      events: `${status?.startedAt} ${this.#lastEvent}`,
    };
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
    this.#lastEvent = Math.max(this.#lastEvent, inOrder.at(-1)?.sequence ?? 0);
    this.#set({ events: inOrder.slice(-MOST_EVENTS) });
  }

  #set(change: Partial<Known>): void {
    this.#known = { ...this.#known, ...change };
    this.#onChange(this.#known);
  }
}

async function readCycles(): Promise<Pick<Known, 'findings' | 'rows' | 'graph'>> {
  const [{ findings }, { resources: rows }, { nodes, edges }] = await Promise.all([
    ask<Pick<Known, 'findings'>>('findings'),
    ask<{ resources: readonly Row[] }>('resources'),
    ask<Graph>('graph'),
  ]);
  return { findings, rows, graph: { nodes, edges } };
}

async function readHistory(): Promise<Pick<Known, 'entries'>> {
  const { entries } = await ask<Pick<Known, 'entries'>>('history');
  return { entries };
}

function isSame(one: Due, other: Due): boolean {
  return one.cycles === other.cycles && one.events === other.events;
}
