import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { labelOfPath, stdinLabel, type SourceLabel } from '../core/source-label.ts';

/**
 * What a folder or file is called on every machine: its path below the top of the git work tree that it lies in, else its
 * base name. Git itself is not asked: a work tree has a `.git` at its top.
 */
export async function labelOf(given: string): Promise<SourceLabel> {
  if (given === '-') return stdinLabel;
  const path = resolve(given);
  const real = await realpath(path).catch(() => path);
  const top = await workTreeOf(real);
  if (top === undefined) return labelOfPath(basename(path) || '/');
  return labelOfPath(relative(top, real).split(sep).join('/') || '.');
}

async function workTreeOf(path: string): Promise<string | undefined> {
  const isTop = await stat(join(path, '.git')).then(
    () => true,
    () => false,
  );
  if (isTop) return path;
  const above = dirname(path);
  return above === path ? undefined : workTreeOf(above);
}
