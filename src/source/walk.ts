import type { Dirent } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { Problem } from '../core/problem.ts';
import { failure } from './failure.ts';
import type { Ignores } from './ignore.ts';
import { problemOf } from './source-file.ts';

/** A manifest file: `file` is its path below the folder, `path` where it really stands. */
export interface FoundFile {
  readonly file: string;
  readonly path: string;
}

interface Walk {
  readonly root: string;
  readonly ignores: Ignores;
  readonly maxFiles: number;
  readonly found: FoundFile[];
  readonly problems: Problem[];
  /** Real paths of folders that were visited, so that a circle of links ends. */
  readonly seen: Set<string>;
  /** Real paths of files, of the whole set. Each is read once: an alias, or another source that holds it, doubles nothing. */
  readonly taken: Set<string>;
  /** Links wait until everything plain was visited, so that a file is known by its own name rather than an alias. */
  readonly links: FoundFile[];
  full: boolean;
}

const LEAVE_OUT = 'remove it, or name it in .evenkeelignore';

/**
 * Lists the manifest files below `root` (a real path), sorted by path. Dot files and ignored paths are left out, and
 * a symbolic link is followed only to where the folder itself holds it. What is `taken` already is passed over.
 */
export async function listFiles(
  root: string,
  ignores: Ignores,
  maxFiles: number,
  taken = new Set<string>(),
): Promise<{ files: FoundFile[]; problems: Problem[] }> {
  const walk: Walk = {
    root,
    ignores,
    maxFiles,
    found: [],
    problems: [],
    seen: new Set(),
    taken,
    links: [],
    full: false,
  };
  await visitFolder(walk, { file: '', path: root });
  for (const link of walk.links) await visitLink(walk, link);
  return { files: walk.found.sort((a, b) => (a.file < b.file ? -1 : 1)), problems: walk.problems };
}

async function visitFolder(walk: Walk, folder: FoundFile): Promise<void> {
  if (walk.seen.has(folder.path)) return;
  walk.seen.add(folder.path);
  const entries = await listFolder(walk, folder);
  for (const entry of entries) {
    const file = folder.file === '' ? entry.name : `${folder.file}/${entry.name}`;
    if (walk.ignores(file, entry.isDirectory())) continue;
    const child = { file, path: join(folder.path, entry.name) };
    if (entry.isSymbolicLink()) walk.links.push(child);
    else if (entry.isDirectory()) await visitFolder(walk, child);
    else visitFile(walk, child);
  }
}

async function listFolder(walk: Walk, folder: FoundFile): Promise<Dirent[]> {
  try {
    const entries = await readdir(folder.path, { withFileTypes: true });
    return entries.filter(({ name }) => !name.startsWith('.')).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  } catch (error) {
    const file = folder.file === '' ? '.' : folder.file;
    walk.problems.push(problemOf(file, { message: `this folder cannot be read: ${failure(error)}` }));
    return [];
  }
}

/** A folder sorts as its children's paths will, with the slash behind it. */
function sortKey(entry: Dirent): string {
  return entry.isDirectory() ? `${entry.name}/` : entry.name;
}

function visitFile(walk: Walk, found: FoundFile): void {
  if (!isManifest(found.file) || walk.taken.has(found.path)) return;
  walk.taken.add(found.path);
  if (walk.taken.size <= walk.maxFiles) {
    walk.found.push(found);
  } else if (!walk.full) {
    walk.full = true;
    const message = `there are more than ${walk.maxFiles.toLocaleString('en')} manifest files; this one and any after it were not read`;
    walk.problems.push(problemOf(found.file, { message, hint: 'point evenkeel at a smaller folder' }));
  }
}

export function isManifest(file: string): boolean {
  return /\.(?:ya?ml|json)$/.test(file);
}

async function visitLink(walk: Walk, link: FoundFile): Promise<void> {
  try {
    const path = await realpath(link.path);
    const isFolder = (await stat(path)).isDirectory();
    if (path !== walk.root && !path.startsWith(walk.root + sep)) {
      if (isFolder || isManifest(link.file)) leadsOut(walk, link);
    } else if (isFolder) {
      await visitFolder(walk, { file: link.file, path });
    } else {
      visitFile(walk, { file: link.file, path });
    }
  } catch (error) {
    const message = `this symbolic link cannot be followed: ${failure(error)}`;
    walk.problems.push(problemOf(link.file, { message, hint: LEAVE_OUT }));
  }
}

function leadsOut(walk: Walk, link: FoundFile): void {
  const message = 'this symbolic link points outside the manifest folder and is not followed';
  walk.problems.push(problemOf(link.file, { message, hint: LEAVE_OUT }));
}
