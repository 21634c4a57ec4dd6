import { readConfig, type Configured } from '../../config/read.ts';
import type { Clock } from '../../core/clock.ts';
import { sameJson } from '../../core/json.ts';
import { formatProblem } from '../../core/problem.ts';
import { load, LoadMemory, type Loaded } from '../../engine/load.ts';
import { placed } from '../../engine/placed.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store.ts';

export interface FolderOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly store: Store;
  readonly log: Log;
}

interface Reading {
  readonly read: Loaded;
  readonly configured: Configured;
  readonly loaded: Loaded;
}

/** The folder of manifests, read again whenever somebody asks; an unchanged one costs no parsing. */
export class ManifestFolder {
  readonly #options: FolderOptions;
  readonly #memory = new LoadMemory();
  #reading: Promise<Loaded> | undefined;
  #last: Reading | undefined;

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
    const before = this.#last?.loaded;
    return (await this.read()) !== before;
  }

  async #readOnce(): Promise<Loaded> {
    const { path, environment, log } = this.#options;
    const [read, configured] = await Promise.all([load(path, environment, this.#memory), readConfig(path)]);
    const last = this.#last;
    const isConfigured = last === undefined || sameJson(configured, last.configured);
    if (last?.read === read && isConfigured) return last.loaded;
    if (!isConfigured) log.warn({ path }, 'evenkeel.yaml has changed: its places are taken up at the next start');
    const loaded = placed(read, configured);
    this.#tell(loaded);
    this.#last = { read, configured, loaded };
    return loaded;
  }

  #tell({ manifests, problems }: Loaded): void {
    const { path, store, clock, log } = this.#options;
    const at = clock.now();
    const before = new Set(this.#last?.loaded.problems.map(formatProblem));
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
