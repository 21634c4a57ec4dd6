import type { News } from '../../aws/memory/sweep.ts';

/** What was seen beside the cycles is taken up this soon, where nothing was for a while. */
const soonMs = 1_000;
/** Cycles that the sweep sets off keep the daemon busy for so much of the time: more of it where AWS differs from what is remembered. */
const busyShare = { first: 0.02, changed: 0.1 };
/** And their lists take so much of the budget. */
const newsShare = 0.1;
/** Lists take half of the budget at most, or else nothing would be left for the sweep. */
const listShare = 0.5;

/** How often a place is looked at whose looks are remembered: every one reads the lists, and they count too. */
export class Pace {
  #beganAt = Number.NEGATIVE_INFINITY;
  #tookMs = 0;
  #listsMs = 0;
  /** When a cycle is to see what the sweep has seen; what begins before that may leave it. */
  #newsDue = Infinity;

  /** A cycle looks at all that is known by now. */
  begins(now: number): void {
    this.#beganAt = now;
    this.#newsDue = Infinity;
  }

  ended(now: number): void {
    this.#tookMs = now - this.#beganAt;
  }

  /** `listsMs`: how long the budget takes to make up for the lists. */
  listed(listsMs: number): void {
    this.#listsMs = listsMs;
  }

  /** When to look at what the sweep has seen. */
  newsAfterMs(news: News, now: number): number {
    const afterMs = news === 'awaited' ? 0 : Math.max(soonMs, this.#beganAt + this.#apartMs(news) - now);
    this.#newsDue = Math.min(this.#newsDue, now + afterMs);
    return afterMs;
  }

  /** How long what the sweep has seen may still wait; without end, where that is nothing. */
  newsWaitMs(now: number): number {
    return this.#newsDue - now;
  }

  /** From one look to the next where nothing happens. */
  intervalMs(wantedMs: number): number {
    return Math.max(wantedMs, this.#listsMs / listShare);
  }

  #apartMs(news: keyof typeof busyShare): number {
    return Math.max(this.#tookMs / busyShare[news], this.#listsMs / newsShare);
  }
}
