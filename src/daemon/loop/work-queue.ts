import type { Clock } from '../../core/clock.ts';
import type { Trigger } from '../status.ts';
import { backoff, type Random } from './backoff.ts';

/** When to do it again, and why. */
export interface Again {
  readonly afterMs: number;
  readonly trigger: Trigger;
}

export type QueueEvent =
  | { readonly kind: 'added' | 'retried'; readonly key: string }
  | { readonly kind: 'started'; readonly key: string; readonly waitedMs: number }
  | { readonly kind: 'ended'; readonly key: string; readonly result: 'success' | 'error'; readonly tookMs: number }
  /** So many are due and wait for a place; those that are due later are not among them. */
  | { readonly kind: 'depth'; readonly depth: number };

export interface WorkQueueOptions {
  /** One that never goes back: see `steadyClock`. */
  readonly clock: Clock;
  readonly random: Random;
  /** Does the work of one key. The signal asks it to wait for nothing more: there is something newer to do, or it is to end. */
  readonly work: (key: string, trigger: Trigger, signal: AbortSignal) => Promise<Again>;
  /** Told of each failure, and when it is tried again. */
  readonly onFailure: (key: string, thrown: unknown, failures: number, afterMs: number) => void;
  readonly onEvent?: ((event: QueueEvent) => void) | undefined;
}

/** Keys at work at once. */
const mostRunning = 8;

/** What comes from a person goes before what comes round by itself. */
const urgency: Readonly<Record<Trigger, number>> = {
  folder: 0,
  request: 0,
  hook: 0,
  signal: 0,
  start: 1,
  event: 1,
  retry: 2,
  interval: 2,
  sweep: 2,
};

interface Item {
  readonly trigger: Trigger;
  readonly due: number;
}

/** Each key is waiting at most once and at work at most once, whatever is added. */
export class WorkQueue {
  readonly #options: WorkQueueOptions;
  readonly #waiting = new Map<string, Item>();
  readonly #running = new Map<string, { readonly controller: AbortController; readonly done: Promise<void> }>();
  readonly #failures = new Map<string, number>();
  #alarm: AbortController | undefined;
  #depth = 0;
  #stopped = false;

  constructor(options: WorkQueueOptions) {
    this.#options = options;
  }

  /** Puts a key in the queue. A new input of a person ends the waiting of the work that is under way. */
  add(key: string, trigger: Trigger, afterMs = 0): void {
    if (this.#stopped) return;
    const now = this.#options.clock.now();
    const coming = { trigger, due: now + afterMs };
    const waiting = this.#waiting.get(key);
    this.#waiting.set(key, waiting === undefined ? coming : merged(waiting, coming));
    this.#emit({ kind: 'added', key });
    if (urgency[trigger] === 0) this.#running.get(key)?.controller.abort();
    this.#pump();
  }

  /** Begins nothing more, asks what is under way to end, and waits for it. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#waiting.clear();
    this.#alarm?.abort();
    const running = [...this.#running.values()];
    for (const { controller } of running) controller.abort();
    await Promise.all(running.map(({ done }) => done));
  }

  #pump(): void {
    const now = this.#options.clock.now();
    const ready = [...this.#waiting]
      .filter(([key, { due }]) => due <= now && !this.#running.has(key))
      .toSorted(([, one], [, other]) => urgency[one.trigger] - urgency[other.trigger] || one.due - other.due);
    const first = ready.slice(0, mostRunning - this.#running.size);
    for (const [key, item] of first) this.#start(key, item);
    this.#emitDepth(ready.length - first.length);
    this.#setAlarm(now);
  }

  /** `now` as it was when the ready ones were chosen: what has come due since then must not fall between the two. */
  #setAlarm(now: number): void {
    this.#alarm?.abort();
    this.#alarm = undefined;
    const { clock } = this.#options;
    const due = [...this.#waiting].filter(([key]) => !this.#running.has(key)).map(([, item]) => item.due);
    // What is due already waits for a place, and is looked at when one comes free.
    const next = Math.min(...due.filter((at) => at > now));
    if (!Number.isFinite(next)) return;
    const alarm = new AbortController();
    this.#alarm = alarm;
    clock.sleep(next - now, alarm.signal).then(
      () => this.#pump(),
      () => undefined,
    );
  }

  #start(key: string, { trigger, due }: Item): void {
    const controller = new AbortController();
    this.#waiting.delete(key);
    const waitedMs = this.#options.clock.now() - due;
    this.#emit({ kind: 'started', key, waitedMs });
    this.#running.set(key, { controller, done: this.#run(key, trigger, controller.signal) });
  }

  async #run(key: string, trigger: Trigger, signal: AbortSignal): Promise<void> {
    const { clock, work } = this.#options;
    const began = clock.now();
    // So that it is listed as running before it can end.
    await Promise.resolve();
    try {
      const again = await work(key, trigger, signal);
      this.#failures.delete(key);
      this.#end(key, 'success', began, again);
    } catch (thrown) {
      this.#end(key, 'error', began, this.#failed(key, thrown));
    }
  }

  #failed(key: string, thrown: unknown): Again {
    const { onFailure, random } = this.#options;
    const failures = (this.#failures.get(key) ?? 0) + 1;
    this.#failures.set(key, failures);
    const afterMs = backoff(failures, random);
    if (!this.#stopped) onFailure(key, thrown, failures, afterMs);
    return { afterMs, trigger: 'retry' };
  }

  #end(key: string, result: 'success' | 'error', began: number, { afterMs, trigger }: Again): void {
    this.#running.delete(key);
    this.#emit({ kind: 'ended', key, result, tookMs: this.#options.clock.now() - began });
    if (this.#stopped) return;
    if (result === 'error') this.#emit({ kind: 'retried', key });
    this.add(key, trigger, afterMs);
  }

  #emitDepth(depth: number): void {
    if (depth === this.#depth) return;
    this.#depth = depth;
    this.#emit({ kind: 'depth', depth });
  }

  #emit(event: QueueEvent): void {
    this.#options.onEvent?.(event);
  }
}

/** The earlier and the more urgent of both. */
function merged(one: Item, other: Item): Item {
  const first = urgency[other.trigger] < urgency[one.trigger] ? other : one;
  return { trigger: first.trigger, due: Math.min(one.due, other.due) };
}
