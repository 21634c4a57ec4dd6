import { attentionTo, type Since } from '../../src/daemon/loop/attention.ts';
import { Remembering } from '../../src/daemon/loop/remembering.ts';
import type { Aws } from '../../src/aws/ports.ts';
import type { Clock } from '../../src/core/clock.ts';
import type { Wanted } from '../../src/core/resource.ts';
import { look, type Cycle, type CycleOptions } from '../../src/engine/cycle.ts';
import { Tide } from './tide.ts';

/** Until a sweep has read everything again that stands in an account of these tests. */
export const SWEEP_MS = 60_000;

/** The looks of a daemon that remembers what it read, and its sweep, which goes on while time is let pass. */
export class RememberedLooks {
  readonly #tide: Tide;
  readonly #remembering: Remembering;
  #since: Since | undefined;

  constructor(aws: Aws, clock: Clock, life: AbortSignal) {
    this.#tide = new Tide(clock);
    const means = { aws, clock: this.#tide, share: 0.3, intervalMs: 30_000, onNews: () => undefined };
    this.#remembering = new Remembering({ ...means, life });
  }

  async look(options: CycleOptions): Promise<Cycle> {
    const attention = attentionTo(options.loaded.wanted, this.#since, []);
    return (await this.#remembering.look(attention, (aws) => look({ ...options, aws }))).seen;
  }

  /** What came of the last look, and so is to be looked at in the next. */
  cameOf(wanted: readonly Wanted[], result: Since['result']): void {
    this.#since = { wanted, result };
  }

  pass(ms: number): Promise<void> {
    return this.#tide.pass(ms);
  }
}
