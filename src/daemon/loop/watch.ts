import { watch as watchFiles } from 'chokidar';
import type { Clock } from '../../core/clock.ts';

export interface WatchOptions {
  readonly path: string;
  readonly clock: Clock;
  /** Told when something has happened there, and nothing more for a moment. */
  readonly onChange: () => void;
  /** Told of what keeps it from watching; the folder is then only read at each interval. */
  readonly onError: (error: unknown) => void;
}

/** An editor writes a file in several steps, and a checkout many files. */
const quietMs = 100;

/**
 * Watches a folder. What happened there is of no interest: editors, `git` and Kubernetes each have their own way to change
 * a file, and not every one can be told from the events, so that any event means "read it again".
 */
export async function watchFolder({ path, clock, onChange, onError }: WatchOptions): Promise<() => Promise<void>> {
  let quiet: AbortController | undefined;
  const watcher = watchFiles(path, { ignoreInitial: true, ignored: isOfGit, atomic: false });
  watcher.on('all', () => {
    quiet?.abort();
    quiet = new AbortController();
    clock.sleep(quietMs, quiet.signal).then(onChange, () => undefined);
  });
  watcher.on('error', onError);
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return async () => {
    quiet?.abort();
    await watcher.close();
  };
}

/** Git's own files change with every look at its status, and hold no manifest. */
function isOfGit(path: string): boolean {
  return /[/\\]\.git(?:[/\\]|$)/.test(path);
}
