import { relative } from 'node:path';
import { watch as watchFiles } from 'chokidar';
import type { Clock } from '../../core/clock.ts';
import { sameJson } from '../../core/json.ts';
import { partsOf, watchParts, type PathPart } from './path-parts.ts';

export interface WatchOptions {
  readonly path: string;
  /** One that never goes back. */
  readonly clock: Clock;
  /** Called when something has happened there, and nothing more for a moment. */
  readonly onChange: () => void;
  /** Called once with what keeps it from watching; what is not watched is only read at each interval. */
  readonly onError: (error: unknown) => void;
}

/** An editor writes a file in several steps, and a checkout many files. */
const quietMs = 100;
/** Where events never pause, a reading begins after that long all the same. */
const longestMs = 1_000;

/**
 * Watches a folder. What happened there is of no interest: editors, `git` and Kubernetes each have their own way to change
 * a file, and not each of them is recognizable by its events, so that any event means "read it again".
 */
export async function watchFolder(options: WatchOptions): Promise<() => Promise<void>> {
  const watch = new FolderWatch(options);
  await watch.start();
  return () => watch.close();
}

/** What is watched now: the way to the folder as it was found, and what is in it. */
interface Watched {
  readonly steps: readonly PathPart[];
  readonly close: () => Promise<void>;
}

class FolderWatch {
  readonly #options: WatchOptions;
  #watched: Promise<Watched> | undefined;
  #quiet: AbortController | undefined;
  /** When the first event came that no reading was begun for yet. */
  #since: number | undefined;
  #isClosed = false;
  #isReported = false;

  constructor(options: WatchOptions) {
    this.#options = options;
  }

  async start(): Promise<void> {
    this.#watched = this.#watch();
    this.#lookAtWay();
    await this.#watched;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#quiet?.abort();
    await (await this.#watched)?.close();
  }

  async #watch(): Promise<Watched> {
    const { path } = this.#options;
    const steps = await partsOf(path);
    const stop = watchParts(steps, () => this.#lookAtWay());
    const files = watchFiles(path, {
      ignoreInitial: true,
      ignored: (one) => isOfGit(relative(path, one)),
      atomic: false,
    });
    files.on('all', () => this.#happened());
    files.on('error', (error) => this.#failed(error));
    await new Promise<void>((resolve) => files.once('ready', resolve));
    return {
      steps,
      async close() {
        stop();
        await files.close();
      },
    };
  }

  /** Where a link on the way leads elsewhere by now, what is watched is no longer the folder. */
  #lookAtWay(): void {
    this.#watched = this.#watched?.then(async (watched) => {
      if (this.#isClosed || sameJson(await partsOf(this.#options.path), watched.steps)) return watched;
      await watched.close();
      const anew = await this.#watch();
      this.#happened();
      // It may have gone on in the meantime.
      this.#lookAtWay();
      return anew;
    });
  }

  #happened(): void {
    const { clock, onChange } = this.#options;
    if (this.#isClosed) return;
    this.#quiet?.abort();
    this.#quiet = new AbortController();
    this.#since ??= clock.now();
    const wait = Math.min(quietMs, Math.max(0, this.#since + longestMs - clock.now()));
    clock.sleep(wait, this.#quiet.signal).then(
      () => {
        this.#since = undefined;
        onChange();
      },
      () => undefined,
    );
  }

  /** A system that has no more watches to give says so for each file. */
  #failed(error: unknown): void {
    if (!this.#isReported) this.#options.onError(error);
    this.#isReported = true;
  }
}

/** Git's own files change with every look at its status, and hold no manifest. */
function isOfGit(path: string): boolean {
  return /(?:^|[/\\])\.git(?:[/\\]|$)/.test(path);
}
