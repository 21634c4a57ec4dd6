import type { News } from '../../aws/memory/sweep.ts';

/** What was seen beside the cycles is taken up this soon, where nothing was for a while. */
const soonMs = 1_000;
/** Cycles that the sweep sets off keep the daemon busy for a tenth of the time, and take a tenth of the budget. */
const newsShare = 0.1;
/** Lists take half of the budget at most, or else nothing would be left for the sweep. */
const listShare = 0.5;

/** How often a place is looked at whose looks are remembered: every one reads the lists, and they count too. */
export class Pace {
  #beganAt = Number.NEGATIVE_INFINITY;
  #tookMs = 0;
  #listsMs = 0;

  begins(now: number): void {
    this.#beganAt = now;
  }

  /** `listsMs`: how long the budget takes to make up for the lists. */
  ended(now: number, listsMs: number): void {
    this.#tookMs = now - this.#beganAt;
    this.#listsMs = listsMs;
  }

  /** When to look at what the sweep has seen. */
  newsAfterMs(news: News, now: number): number {
    if (news === 'awaited') return 0;
    const apartMs = Math.max(this.#tookMs, this.#listsMs) / newsShare;
    return Math.max(soonMs, this.#beganAt + apartMs - now);
  }

  /** From one look to the next where nothing happens. */
  intervalMs(wantedMs: number): number {
    return Math.max(wantedMs, this.#listsMs / listShare);
  }
}
