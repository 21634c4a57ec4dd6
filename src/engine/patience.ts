import type { Clock } from '../core/clock.ts';
import { asEvenkeelError, type EvenkeelError } from '../core/errors.ts';

export interface Patience {
  readonly clock: Clock;
  readonly patienceMs: number;
  readonly signal?: AbortSignal | undefined;
  readonly onWait: (error: EvenkeelError) => void;
}

const firstPauseMs = 1_000;
const longestPauseMs = 10_000;

/** What AWS says will pass by itself: something else is still using it, or has not arrived everywhere yet. */
const passing = new Set(['in-use', 'not-ready', 'throttled']);

/** Tries again while AWS says that it will be possible soon. */
export async function withPatience(work: () => Promise<void>, patience: Patience): Promise<void> {
  const { clock, patienceMs, signal, onWait } = patience;
  const deadline = clock.now() + patienceMs;
  for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
    try {
      return await work();
    } catch (thrown) {
      const error = asEvenkeelError(thrown);
      const worthwhile = error.retry === 'soon' && passing.has(error.code);
      if (!worthwhile || signal?.aborted || clock.now() + pause > deadline) throw error;
      onWait(error);
      await clock.sleep(pause, signal).catch(() => undefined);
      if (signal?.aborted) throw error;
    }
  }
}
