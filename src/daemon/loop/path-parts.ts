import { watch } from 'node:fs';
import { lstat, readlink } from 'node:fs/promises';
import { join, parse, resolve, sep } from 'node:path';

/** A folder entry on the way of a path, with the identity of the file there: another one once the entry is replaced. */
export interface PathPart {
  readonly folder: string;
  readonly name: string;
  readonly identity: string;
}

/** As many links as the system itself follows. */
const mostLinks = 40;

/** All entries from the root to where a path leads, with links followed; missing ones included. */
export async function partsOf(path: string, links = 0): Promise<readonly PathPart[]> {
  const whole = resolve(path);
  const { root } = parse(whole);
  const names = whole.slice(root.length).split(sep);
  const parts: PathPart[] = [];
  let folder = root;
  for (const [index, name] of names.entries()) {
    const next = join(folder, name);
    parts.push({ folder, name, identity: await identityOf(next) });
    const target = await readlink(next).catch(() => undefined);
    if (target !== undefined && links < mostLinks) {
      const further = join(resolve(folder, target), ...names.slice(index + 1));
      return [...parts, ...(await partsOf(further, links + 1))];
    }
    folder = next;
  }
  return parts;
}

async function identityOf(path: string): Promise<string> {
  const found = await lstat(path).catch(() => undefined);
  // A number that became free is given to the next.
  return found === undefined ? '' : `${found.dev} ${found.ino} ${found.birthtimeMs}`;
}

/** Tells whenever something may have come in the place of a step; gives the way to stop. One that can't be watched isn't. */
export function watchParts(parts: readonly PathPart[], onEvent: () => void): () => void {
  const watchers = parts.flatMap(({ folder, name }) => {
    try {
      const watcher = watch(folder, (_, changed) => (changed === null || changed === name) && onEvent());
      return [watcher.on('error', () => undefined)];
    } catch {
      return [];
    }
  });
  return () => {
    for (const watcher of watchers) watcher.close();
  };
}
