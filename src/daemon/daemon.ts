import { steadyClock, systemClock, type Clock } from '../core/clock.ts';
import type { PruneLimit } from '../core/guards/prune-limit.ts';
import { jittered, type Random } from './loop/backoff.ts';
import { Checkout } from './loop/checkout.ts';
import { ManifestFolder } from './loop/folder.ts';
import type { Place } from './loop/place.ts';
import { PlaceLoop } from './loop/place-loop.ts';
import { soleWriter, type Lease } from './loop/sole-writer.ts';
import { watchFolder } from './loop/watch.ts';
import { WorkQueue, type Again, type QueueEvent } from './loop/work-queue.ts';
import type { Log } from './log.ts';
import type { DaemonStatus, Trigger } from './status.ts';
import { Store } from './store.ts';

export { openLog, type Log } from './log.ts';
export type { Place } from './loop/place.ts';

/** Something that goes along with the loop and reads what it knows: a server, a reporter. */
export interface Companion {
  close(): Promise<void>;
}

/** What a companion is given. */
export interface About {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  /** Asks for a cycle of every place, now. */
  readonly trigger: (reason: Trigger) => void;
}

export interface DaemonOptions {
  /** The folder of manifests. */
  readonly folder: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly places: readonly Place[];
  readonly owner: string;
  readonly intervalMs: number;
  readonly prunes: PruneLimit;
  readonly log: Log;
  /** Whether the folder's git working tree follows its upstream. */
  readonly gitPull?: boolean | undefined;
  readonly lease?: Lease | undefined;
  readonly companions?: readonly ((about: About) => Promise<Companion>)[] | undefined;
  readonly onQueue?: ((event: QueueEvent) => void) | undefined;
  readonly clock?: Clock | undefined;
  readonly steady?: Clock | undefined;
  readonly random?: Random | undefined;
}

export interface Daemon {
  readonly store: Store;
  readonly trigger: (reason: Trigger) => void;
  /** Finishes the calls that are on their way, sends no other, and closes what was opened. */
  stop(): Promise<void>;
}

/** The one key of the queue that pulls. */
const pulling = 'git';

/** Starts the loop of each place, and what goes along with it. */
export async function startDaemon(options: DaemonOptions): Promise<Daemon> {
  const { clock = systemClock, steady = steadyClock, random = Math.random, lease = soleWriter } = options;
  const { folder: path, environment, places, log, intervalMs, gitPull = false } = options;
  const store = new Store(nothingYet(options, clock.now(), lease));
  const life = new AbortController();
  const folder = new ManifestFolder({ path, environment, clock, store, log });
  const checkout = new Checkout({ path, store, log, signal: life.signal });
  const common = { ...options, folder, lease, store, clock, steady, random, life: life.signal };
  const loops = new Map(places.map((place) => [place.name, new PlaceLoop({ ...common, place })]));

  const queue = new WorkQueue({
    clock: steady,
    random,
    onEvent: options.onQueue,
    work: async (name, trigger, signal) => {
      void checkout.refresh();
      return loops.get(name)!.cycle(trigger, signal);
    },
    onFailure: (name, thrown, failures, afterMs) => loops.get(name)!.failed(thrown, failures, afterMs),
  });
  const pulls = new WorkQueue({
    clock: steady,
    random,
    work: async (): Promise<Again> => {
      await checkout.pull();
      await readAgain();
      return { afterMs: jittered(intervalMs, random), trigger: 'interval' };
    },
    // The checkout has told it.
    onFailure: () => undefined,
  });

  const cycleAll = (reason: Trigger): void => {
    for (const { name } of places) queue.add(name, reason);
  };
  const trigger = (reason: Trigger): void => {
    if (gitPull) pulls.add(pulling, reason);
    cycleAll(reason);
  };
  async function readAgain(): Promise<void> {
    if (await folder.hasChanged()) cycleAll('folder');
  }

  const onError = (error: unknown): void => log.warn({ error: String(error) }, 'folder not watched');
  const unwatch = await watchFolder({ path, clock: steady, onError, onChange: () => void readAgain() });
  const ignoreLease = lease.onChange(() => {
    store.update(
      (status) => ({ ...status, role: roleOf(lease) }),
      [{ at: clock.now(), place: '', kind: 'lease', message: roleOf(lease) }],
    );
    log.info({ role: roleOf(lease) }, 'lease');
    if (lease.held()) cycleAll('start');
  });
  const about: About = { store, clock, log, trigger };
  const companions: Companion[] = [];
  for (const open of options.companions ?? []) companions.push(await open(about));
  trigger('start');

  return {
    store,
    trigger,
    async stop() {
      life.abort();
      ignoreLease();
      await Promise.all([queue.stop(), pulls.stop(), unwatch()]);
      await Promise.all(companions.map((companion) => companion.close()));
    },
  };
}

function nothingYet({ folder, places }: DaemonOptions, startedAt: number, lease: Lease): DaemonStatus {
  return {
    startedAt,
    role: roleOf(lease),
    folder: { path: folder, manifests: 0, problems: [] },
    places: places.map(({ name, region }) => ({ name, region, phase: 'idle' })),
  };
}

function roleOf(lease: Lease): DaemonStatus['role'] {
  return lease.held() ? 'leading' : 'standing-by';
}
