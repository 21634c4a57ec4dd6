import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** A lock this old was left behind by a git that was killed. */
const oldestMs = 60_000;

/** Whether git is at work on the files of the tree that holds a folder: it keeps the index locked from the first to the last. */
export async function isBeingCheckedOut(folder: string, now: number): Promise<boolean> {
  try {
    const repository = await repositoryOf(await realpath(folder));
    if (repository === undefined) return false;
    const lock = await stat(join(repository, 'index.lock'));
    return Math.abs(now - lock.mtimeMs) < oldestMs;
  } catch {
    return false;
  }
}

/** Whether git could know the folder: it need not be started each time to say that it does not. */
export async function isInWorkTree(folder: string): Promise<boolean> {
  return (await repositoryOf(await realpath(folder))) !== undefined;
}

/** Where a working tree's index is kept: `.git`, or what a file of that name leads to. */
async function repositoryOf(folder: string): Promise<string | undefined> {
  const path = join(folder, '.git');
  const found = await stat(path).catch(() => undefined);
  if (found === undefined) return dirname(folder) === folder ? undefined : repositoryOf(dirname(folder));
  if (!found.isFile()) return path;
  return resolve(folder, (await readFile(path, 'utf8')).replace(/^gitdir: /, '').trim());
}
