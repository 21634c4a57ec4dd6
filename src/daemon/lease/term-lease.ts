import type { Clock } from '../../core/clock.ts';
import { asEvenkeelError, formatError } from '../../core/errors.ts';
import type { Lease, LeaseChange } from './lease.ts';
import type { Entry, LeaseRecord, Tenant } from './record.ts';

export interface TermLeaseOptions {
  readonly clock: Clock;
  /** A monotonic clock; `clock` is the time of day, which may jump. */
  readonly monotonic: () => number;
  readonly record: LeaseRecord;
  /** Who asks: an id that nobody ever had, and a name for people. */
  readonly tenant: Pick<Tenant, 'id' | 'name'>;
}

/** Nothing heard of the holder for so long: another may take over. */
const TERM_MS = 15_000;
/** The holder itself gives up earlier, so that a write on its way ends before another begins. */
const HELD_MS = 12_000;
const RENEW_MS = 5_000;
/** How often a daemon on standby looks, and how soon a failure is tried again. */
const LOOK_MS = 2_000;
/** As long as leaving may take over the last word. */
const FAREWELL_MS = 2_000;

interface Moment {
  readonly wall: number;
  readonly ticks: number;
}

/**
 * A lease that lasts a term from its last renewal. No other machine's clock is trusted: the holder counts from before it sent
 * a renewal, whoever waits from after it saw the latest one, each on a clock of its own.
 */
export class TermLease implements Lease {
  readonly #options: TermLeaseOptions;
  readonly #stopping = new AbortController();
  readonly #listeners = new Set<(change: LeaseChange) => void>();
  #running: Promise<void> = Promise.resolve();
  /** Ours as it was last written, and when the writing of it began. */
  #own: { readonly entry: Entry; readonly renewed: Moment } | undefined;
  /** The last that was written or tried to be. */
  #sent: { readonly count: number; readonly at: Moment } | undefined;
  /** Another's as it was last read, and when it was first seen like this. */
  #seen: { readonly entry: Entry; readonly since: number } | undefined;
  /** Until when another may think that it holds the lease, even where the record is gone by now. */
  #othersUntil = Number.NEGATIVE_INFINITY;
  #trouble: string | undefined;
  #announced: LeaseChange | undefined;

  constructor(options: TermLeaseOptions) {
    this.#options = options;
  }

  held(): boolean {
    if (this.#own === undefined || this.#stopping.signal.aborted) return false;
    return this.#elapsed(this.#own.renewed) < HELD_MS;
  }

  async start(): Promise<void> {
    const pause = await this.#turn();
    this.#running = this.#goOn(pause);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#within(this.#running);
    const own = this.#own?.entry;
    this.#own = undefined;
    this.#seen = undefined;
    if (own !== undefined) await this.#within(this.#options.record.write({ ...own.tenant, released: true }, own));
    this.#trouble = `the lease ${this.#options.record.where} was released`;
    this.#announce();
  }

  onChange(listener: (change: LeaseChange) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async #goOn(first: number): Promise<void> {
    const { signal } = this.#stopping;
    for (let pause = first; ; pause = await this.#turn()) {
      await this.#options.clock.sleep(pause, signal).catch(() => undefined);
      if (signal.aborted) return;
    }
  }

  /** Gives how long to wait until the next one. */
  async #turn(): Promise<number> {
    try {
      const pause = await this.#advance();
      this.#trouble = undefined;
      return pause;
    } catch (thrown) {
      this.#trouble = formatError(asEvenkeelError(thrown));
      // What was seen may be gone by now, and can't be looked at: to try and take it is the only way to find out.
      this.#seen = undefined;
      return LOOK_MS;
    } finally {
      this.#announce();
    }
  }

  async #advance(): Promise<number> {
    if (this.#own !== undefined) return (await this.#write(this.#own.entry)) ?? this.#look();
    if (this.#seen === undefined && this.#untilFree() <= 0) return (await this.#write(undefined)) ?? this.#look();
    return this.#look();
  }

  async #look(): Promise<number> {
    const entry = await this.#options.record.read();
    if (entry === undefined) return this.#takeOnceFree(undefined);
    const { tenant } = entry;
    if (tenant.id === this.#options.tenant.id) {
      // Ours, though the answer that would have told so was lost: it counts from when that was sent.
      if (tenant.count !== this.#sent?.count) return (await this.#write(entry)) ?? LOOK_MS;
      this.#own = { entry, renewed: this.#sent.at };
      return RENEW_MS;
    }
    this.#own = undefined;
    const now = this.#options.monotonic();
    if (this.#seen?.entry.version !== entry.version) this.#seen = { entry, since: now };
    this.#othersUntil = tenant.released ? now : this.#seen.since + tenant.termMs;
    return this.#takeOnceFree(entry);
  }

  async #takeOnceFree(seen: Entry | undefined): Promise<number> {
    const left = this.#untilFree();
    if (left > 0) return Math.min(left, LOOK_MS);
    return (await this.#write(seen)) ?? LOOK_MS;
  }

  #untilFree(): number {
    return this.#othersUntil - this.#options.monotonic();
  }

  /** Takes or renews it; undefined where somebody else was quicker. */
  async #write(seen: Entry | undefined): Promise<number | undefined> {
    const { record, tenant } = this.#options;
    const renewed = this.#now();
    // Never the same twice: what stands there must tell which of two attempts it came from.
    const count = Math.max(seen?.tenant.count ?? 0, this.#sent?.count ?? 0) + 1;
    this.#sent = { count, at: renewed };
    const entry = await record.write({ ...tenant, count, termMs: TERM_MS, released: false }, seen);
    if (entry === undefined) return undefined;
    this.#own = { entry, renewed };
    this.#seen = undefined;
    return RENEW_MS;
  }

  #now(): Moment {
    return { wall: this.#options.clock.now(), ticks: this.#options.monotonic() };
  }

  /** A suspended machine stops the monotonic clock, and setting the time moves the other: either may be wrong. */
  #elapsed(since: Moment): number {
    const now = this.#now();
    return Math.max(now.wall - since.wall, now.ticks - since.ticks);
  }

  #announce(): void {
    const change = this.#change();
    if (change.held === this.#announced?.held && change.message === this.#announced.message) return;
    this.#announced = change;
    for (const listener of this.#listeners) listener(change);
  }

  #change(): LeaseChange {
    const { where } = this.#options.record;
    if (this.held()) return { held: true, message: `holds the lease ${where}` };
    const { tenant } = this.#seen?.entry ?? {};
    const why =
      this.#trouble ??
      (tenant === undefined ? `the lease ${where} is not held` : `${tenant.name} holds the lease ${where}`);
    return { held: false, message: `on standby: ${why}` };
  }

  /** Shutting down does not wait for an answer that may never come. */
  async #within(work: Promise<unknown>): Promise<void> {
    const done = new AbortController();
    const late = this.#options.clock.sleep(FAREWELL_MS, done.signal).catch(() => undefined);
    await Promise.race([work.catch(() => undefined), late]);
    done.abort();
  }
}
