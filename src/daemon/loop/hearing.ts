import { EventQueue } from '../../aws/events/queue.ts';
import type { EventSource } from '../../aws/events/source.ts';
import { Trail } from '../../aws/events/trail.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Place } from '../../config/places.ts';
import type { By } from '../../core/author.ts';
import type { LastKnown } from '../../core/last-known.ts';
import type { Wanted } from '../../core/resource.ts';
import { notAsked, notYet, trailFailed } from '../../engine/authors/unknown.ts';
import type { Finding, SourceStatus } from '../status.ts';
import { Authors } from './authors.ts';
import { Hints, type Seen, type Sorted } from './hints.ts';
import { listen, type ListeningOptions } from './listening.ts';
import type { OwnRequests } from './own-requests.ts';

export interface HearingOptions extends Omit<ListeningOptions, 'source' | 'place' | 'onHints'> {
  readonly place: Place;
  readonly own: OwnRequests;
  /** Whether CloudTrail is asked what happened; absent where the authors of changes are not wanted. */
  readonly trail?: boolean | undefined;
  readonly intervalMs: number;
  /** An event names something that this place is about: a cycle is wanted after a while. */
  readonly onNews: (afterMs: number) => void;
}

/** What events lead to keeps it busy for a tenth of the time, save for so much of it at once, and rests a moment in any case. */
const BUSY_SHARE = 0.1;
const BUSY_AT_ONCE_MS = 60_000;
const LEAST_REST_MS = 1_000;

/** Hears what happens in AWS, and has a place looked at where that concerns it. */
export class Hearing {
  readonly #options: HearingOptions;
  readonly #hints: Hints;
  readonly #authors: Authors;
  readonly #sources = new Map<SourceStatus['source'], SourceStatus>();
  #isListening = false;
  #seen: Seen | undefined;
  /** What happened until then, the looks before the last one have seen. */
  #seenBefore: number | undefined;
  #restsUntil = 0;
  /** The time that looks for events took, less what has been made up for. */
  #busyMs = 0;
  #busyAt = 0;

  constructor(options: HearingOptions) {
    this.#options = options;
    this.#hints = new Hints(options.place.region, options.own);
    this.#authors = new Authors(options.place.name, options.own);
  }

  /** Begins to listen, for as long as the daemon lives. */
  listen(aws: Aws): void {
    if (this.#isListening) return;
    this.#isListening = true;
    const onHints: ListeningOptions['onHints'] = (hints) => this.#heard(hints);
    const onChange = (status: SourceStatus): void => {
      this.#sources.set(status.source, status);
      this.#options.onChange(status);
    };
    for (const source of this.#opened(aws))
      void listen({ ...this.#options, place: this.#options.place.name, source, onHints, onChange });
  }

  /** What the cycle that begins now has to look at. */
  take(): readonly string[] {
    return this.#hints.take();
  }

  /** Whether the next cycle has to look somewhere. */
  get areHintsWaiting(): boolean {
    return this.#hints.areWaiting;
  }

  /** That a cycle has looked where it was asked to, and how long that took. */
  looked(seen: Seen, taken: readonly string[], tookMs: number): void {
    this.#seenBefore = this.#seen?.at;
    this.#seen = seen;
    if (taken.length === 0) return;
    const now = this.#options.steady.now();
    this.#busyMs = Math.max(0, this.#busyMs - (now - this.#busyAt) * BUSY_SHARE) + tookMs;
    this.#busyAt = now;
    this.#restsUntil = now + Math.max(LEAST_REST_MS, (this.#busyMs - BUSY_AT_ONCE_MS) / BUSY_SHARE);
    this.#askForCycle();
  }

  /** What is known, with who made AWS differ. */
  named(known: LastKnown, wanted: readonly Wanted[], earlier: readonly Finding[]): LastKnown {
    const whyNot = this.#whyNot();
    if (whyNot === undefined) return known;
    const when = { now: known.at, before: this.#seenBefore ?? Number.NEGATIVE_INFINITY };
    return { ...known, plan: this.#authors.named({ ...known, wanted }, earlier, when, whyNot) };
  }

  /** What was found without a name, and has one now. */
  explained(...about: Parameters<Authors['explained']>): Finding[] {
    return this.#authors.explained(...about);
  }

  #opened({ cloudTrail, sqs }: Aws): EventSource[] {
    const { place, trail, steady, intervalMs, life } = this.#options;
    const rest = (): Promise<unknown> => steady.sleep(Math.max(LEAST_REST_MS, intervalMs), life).catch(() => undefined);
    return [
      ...(place.events === undefined ? [] : [new EventQueue(sqs, place.events)]),
      ...(trail === true ? [new Trail(cloudTrail, rest)] : []),
    ];
  }

  /** Why a name is missing, where one is; nothing, where nobody asked for names. */
  #whyNot(): By | undefined {
    const { place, trail } = this.#options;
    if (place.events === undefined) {
      if (trail === undefined) return undefined;
      if (!trail) return notAsked;
    }
    const { failure } = this.#sources.get('trail') ?? {};
    if (failure === undefined || place.events !== undefined) return notYet;
    return trailFailed(failure);
  }

  #heard(hints: Parameters<Hints['sort']>[0]): Sorted {
    const sorted = this.#hints.sort(hints, this.#seen);
    this.#authors.hear(sorted.fresh);
    this.#askForCycle();
    return sorted;
  }

  #askForCycle(): void {
    const { onNews, steady } = this.#options;
    if (this.#hints.areWaiting) onNews(Math.max(0, this.#restsUntil - steady.now()));
  }
}
