import type { Clock } from '../../../src/core/clock.ts';

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** A time of day that may be set, and beside it time as it really goes by; both stand still until they are moved. */
export class TwoClocks implements Clock {
  #wall = Date.UTC(2026, 0, 1);
  #ticks = 0;
  #sleepers: Sleeper[] = [];
  readonly monotonic = (): number => this.#ticks;

  now(): number {
    return this.#wall;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.reject(signal.reason as Error);
    return new Promise((resolve, reject) => {
      const stop = (): void => {
        this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
        reject(signal?.reason as Error);
      };
      const wake = (): void => {
        signal?.removeEventListener('abort', stop);
        resolve();
      };
      const sleeper = { due: this.#ticks + ms, wake };
      this.#sleepers.push(sleeper);
      signal?.addEventListener('abort', stop, { once: true });
    });
  }

  /** How many wait for their time. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  /** Lets time go by. */
  advance(ms: number): void {
    this.#wall += ms;
    this.#ticks += ms;
    const due = this.#sleepers.filter((sleeper) => sleeper.due <= this.#ticks);
    this.#sleepers = this.#sleepers.filter((sleeper) => sleeper.due > this.#ticks);
    for (const { wake } of due) wake();
  }

  /** Sets the time of day. */
  jump(ms: number): void {
    this.#wall += ms;
  }
}
