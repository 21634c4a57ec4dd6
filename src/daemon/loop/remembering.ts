import { awsRequestLimits } from '../../aws/request-limits.ts';
import { rememberedServices } from '../../aws/memory/deep-reads.ts';
import { ReadBudget } from '../../aws/memory/read-budget.ts';
import type { Listed } from '../../aws/memory/listed.ts';
import { ReadMemory } from '../../aws/memory/read-memory.ts';
import type { ReadReason } from '../../aws/memory/reasons.ts';
import { RememberedLook } from '../../aws/memory/remembered-look.ts';
import { sweep, type News } from '../../aws/memory/sweep.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Clock } from '../../core/clock.ts';
import { concernedBy } from '../../engine/concerned.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { CycleResult } from '../status.ts';

export interface RememberingOptions {
  readonly aws: Aws;
  /** The part of AWS's documented read rates that looking around may use, from 0 to 1. */
  readonly share: number;
  readonly clock: Clock;
  readonly intervalMs: number;
  readonly life: AbortSignal;
  /** The sweep saw something else than was remembered. */
  readonly onNews: (kind: News) => void;
}

/** What is read in depth, by name or ARN, and what for. */
type Attention = ReadonlyMap<string, ReadReason>;

type Known = Required<Pick<CycleResult, 'reading' | 'readAt'>>;

interface Looked<Seen> {
  readonly seen: Seen;
  /** How long the budget takes to make up for the lists that were read. */
  readonly listsMs: number;
}

/** Looks of one place that read what matters, and remember the rest. */
export class Remembering {
  readonly #memory: ReadMemory;
  readonly #options: RememberingOptions;
  readonly #budget: ReadBudget;
  /** The lists of the last look that judged; absent before the first. */
  #listed: readonly Listed[] | undefined;

  constructor(options: RememberingOptions) {
    const { aws, share, clock, intervalMs, life, onNews } = options;
    this.#options = options;
    this.#memory = new ReadMemory(clock);
    this.#budget = new ReadBudget(awsRequestLimits, share, clock);
    const sweeping = { aws, memory: this.#memory, budget: this.#budget, clock, restMs: intervalMs, life, onNews };
    for (const service of rememberedServices) void sweep({ ...sweeping, service });
  }

  /** What was read so far, and when, by the time of day. */
  known(now: number): Known {
    const ahead = now - this.#options.clock.now();
    const times = [...this.#memory.readAt()].map(
      ([subject, at]) => [subject, Number.isFinite(at) ? at + ahead : undefined] as const,
    );
    const at = times.flatMap(([, one]) => one ?? []);
    const unread = times.length - at.length;
    const { sweptMs: sweepMs } = this.#memory;
    const isWhole = at.length > 0 && unread === 0;
    return {
      readAt: new Map(times),
      reading: {
        reads: Object.fromEntries(this.#memory.reads()),
        unread,
        ...(sweepMs === undefined ? {} : { sweepMs }),
        ...(isWhole ? { eldestAt: at.reduce((one, other) => Math.min(one, other)) } : {}),
      },
    };
  }

  /**
   * Looks and judges until nothing that is to be written, nor what that relies on, comes from memory. What `stands` as long as AWS's lists
   * are as they were is not judged again then.
   */
  async look<Seen extends Cycle>(
    attention: Attention,
    judge: (aws: Aws) => Promise<Seen>,
    stands?: Seen,
  ): Promise<Looked<Seen>> {
    const { aws, clock } = this.#options;
    const memory = this.#memory;
    const look = new RememberedLook({
      aws,
      memory,
      budget: this.#budget,
      now: clock.now(),
      attention,
    });
    if (stands !== undefined && this.#listed !== undefined && (await look.hasSameLists(this.#listed)))
      return { seen: stands, listsMs: this.#waitMs(look) };
    for (;;) {
      const seen = await judge(look.aws);
      if (look.verify(concernedBy(seen))) continue;
      if (seen.snapshot.unreadable.every(({ notYet }) => notYet)) look.end();
      this.#listed = look.listed;
      return { seen, listsMs: this.#waitMs(look) };
    }
  }

  #waitMs({ lists }: RememberedLook): number {
    return Math.max(0, ...[...lists].map(([service, count]) => this.#budget.waitMs(service, count)));
  }
}
