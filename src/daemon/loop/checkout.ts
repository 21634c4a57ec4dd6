import { sameJson } from '../../core/json.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import { pull, revisionOf } from './git.ts';

export interface CheckoutOptions {
  readonly path: string;
  readonly store: Store;
  readonly log: Log;
  /** Ends what git is doing. */
  readonly signal: AbortSignal;
}

/** The git working tree that the folder may be in. */
export class Checkout {
  readonly #options: CheckoutOptions;

  constructor(options: CheckoutOptions) {
    this.#options = options;
  }

  /** Finds out which commit stands there. */
  async refresh(): Promise<void> {
    const { path, store, log, signal } = this.#options;
    const revision = await revisionOf(path, signal);
    if (sameJson(revision, store.status.folder.revision)) return;
    if (revision !== undefined) log.info({ ...revision }, 'folder revision');
    store.update((status) => {
      const { revision: _, ...folder } = status.folder;
      return { ...status, folder: revision === undefined ? folder : { ...folder, revision } };
    });
  }

  /** Follows the upstream. A failure leaves the last good revision, is told once, and thrown. */
  async pull(): Promise<void> {
    try {
      await pull(this.#options.path, this.#options.signal);
      this.#told(undefined);
    } catch (thrown) {
      this.#told(thrown instanceof Error ? thrown.message : String(thrown));
      throw thrown;
    }
    await this.refresh();
  }

  #told(failure: string | undefined): void {
    const { store, log } = this.#options;
    if (failure === store.status.folder.pullFailure) return;
    if (failure === undefined) log.info({}, 'git pull works again');
    else log.warn({ failure }, 'git pull failed');
    store.update((status) => {
      const { pullFailure: _, ...folder } = status.folder;
      return { ...status, folder: failure === undefined ? folder : { ...folder, pullFailure: failure } };
    });
  }
}
