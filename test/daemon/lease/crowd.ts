import { setImmediate } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import type { LeaseChange } from '../../../src/daemon/lease/lease.ts';
import type { LeaseRecord } from '../../../src/daemon/lease/record.ts';
import { TermLease } from '../../../src/daemon/lease/term-lease.ts';
import { TwoClocks } from './two-clocks.ts';

/** One that asks for the lease, with a clock of its own, so that it alone can be paused. */
export class Contender {
  readonly time = new TwoClocks();
  readonly lease: TermLease;
  readonly changes: LeaseChange[] = [];
  #dead = false;

  constructor(name: string, record: (time: TwoClocks) => LeaseRecord) {
    const { time } = this;
    const { monotonic } = time;
    this.lease = new TermLease({ clock: time, monotonic, record: record(time), tenant: { id: name, name } });
    this.lease.onChange((change) => this.changes.push(change));
    onTestFinished(() => this.kill());
  }

  /** No more is heard of it. */
  kill(): void {
    this.#dead = true;
  }

  /** Lets time go by for it, and waits until it has done what it does then. */
  async live(ms: number): Promise<void> {
    if (this.#dead) return;
    this.time.advance(ms);
    while (this.time.sleeping === 0) await setImmediate();
  }
}

const STEP_MS = 500;

/** Lets time go by for all of them alike; `watch` is called after each step. */
export async function pass(ms: number, contenders: readonly Contender[], watch?: () => void): Promise<void> {
  for (let gone = 0; gone < ms; gone += STEP_MS) {
    for (const contender of contenders) await contender.live(STEP_MS);
    watch?.();
  }
}
