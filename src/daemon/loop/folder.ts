import type { Config } from '../../config/schema.ts';
import type { Clock } from '../../core/clock.ts';
import { sameJson } from '../../core/json.ts';
import { formatProblem } from '../../core/problem.ts';
import { load, LoadMemory } from '../../engine/load.ts';
import type { Loaded } from '../../engine/loaded.ts';
import { CONFIG_FILE } from '../../source/config-file.ts';
import type { Log } from '../log.ts';
import type { Store } from '../store.ts';
import { isBeingCheckedOut } from './work-tree.ts';

export interface FolderOptions {
  readonly path: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly store: Store;
  readonly log: Log;
}

/** Between two looks at a folder that somebody is at work on, and how many there are before what was read last goes on. */
const pauseMs = 100;
const mostLooks = 10;

/** The folder of manifests, read again whenever somebody asks; an unchanged one costs no parsing. */
export class ManifestFolder {
  readonly #options: FolderOptions;
  readonly #memory = new LoadMemory();
  #reading: Promise<Loaded> | undefined;
  #last: Loaded | undefined;
  /** Whether that is what the last reading gave. */
  #isLastRead = false;
  /** The places that the daemon was started with, and those that were reported last. */
  #started: Config | undefined;
  #reported: Config | undefined;

  constructor(options: FolderOptions) {
    this.#options = options;
  }

  /** What it asks for now: the very same value as before where nothing has changed. */
  async read(): Promise<Loaded> {
    this.#reading ??= this.#readOnce().finally(() => (this.#reading = undefined));
    return this.#reading;
  }

  /** What it asked for when it was read last: for whoever is called because of that reading. */
  async asLastRead(): Promise<Loaded> {
    return this.#isLastRead && this.#last !== undefined ? this.#last : this.read();
  }

  /** Whether it asks for something else than when it was read last. */
  async hasChanged(): Promise<boolean> {
    // A reading that is under way may have begun before the file was written.
    await this.#reading;
    const before = this.#last;
    return (await this.read()) !== before;
  }

  async #readOnce(): Promise<Loaded> {
    this.#isLastRead = false;
    const loaded = await this.#readWhole();
    this.#isLastRead = true;
    if (loaded === this.#last) return loaded;
    if (this.#last === undefined) this.#started = this.#reported = loaded.config;
    this.#reportConfig(loaded);
    this.#report(loaded);
    this.#last = loaded;
    return loaded;
  }

  /** Half of a checkout looks just like a folder from which the other half was taken away: what differs must stand still. */
  async #readWhole(): Promise<Loaded> {
    const { path, environment, clock } = this.#options;
    const look = (): Promise<Loaded> => load(path, environment, this.#memory);
    for (let looks = 1; ; looks += 1) {
      const loaded = await look();
      if (loaded === this.#last) return loaded;
      const isBusy = await isBeingCheckedOut(path, clock.now());
      if (!isBusy && (await look()) === loaded) return loaded;
      if (looks >= mostLooks && (this.#last !== undefined || !isBusy)) return this.#last ?? loaded;
      await clock.sleep(pauseMs);
    }
  }

  /** One that can't be read is a problem of the folder like any other. */
  #reportConfig({ config, problems }: Loaded): void {
    const { path, log } = this.#options;
    if (sameJson(config, this.#reported) || problems.some(({ file }) => file === CONFIG_FILE)) return;
    this.#reported = config;
    if (sameJson(config, this.#started)) log.info({ path }, 'evenkeel.yaml is back to what it was at the start');
    else log.warn({ path }, 'evenkeel.yaml has changed: restart to use its places');
  }

  #report({ manifests, problems }: Loaded): void {
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
