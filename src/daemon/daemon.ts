import type { CallRecord } from '../aws/calls.ts';
import type { Place } from '../config/places.ts';
import { steadyClock, systemClock, type Clock } from '../core/clock.ts';
import type { PruneLimit } from '../core/guards/prune-limit.ts';
import type { Page } from './http/app.ts';
import { openMetrics } from './http/metrics/metrics.ts';
import { serve } from './http/server/serve.ts';
import type { Lease } from './lease/lease.ts';
import { ShownLease } from './lease/shown-lease.ts';
import type { Log } from './log.ts';
import type { Random } from './loop/backoff.ts';
import { soleWriter } from './loop/sole-writer.ts';
import { Loop } from './loop/loop.ts';
import { OwnRequests } from './loop/own-requests.ts';
import { openReports, type ReportsOptions } from './reports/reports.ts';
import type { DaemonStatus, Trigger } from './status.ts';
import { Store } from './store.ts';

export { openLease } from './lease/open-lease.ts';
export { openLog, type Log } from './log.ts';
export { readPage } from './page/read-page.ts';

/** What is served to whoever asks. */
export interface ServerOptions {
  /** `127.0.0.1:8080` */
  readonly listen: string;
  readonly token?: string | undefined;
  readonly hookSecret?: string | undefined;
  readonly page: Page;
}

/** What a place's door to AWS is to mind. */
export interface Hooks {
  /** To be asked right before each write. */
  readonly mayWrite: () => boolean;
  readonly onCall: (call: CallRecord) => void;
}

export interface DaemonOptions {
  /** The folder of manifests. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly places: (hooks: Hooks) => Promise<readonly Place[]>;
  readonly owner: string;
  readonly version: string;
  /** Only manifests of this namespace are changed. */
  readonly namespace?: string | undefined;
  readonly intervalMs: number;
  readonly prunes: PruneLimit;
  readonly deregisterShare?: number | undefined;
  /** The part of AWS's read rates that looking around may use; everything is read in every cycle, where absent. */
  readonly readShare?: number | undefined;
  /** The same, from the first call on that is refused for its rate. */
  readonly readShareOnceThrottled?: number | undefined;
  /** Whether CloudTrail is asked what happened; absent where nobody cares who it was. */
  readonly trail?: boolean | undefined;
  readonly log: Log;
  /** Whether the folder's git working tree follows its upstream. */
  readonly gitPull?: boolean | undefined;
  readonly lease?: Lease | undefined;
  readonly server?: ServerOptions | undefined;
  readonly reports?: Omit<ReportsOptions, 'store' | 'clock' | 'warn'> | undefined;
  /** The time of day, for what is told. */
  readonly clock?: Clock | undefined;
  /** For spans: it never goes back. */
  readonly steady?: Clock | undefined;
  readonly random?: Random | undefined;
}

export interface Daemon {
  readonly store: Store;
  /** Where it is served. */
  readonly url?: string;
  /** Asks for a cycle of every place, now. */
  readonly trigger: (reason: Trigger) => void;
  /** Finishes the calls that are on their way, sends no other, and closes what was opened. */
  stop(): Promise<void>;
}

/** Puts the parts together and sets them going. What they know of each other goes through the store. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { clock = systemClock, steady = steadyClock, random = Math.random } = options;
  const { folder: path, intervalMs, log, server, version } = options;
  const metrics = openMetrics(version);
  const own = new OwnRequests(steady);
  const onCall = (call: CallRecord): void => {
    metrics.observeCall(call);
    own.note(call);
  };
  const places = await options.places({ mayWrite: () => lease.held(), onCall });
  const store = new Store(nothingYet(path, places, clock.now()));
  const lease = new ShownLease(options.lease ?? soleWriter, store);
  const loop = new Loop({
    ...options,
    path,
    places,
    store,
    lease,
    own,
    clock,
    steady,
    random,
    onQueue: metrics.observeQueue,
  });
  const warn = (what: string): void => log.warn({ what }, 'report');
  const reports = openReports({ ...options.reports, store, clock: steady, warn });
  const trigger = (reason: Trigger): void => loop.trigger(reason);
  const onError = (error: Error): void => log.error({ stack: error.stack }, 'request crashed');
  const served =
    server === undefined
      ? undefined
      : await serve({
          ...server,
          store,
          history: reports.history,
          clock,
          steady,
          metrics,
          leads: () => lease.held(),
          intervalMs,
          trigger,
          onError,
        }).catch(async (thrown: unknown) => {
          await reports.close();
          throw thrown;
        });
  await loop.start();
  return {
    store,
    trigger,
    ...(served === undefined ? {} : { url: served.url }),
    async stop() {
      await loop.stop();
      await Promise.all([served?.close(), reports.close()]);
    },
  };
}

function nothingYet(path: string, places: readonly Place[], startedAt: number): DaemonStatus {
  return {
    startedAt,
    role: 'standing-by',
    folder: { path, manifests: 0, problems: [] },
    places: places.map(({ name, region }) => ({ name, region, phase: 'idle' })),
  };
}
