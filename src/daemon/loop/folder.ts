import type { Clock } from '../../core/clock.ts';
import { formatProblem } from '../../core/problem.ts';
import { load, LoadMemory, type Loaded } from '../../engine/load.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store.ts';

export interface FolderOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly store: Store;
  readonly log: Log;
}

/** The folder of manifests, read again whenever somebody asks; an unchanged one costs no parsing. */
export class ManifestFolder {
  readonly #options: FolderOptions;
  readonly #memory = new LoadMemory();
  #reading: Promise<Loaded> | undefined;
  #last: Loaded | undefined;

  constructor(options: FolderOptions) {
    this.#options = options;
  }

  /** What it asks for now: the very same value as before where nothing has changed. */
  async read(): Promise<Loaded> {
    this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** Whether it asks for something else than when it was read last. */
  async hasChanged(): Promise<boolean> {
    // A reading that is under way may have begun before the file was written.
    await this.#reading;
    const before = this.#last;
    return (await this.read()) !== before;
  }

  async #readOnce(): Promise<Loaded> {
    const { path, environment } = this.#options;
    const loaded = await load(path, environment, this.#memory);
    if (loaded !== this.#last) this.#tell(loaded);
    this.#last = loaded;
    return loaded;
  }

  #tell({ manifests, problems }: Loaded): void {
    const { path, store, clock, log } = this.#options;
    const at = clock.now();
    const before = new Set(this.#last?.problems.map(formatProblem));
    const news = problems.map(formatProblem).filter((problem) => !before.has(problem));
    for (const problem of news) log.warn({ problem }, 'folder problem');
    log.info({ path, manifests: manifests.length, problems: problems.length }, 'folder read');
    const message = `${manifests.length} manifests, ${problems.length} problems`;
    store.update(
      (status) => ({ ...status, folder: { ...status.folder, readAt: at, manifests: manifests.length, problems } }),
      [{ at, place: '', kind: 'folder', message }],
    );
  }
}
