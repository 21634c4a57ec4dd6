import { setMaxListeners } from 'node:events';
import type { Place } from '../../config/places.ts';
import type { LeaseChange } from '../lease/lease.ts';
import type { Trigger } from '../status.ts';
import { jittered } from './backoff.ts';
import { Checkout } from './checkout.ts';
import { ManifestFolder, type FolderOptions } from './folder.ts';
import { PlaceLoop, type PlaceLoopOptions } from './place-loop.ts';
import { watchFolder } from './watch.ts';
import { WorkQueue, type Again, type QueueEvent } from './work-queue.ts';

export interface LoopOptions extends FolderOptions, Omit<PlaceLoopOptions, 'place' | 'folder' | 'life' | 'onNews'> {
  readonly places: readonly Place[];
  /** Whether the folder's git working tree follows its upstream. */
  readonly gitPull?: boolean | undefined;
  readonly onQueue?: ((event: QueueEvent) => void) | undefined;
}

/** The one key of the queue that pulls. */
const pulling = 'git';

/** All that sets cycles going: time, the folder, its upstream, the lease, and whoever asks. */
export class Loop {
  readonly #options: LoopOptions;
  readonly #life = new AbortController();
  readonly #folder: ManifestFolder;
  readonly #checkout: Checkout;
  readonly #cycles: WorkQueue;
  readonly #pulls: WorkQueue;
  readonly #closing: (() => unknown)[] = [];
  #isGoing = false;

  constructor(options: LoopOptions) {
    const { steady: clock, random, places, onQueue: onEvent } = options;
    const life = this.#life.signal;
    // Every call that waits to be sent again listens to it.
    setMaxListeners(0, life);
    this.#options = options;
    this.#folder = new ManifestFolder(options);
    this.#checkout = new Checkout({ ...options, signal: life });
    const common = { ...options, folder: this.#folder, life };
    const loops = new Map(
      places.map((place) => {
        const onNews = (trigger: Trigger, afterMs: number): void => this.#cycles.add(place.name, trigger, afterMs);
        return [place.name, new PlaceLoop({ ...common, place, onNews })];
      }),
    );
    this.#cycles = new WorkQueue({
      clock,
      random,
      onEvent,
      work: (name, trigger, signal) => {
        void this.#checkout.refresh();
        return loops.get(name)!.cycle(trigger, signal);
      },
      onFailure: (name, ...failure) => loops.get(name)!.failed(...failure),
    });
    // The checkout reports its failures itself.
    this.#pulls = new WorkQueue({ clock, random, work: () => this.#pull(), onFailure: () => undefined });
  }

  async start(): Promise<void> {
    const { lease, log, path, steady: clock } = this.#options;
    const onError = (error: unknown): void =>
      log.warn({ error: String(error) }, 'folder not watched: read at each interval only');
    // Subscribed before the lease is asked for, so that its holder is reported from the first moment.
    this.#closing.push(lease.onChange((change) => this.#leaseChanged(change)));
    await lease.start();
    // Asked, it is shown.
    lease.held();
    this.#closing.push(await watchFolder({ path, clock, onError, onChange: () => void this.#readAgain() }));
    this.#isGoing = true;
    this.trigger('start');
  }

  /** Asks for a cycle of every place, now. */
  trigger(reason: Trigger): void {
    if (this.#options.gitPull === true) this.#pulls.add(pulling, reason);
    for (const { name } of this.#options.places) this.#cycles.add(name, reason);
  }

  async stop(): Promise<void> {
    this.#life.abort();
    await Promise.all([this.#cycles.stop(), this.#pulls.stop(), ...this.#closing.map((close) => close())]);
    // Last, so that nobody else writes before our last write is answered.
    await this.#options.lease.stop();
  }

  async #pull(): Promise<Again> {
    const { intervalMs, random } = this.#options;
    await this.#checkout.pull();
    await this.#readAgain();
    return { afterMs: jittered(intervalMs, random), trigger: 'interval' };
  }

  async #readAgain(): Promise<void> {
    // Where reading it breaks, the cycles, which read it too, report that and go on; nobody waits for us here.
    if (!(await this.#folder.hasChanged().catch(() => true))) return;
    for (const { name } of this.#options.places) this.#cycles.add(name, 'folder');
  }

  #leaseChanged({ held, message }: LeaseChange): void {
    const { clock, log, places, store } = this.#options;
    log.info({ held, what: message }, 'lease');
    const event = { at: clock.now(), place: '', kind: 'lease' as const, message };
    store.update((status) => ({ ...status, lease: message }), [event]);
    this.#options.lease.held();
    if (held && this.#isGoing) for (const { name } of places) this.#cycles.add(name, 'start');
  }
}
