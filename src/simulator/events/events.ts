import { eventSourceOf, type MadeCall, recordOf } from '../cloudtrail/record.ts';
import { randomUuid, seededRandom, seedFor } from '../random.ts';
import { addQueue } from '../sqs/queues.ts';
import { put } from '../sqs/send.ts';
import type { World } from '../world.ts';
import type { Emitted } from './emitted.ts';
import type { EventOptions } from './event-options.ts';

/** As many calls as an account's history keeps here; AWS keeps all of ninety days. */
const MOST_CALLS = 10_000;

/** How many events there were, and what became of them. */
interface Tally {
  emitted: number;
  delivered: number;
  lost: number;
}

/** Brings what happens to the queue of who listens, in EventBridge's envelope. */
export class Events {
  readonly #seed: number;
  readonly #standard: EventOptions;
  /** Draws of its own for each world, so that listening changes nothing else. */
  readonly #draws = new Map<string, () => number>();
  #options: EventOptions;
  #tally: Tally = { emitted: 0, delivered: 0, lost: 0 };

  constructor(seed: number, options: EventOptions = {}) {
    this.#seed = seed;
    this.#standard = options;
    this.#options = options;
  }

  /** These in place of all others. */
  set(options: EventOptions): void {
    this.#options = options;
  }

  /** Back to how it was started. */
  clear(): void {
    this.#options = this.#standard;
    this.#draws.clear();
    this.#tally = { emitted: 0, delivered: 0, lost: 0 };
  }

  report(): EventOptions & Tally {
    return { ...this.#options, ...this.#tally };
  }

  /** Makes the queue that is to get the events, where there is none of its name. */
  prepare(world: World): void {
    if (this.#options.queue !== undefined) addQueue(world, this.#options.queue);
  }

  /** Writes a call down in the account's history, and emits it. */
  record(world: World, call: MadeCall): void {
    const now = world.clock.now();
    const { trailDelayMs = 0 } = this.#options;
    const event = { ...recordOf(call, now, this.#drawsFor(world)), availableAt: now + trailDelayMs };
    const { events } = world.cloudTrail;
    events.push(event);
    if (events.length > MOST_CALLS * 2) events.splice(0, MOST_CALLS);
    this.emit(world, now, () => ({
      source: eventSourceOf(event),
      detailType: 'AWS API Call via CloudTrail',
      resources: [],
      detail: event.record,
    }));
  }

  /** Numbers for what is written of a world, drawn apart from the world's own. */
  #drawsFor({ account, region }: World): () => number {
    const name = `events ${account}/${region}`;
    const known = this.#draws.get(name) ?? seededRandom(seedFor(this.#seed, name));
    this.#draws.set(name, known);
    return known;
  }

  /** An event whose queue is not there is lost, as EventBridge loses it. */
  emit(world: World, at: number, make: () => Emitted): void {
    const { queue: name = '', delayMs = 0, spreadMs = 0, duplicates = 0, loss = 0 } = this.#options;
    const queue = world.sqs.queues.get(name);
    if (queue === undefined) return;
    this.#tally.emitted += 1;
    const random = this.#drawsFor(world);
    if (loss > 0 && random() < loss) {
      this.#tally.lost += 1;
      return;
    }
    const body = JSON.stringify(envelope(world, at, make(), randomUuid(random)));
    const times = duplicates > 0 && random() < duplicates ? 2 : 1;
    for (let copy = 0; copy < times; copy += 1) {
      const later = spreadMs > 0 ? Math.floor(random() * spreadMs) : 0;
      put(world, queue, { body, id: randomUuid(random), at: at + delayMs + later });
      this.#tally.delivered += 1;
    }
  }
}

function envelope({ account, region }: World, at: number, emitted: Emitted, id: string): object {
  const { source, detailType, resources, detail } = emitted;
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
  return { version: '0', id, 'detail-type': detailType, source, account, time, region, resources, detail };
}
