import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { nearest } from '../schema/nearest.ts';
import { isPattern } from './pattern.ts';
import { isManifest } from './walk.ts';

/** What to pass in place of a path where nothing is, or of a pattern that nothing is like. */
export async function remedyFor(path: string): Promise<string> {
  if (!isPattern(path)) return (await nearestTo(path)) ?? usual;
  const folder = folderAbove(path);
  if (!(await isFolder(folder))) return (await nearestTo(folder)) ?? usual;
  return `pass the whole folder, -f ${folder}, or a pattern that its files are like, e.g. -f '${join(folder, '**/*.yaml')}'`;
}

const usual = 'pass a folder, a file, a pattern or - with -f; evenkeel init writes a folder to begin with';

/** The part of a pattern before its first wildcard. */
function folderAbove(pattern: string): string {
  const above = dirname(pattern);
  return isPattern(above) ? folderAbove(above) : above;
}

/** What stands beside it under nearly its name, where it is a folder or a manifest. */
async function nearestTo(path: string): Promise<string | undefined> {
  const above = dirname(path);
  if (above !== path && !(await isFolder(above))) return nearestTo(above);
  const entries = await readdir(above, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory() || isManifest(entry.name)).map(({ name }) => name);
  const meant = nearest(basename(path), names);
  return meant === undefined ? undefined : `did you mean ${join(above, meant)}?`;
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );
}
