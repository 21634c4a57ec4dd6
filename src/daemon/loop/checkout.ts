import { sameJson } from '../../core/json.ts';
import type { Log } from '../log.ts';
import type { Revision } from '../status.ts';
import type { Store } from '../store.ts';
import { fetch, merge, revisionOf } from './git.ts';

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
  /** Why git last failed to name the commit. */
  #refusal: string | undefined;

  constructor(options: CheckoutOptions) {
    this.#options = options;
  }

  /** Finds out which commit stands there. */
  async refresh(): Promise<void> {
    const { store, log, signal } = this.#options;
    const revision = await this.#revision();
    if (signal.aborted || sameJson(revision, store.status.folder.revision)) return;
    if (revision !== undefined) log.info({ ...revision }, 'folder revision');
    store.update((status) => {
      const { revision: _, ...folder } = status.folder;
      return { ...status, folder: revision === undefined ? folder : { ...folder, revision } };
    });
  }

  /** Follows the upstream. A failure keeps the last good revision, is reported once, and thrown. */
  async pull(): Promise<void> {
    const { path, signal } = this.#options;
    try {
      await fetch(path, signal);
      signal.throwIfAborted();
      await merge(path);
      this.#report(undefined);
    } catch (thrown) {
      if (!signal.aborted) this.#report(wordsOf(thrown));
      throw thrown;
    }
    await this.refresh();
  }

  /** Where git cannot name it, the work goes on without. */
  async #revision(): Promise<Revision | undefined> {
    const { path, log, signal } = this.#options;
    try {
      const revision = await revisionOf(path, signal);
      this.#refusal = undefined;
      return revision;
    } catch (thrown) {
      const refusal = wordsOf(thrown);
      if (!signal.aborted && refusal !== this.#refusal) log.warn({ failure: refusal }, 'folder revision unknown');
      this.#refusal = refusal;
      return undefined;
    }
  }

  #report(failure: string | undefined): void {
    const { store, log } = this.#options;
    if (isSame(failure, store.status.folder.pullFailure)) return;
    if (failure === undefined) log.info({}, 'git pull works again');
    else log.warn({ failure }, 'git pull failed');
    store.update((status) => {
      const { pullFailure: _, ...folder } = status.folder;
      return { ...status, folder: failure === undefined ? folder : { ...folder, pullFailure: failure } };
    });
  }
}

function wordsOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}

/** Git's messages hold how many milliseconds it waited, and the like, so that no two are the same. */
function isSame(one: string | undefined, other: string | undefined): boolean {
  return one?.replaceAll(/\d+/g, '') === other?.replaceAll(/\d+/g, '');
}
