import type { Folder } from '../core/problem.ts';
import { defaultLimits } from './limits.ts';
import { failed, parse } from './parse.ts';
import { readText } from './text.ts';

/** Reads one file of YAML or JSON by itself, as carefully as those of a folder. */
export async function readDocuments(path: string): Promise<Folder> {
  const source = await readText(path, path, defaultLimits.fileBytes);
  return 'message' in source ? failed(source) : parse(source, defaultLimits);
}
