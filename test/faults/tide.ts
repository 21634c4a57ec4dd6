import type { Clock } from '../../src/core/clock.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

const STEP_MS = 100;
/** Turns of the event loop in which an account in the same process has answered. */
const TURNS = 4;

/** The same time as another clock's; who sleeps by it sleeps until it is let pass. */
export class Tide implements Clock {
  readonly #clock: Clock;
  #sleepers: Sleeper[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const end = (): void => reject(signal!.reason as Error);
      const wake = (): void => {
        signal?.removeEventListener('abort', end);
        resolve();
      };
      this.#sleepers.push({ due: this.now() + ms, wake });
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** Lets time go by, and whoever sleeps do what they do meanwhile. */
  async pass(ms: number): Promise<void> {
    for (const until = this.now() + ms; this.now() < until;) {
      await this.#clock.sleep(Math.min(STEP_MS, until - this.now()));
      const due = this.#sleepers.filter((one) => one.due <= this.now());
      this.#sleepers = this.#sleepers.filter((one) => one.due > this.now());
      for (const { wake } of due) wake();
      for (let turn = 0; due.length > 0 && turn < TURNS; turn += 1)
        await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
