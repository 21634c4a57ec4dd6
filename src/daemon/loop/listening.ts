import type { Batch, EventSource } from '../../aws/events/source.ts';
import type { Clock } from '../../core/clock.ts';
import { asEvenkeelError, formatError } from '../../core/errors.ts';
import type { Log } from '../log.ts';
import type { SourceStatus } from '../status.ts';
import { backoff, type Random } from './backoff.ts';
import type { Sorted } from './hints.ts';

export interface ListeningOptions {
  readonly source: EventSource;
  readonly place: string;
  /** The time of day, for what is reported. */
  readonly clock: Clock;
  readonly steady: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly life: AbortSignal;
  /** Whoever writes listens: a queue hands each message to one. */
  readonly mayListen: () => boolean;
  readonly onHints: (hints: Batch['hints']) => Sorted;
  readonly onChange: (status: SourceStatus) => void;
}

/** AWS may report a call before it answers it: so long it takes until our own are known. */
const SETTLE_MS = 250;
/** How often it is asked whether this daemon may listen. */
const STANDBY_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** Takes what one source yields, for as long as the daemon lives. What goes wrong is reported once, and tried again. */
export async function listen(options: ListeningOptions): Promise<void> {
  const { source, steady, random, life, mayListen } = options;
  let status: SourceStatus = { source: source.name, received: 0, ours: 0, ignored: 0, poison: 0 };
  let failures = 0;
  const reported = new Set<string>();
  const rest = (ms: number): Promise<unknown> => steady.sleep(ms, life).catch(() => undefined);
  const change = (next: SourceStatus): void => options.onChange((status = next));
  change(status);
  while (!life.aborted) {
    if (!mayListen()) {
      await rest(STANDBY_MS);
      continue;
    }
    try {
      const batch = await source.next();
      failures = 0;
      await hear(batch);
      await batch.done();
    } catch (thrown) {
      if (life.aborted) return;
      failures += 1;
      failed(thrown);
      await rest(Math.max(STANDBY_MS, Math.min(backoff(failures, random), LONGEST_PAUSE_MS)));
    }
  }

  async function hear({ hints, ignored, poison }: Batch): Promise<void> {
    recovered();
    if (hints.length + ignored.length + poison.length === 0) return;
    if (hints.length > 0) await rest(SETTLE_MS);
    const sorted = options.onHints(hints);
    for (const why of poison) reportOnce(why);
    const at = hints.map((hint) => hint.at);
    change({
      ...status,
      received: status.received + hints.length + ignored.length + poison.length,
      ours: status.ours + sorted.ours,
      ignored: status.ignored + sorted.ignored + ignored.length,
      poison: status.poison + poison.length,
      ...(at.length === 0 ? {} : { lastAt: Math.max(status.lastAt ?? 0, ...at) }),
    });
  }

  function reportOnce(why: string): void {
    if (reported.has(why)) return;
    reported.add(why);
    options.log.warn({ place: options.place, source: source.name, what: why }, 'event not understood');
  }

  function failed(thrown: unknown): void {
    const error = asEvenkeelError(thrown);
    const message = formatError(error);
    const { clock, log, place } = options;
    const fields = { place, source: source.name, error: message, code: error.code };
    if (status.failure?.code === error.code) log.debug(fields, 'events not received again');
    else log.warn(fields, 'events not received');
    const since = status.failure?.since ?? clock.now();
    change({ ...status, failure: { message, code: error.code, since } });
  }

  function recovered(): void {
    const { failure, ...counts } = status;
    if (failure === undefined) return;
    options.log.info({ place: options.place, source: source.name }, 'events received again');
    change(counts);
  }
}
