import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Folder, Problem } from '../core/problem.ts';
import type { SourceLabel } from '../core/source-label.ts';
import { CONFIG_FILE } from './config-file.ts';
import { listFolder, readFiles, readFolder, readIgnore, type SourcedFile } from './folder.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { problemOf, type Words } from './source-file.ts';
import { STDIN } from './text.ts';
import { isManifest } from './walk.ts';

/** A folder, a file or `-`, as it was given, with what it is called in tags. */
export interface GivenSource {
  readonly given: string;
  readonly label: SourceLabel;
}

interface Listed {
  readonly files: readonly SourcedFile[];
  readonly problems: readonly Problem[];
}

/**
 * Reads several sources as one set, in the order in which they are given: a file that two of them hold is read once, and
 * the limits hold for all together. A single folder is read as ever, its files named by their paths below it.
 */
export async function readSet(sources: readonly GivenSource[], limits: Partial<Limits> = {}): Promise<Folder> {
  const within = { ...defaultLimits, ...limits };
  const [only, second] = sources;
  if (only !== undefined && second === undefined && only.given !== '-' && !(await isFile(only.given))) {
    return readFolder(only.given, limits, undefined, only.label);
  }
  const files: SourcedFile[] = [];
  const problems: Problem[] = [];
  const taken = new Set<string>();
  for (const source of sources) {
    const listed = await listSource(source, within, taken);
    files.push(...listed.files);
    problems.push(...listed.problems);
  }
  const read = await readFiles(files, within);
  return { documents: read.documents, problems: [...problems, ...read.problems] };
}

async function listSource({ given, label }: GivenSource, limits: Limits, taken: Set<string>): Promise<Listed> {
  if (given === '-') return listStdin(label, taken);
  if (await isFile(given)) return listFile({ given, label }, limits, taken);
  const { files, problems } = await listFolder(given, limits, taken);
  return {
    files: files.map(({ file, path }) => ({ file: join(given, file), path, from: label })),
    problems: problems.map((problem) => (problem.file === given ? problem : inside(given, problem))),
  };
}

function inside(folder: string, problem: Problem): Problem {
  return { ...problem, file: join(folder, problem.file) };
}

function listStdin(from: SourceLabel, taken: Set<string>): Listed {
  if (taken.has('-'))
    return refused(STDIN, { message: 'standard input can be read only once', hint: 'give -f - once' });
  taken.add('-');
  return { files: [{ file: STDIN, path: '-', from }], problems: [] };
}

/** A file that is named is refused in words where its folder would pass over it. */
async function listFile({ given, label }: GivenSource, limits: Limits, taken: Set<string>): Promise<Listed> {
  const path = await realpath(given).catch(() => given);
  const [folder, name] = [dirname(given), basename(given)];
  if (name === CONFIG_FILE) {
    return refused(given, {
      message: 'this is not a manifest, but the configuration of places',
      hint: 'pass its folder',
    });
  }
  if (!isManifest(name)) {
    return refused(given, {
      message: 'this is not a manifest: its name does not end in .yaml, .yml or .json',
      hint: 'rename it, or pipe it into -f -',
    });
  }
  const { ignores, problems } = await readIgnore(folder, limits);
  const named = problems.map((problem) => inside(folder, problem));
  if (ignores(name, false)) {
    const left = problemOf(given, {
      message: 'this file is left out by the .evenkeelignore beside it',
      hint: 'remove it from there',
    });
    return { files: [], problems: [...named, left] };
  }
  if (taken.has(path)) return { files: [], problems: named };
  taken.add(path);
  return { files: [{ file: given, path, from: label }], problems: named };
}

function refused(file: string, words: Words): Listed {
  return { files: [], problems: [problemOf(file, words)] };
}

/** Anything but a folder; what is missing is reported as a missing folder. */
async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => !found.isDirectory(),
    () => false,
  );
}
