import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from '../core/problem.ts';
import { defaultLimits } from './limits.ts';
import { failed, parse } from './parse.ts';
import { problemOf } from './source-file.ts';
import { readText } from './text.ts';

/** Stands in the folder's root and is no manifest: it says which account and region each namespace belongs to. */
export const CONFIG_FILE = 'evenkeel.yaml';

/** What somebody is about to write, or a full disk cut short, is not the same as no file: all would go to one account. */
const NOTHING_SAID = { message: 'this file says nothing', hint: 'say which places there are, or remove it' };

/** Reads the folder's configuration as carefully as a manifest; a folder without one gives no document and no problem. */
export async function readConfigFile(dir: string): Promise<Folder> {
  const path = join(dir, CONFIG_FILE);
  const isAbsent = await stat(path).then(
    () => false,
    (error: unknown) =>
      error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'),
  );
  // The folder itself may be missing; whoever reads the manifests tells that.
  if (isAbsent) return { documents: [], problems: [] };
  const source = await readText(CONFIG_FILE, path, defaultLimits.fileBytes);
  if ('message' in source) return failed(source);
  const read = parse(source, defaultLimits);
  return read.documents.length + read.problems.length === 0 ? failed(problemOf(CONFIG_FILE, NOTHING_SAID)) : read;
}
