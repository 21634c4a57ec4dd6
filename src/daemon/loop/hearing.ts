import { EventQueue } from '../../aws/events/queue.ts';
import type { EventSource } from '../../aws/events/source.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Place } from '../../config/places.ts';
import { Hints, type Seen, type Sorted } from './hints.ts';
import { listen, type ListeningOptions } from './listening.ts';
import type { OwnRequests } from './own-requests.ts';

export interface HearingOptions extends Omit<ListeningOptions, 'source' | 'place' | 'onHints'> {
  readonly place: Place;
  readonly own: OwnRequests;
  /** An event names something that this place is about: a cycle is wanted after a while. */
  readonly onNews: (afterMs: number) => void;
}

/** What events lead to keeps it busy for a tenth of the time at most, and rests a moment in any case. */
const BUSY_SHARE = 9;
const LEAST_REST_MS = 1_000;

/** Hears what happens in AWS, and has a place looked at where that concerns it. */
export class Hearing {
  readonly #options: HearingOptions;
  readonly #hints: Hints;
  #isListening = false;
  #seen: Seen | undefined;
  #restsUntil = 0;

  constructor(options: HearingOptions) {
    this.#options = options;
    this.#hints = new Hints(options.place.region, options.own);
  }

  /** Begins to listen, for as long as the daemon lives. */
  listen(aws: Aws): void {
    if (this.#isListening) return;
    this.#isListening = true;
    for (const source of this.#sources(aws)) {
      const onHints: ListeningOptions['onHints'] = (hints) => this.#heard(hints);
      void listen({ ...this.#options, place: this.#options.place.name, source, onHints });
    }
  }

  /** What the cycle that begins now has to look at. */
  take(): readonly string[] {
    return this.#hints.take();
  }

  /** That a cycle has looked where it was asked to, and how long that took. */
  looked(seen: Seen, taken: readonly string[], tookMs: number): void {
    this.#seen = seen;
    if (taken.length === 0) return;
    this.#restsUntil = this.#options.steady.now() + Math.max(LEAST_REST_MS, BUSY_SHARE * tookMs);
    this.#askForCycle();
  }

  #sources({ sqs }: Aws): EventSource[] {
    const { events } = this.#options.place;
    return events === undefined ? [] : [new EventQueue(sqs, events)];
  }

  #heard(hints: Parameters<Hints['sort']>[0]): Sorted {
    const sorted = this.#hints.sort(hints, this.#seen);
    this.#askForCycle();
    return sorted;
  }

  #askForCycle(): void {
    const { onNews, steady } = this.#options;
    if (this.#hints.areWaiting) onNews(Math.max(0, this.#restsUntil - steady.now()));
  }
}
