import { systemClock, type Clock } from '../../src/core/clock.ts';

/** The simulator's time: it goes by as it does for us, except while an account is prepared, when waits are skipped. */
export class BenchClock implements Clock {
  #skipped = 0;

  now(): number {
    return systemClock.now() + this.#skipped;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return systemClock.sleep(ms, signal);
  }

  /** The same time for whoever prepares the account. */
  readonly hasty: Clock = {
    now: () => this.now(),
    sleep: (ms) => {
      this.#skipped += ms;
      return Promise.resolve();
    },
  };
}
