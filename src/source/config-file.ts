import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder } from '../core/problem.ts';
import { defaultLimits } from './limits.ts';
import { failed, parse } from './parse.ts';
import { readText } from './text.ts';

/** Stands in the folder's root and is no manifest: it says which account and region each namespace belongs to. */
export const CONFIG_FILE = 'evenkeel.yaml';

/** Reads the folder's configuration as carefully as a manifest; a folder without one gives no document and no problem. */
export async function readConfigFile(dir: string): Promise<Folder> {
  const path = join(dir, CONFIG_FILE);
  const isAbsent = await stat(path).then(
    () => false,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ENOENT',
  );
  // The folder itself may be missing; whoever reads the manifests tells that.
  if (isAbsent) return { documents: [], problems: [] };
  const source = await readText(CONFIG_FILE, path, defaultLimits.fileBytes);
  return 'message' in source ? failed(source) : parse(source, defaultLimits);
}
