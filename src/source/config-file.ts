import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Folder } from '../core/problem.ts';
import { defaultLimits } from './limits.ts';
import { failed, parse } from './parse.ts';
import { problemOf } from './source-file.ts';
import { readText } from './text.ts';

/** Stands in the folder's root and is no manifest: it says which account and region each namespace belongs to. */
export const CONFIG_FILE = 'evenkeel.yaml';

/** An empty file may be unfinished, or cut short by a full disk. Taken for no file, it would send all manifests to one account. */
const NOTHING_SAID = { message: 'this file is empty', hint: 'declare places in it, or delete it' };

/**
 * Reads the folder's configuration as carefully as a manifest; a folder without one gives no document and no problem. `file`
 * is the name in problems.
 */
export async function readConfigFile(dir: string, file = CONFIG_FILE): Promise<Folder> {
  const path = join(dir, CONFIG_FILE);
  const isAbsent = await stat(path).then(
    () => false,
    (error: unknown) =>
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'),
  );
  // The folder itself may be missing; reading the manifests reports that.
  if (isAbsent) return { documents: [], problems: [] };
  const source = await readText(file, path, defaultLimits.fileBytes);
  if ('message' in source) return failed(source);
  const read = parse(source, defaultLimits);
  return read.documents.length + read.problems.length === 0 ? failed(problemOf(file, NOTHING_SAID)) : read;
}

/** Where a configuration may stand for these sources, and its path: in a folder itself, and beside a file. */
export async function configFilesOf(
  sources: readonly string[],
): Promise<{ readonly folder: string; readonly file: string }[]> {
  const folders = await Promise.all(
    sources
      .filter((source) => source !== '-')
      .map(async (source) => {
        const found = await stat(source).catch(() => undefined);
        return found === undefined || found.isDirectory() ? source : dirname(source);
      }),
  );
  return [...new Set(folders)].map((folder) => ({ folder, file: join(folder, CONFIG_FILE) }));
}
