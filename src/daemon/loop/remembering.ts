import { awsRequestLimits } from '../../aws/request-limits.ts';
import { ReadBudget } from '../../aws/memory/read-budget.ts';
import { ReadMemory } from '../../aws/memory/read-memory.ts';
import type { ReadReason } from '../../aws/memory/reasons.ts';
import { RememberedLook } from '../../aws/memory/remembered-look.ts';
import { sweep, type News } from '../../aws/memory/sweep.ts';
import type { Aws } from '../../aws/ports.ts';
import type { Clock } from '../../core/clock.ts';
import { concernedBy } from '../../engine/concerned.ts';
import type { Cycle } from '../../engine/cycle.ts';
import type { Reading } from '../status.ts';

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

  constructor(options: RememberingOptions) {
    const { aws, share, clock, intervalMs, life, onNews } = options;
    this.#options = options;
    this.#memory = new ReadMemory(clock);
    this.#budget = new ReadBudget(awsRequestLimits, share, clock);
    const sweeping = { aws, memory: this.#memory, budget: this.#budget, clock, restMs: intervalMs, life, onNews };
    void sweep({ ...sweeping, service: 'elbv2' });
  }

  /** What was read so far, and how old what is remembered is, by the time of day. */
  reading(now: number): Reading {
    const at = [...this.#memory.readAt().values()];
    const reads = Object.fromEntries(this.#memory.reads());
    const unread = at.filter((one) => !Number.isFinite(one)).length;
    const { sweptMs: sweepMs } = this.#memory;
    const known = { reads, unread, ...(sweepMs === undefined ? {} : { sweepMs }) };
    if (at.length === 0 || unread > 0) return known;
    return {
      ...known,
      eldestAt: now - (this.#options.clock.now() - at.reduce((one, other) => Math.min(one, other))),
    };
  }

  /** When each load balancer and target group was last read whole, by the time of day; undefined, where it was not yet. */
  readAt(now: number): ReadonlyMap<string, number | undefined> {
    const ahead = now - this.#options.clock.now();
    const times = [...this.#memory.readAt()];
    return new Map(times.map(([subject, at]) => [subject, Number.isFinite(at) ? at + ahead : undefined]));
  }

  /** Looks and judges until nothing that is to be written, nor what that relies on, is told from memory. */
  async look<Seen extends Cycle>(attention: Attention, judge: (aws: Aws) => Promise<Seen>): Promise<Looked<Seen>> {
    const { aws, clock } = this.#options;
    const memory = this.#memory;
    const look = new RememberedLook({
      aws,
      memory,
      budget: this.#budget,
      now: clock.now(),
      attention,
    });
    for (;;) {
      const seen = await judge(look.aws);
      if (look.verify(concernedBy(seen))) continue;
      if (seen.snapshot.unreadable.every(({ notYet }) => notYet)) look.end();
      const waits = [...look.lists].map(([service, count]) => this.#budget.waitMs(service, count));
      return { seen, listsMs: Math.max(0, ...waits) };
    }
  }
}
