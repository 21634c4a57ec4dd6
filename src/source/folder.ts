import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder, Problem } from '../core/problem.ts';
import { CONFIG_FILE } from './config-file.ts';
import { failure } from './failure.ts';
import { parseIgnore, type Ignores } from './ignore.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { failed, joined, parse } from './parse.ts';
import { problemOf, type SourceFile, type Words } from './source-file.ts';
import { readText } from './text.ts';
import { listFiles, type FoundFile } from './walk.ts';

const IGNORE_FILE = '.evenkeelignore';

/** What the files held when they were read last: who reads a folder again and again parses only what has changed. */
export type ParsedFiles = Map<string, { readonly text: string; readonly parsed: Folder }>;

/**
 * Reads every manifest below a folder, in the order of their paths. It never throws for what it finds there: what
 * cannot be read is a problem, and a folder that is missing is one too, since an empty folder would mean "delete all".
 */
export async function readFolder(
  dir: string,
  limits: Partial<Limits> = {},
  known: ParsedFiles = new Map(),
): Promise<Folder> {
  const within = { ...defaultLimits, ...limits };
  const root = await findRoot(dir);
  if (typeof root !== 'string') return failed(problemOf(dir, root));

  const ignored = await readIgnore(root, within);
  const ignores: Ignores = (path, isFolder) => path === CONFIG_FILE || ignored.ignores(path, isFolder);
  const listed = await listFiles(root, ignores, within.files);
  const read = await readFiles(listed.files, within, known);
  return { documents: read.documents, problems: [...ignored.problems, ...listed.problems, ...read.problems] };
}

async function findRoot(dir: string): Promise<string | Words> {
  try {
    const root = await realpath(dir);
    if ((await stat(root)).isDirectory()) return root;
    return { message: 'this is not a folder', hint: 'name the folder that holds the manifests' };
  } catch (error) {
    return { message: `the manifest folder cannot be read: ${failure(error)}` };
  }
}

async function readIgnore(root: string, limits: Limits): Promise<{ ignores: Ignores; problems: Problem[] }> {
  const path = join(root, IGNORE_FILE);
  const absent = { ignores: () => false, problems: [] };
  try {
    await stat(path);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return absent;
  }
  const source = await readText(IGNORE_FILE, path, limits.fileBytes);
  return 'message' in source ? { ...absent, problems: [source] } : { ignores: parseIgnore(source.text), problems: [] };
}

async function readFiles(files: readonly FoundFile[], limits: Limits, known: ParsedFiles): Promise<Folder> {
  forget(known, new Set(files.map(({ file }) => file)));
  const parts: Folder[] = [];
  let bytes = 0;
  let documents = 0;
  for (const { file, path } of files) {
    const source = await readText(file, path, limits.fileBytes);
    if ('message' in source) {
      parts.push(failed(source));
      continue;
    }
    bytes += Buffer.byteLength(source.text);
    if (bytes > limits.totalBytes) {
      parts.push(failed(problemOf(file, tooMuch(limits.totalBytes, 'bytes of manifests'))));
      break;
    }
    const parsed = parsedOnce(source, limits, known);
    documents += parsed.documents.length;
    if (documents > limits.documents) {
      parts.push(failed(problemOf(file, tooMuch(limits.documents, 'documents'))));
      break;
    }
    parts.push(parsed);
  }
  return joined(parts);
}

function forget(known: ParsedFiles, standing: ReadonlySet<string>): void {
  for (const file of known.keys()) if (!standing.has(file)) known.delete(file);
}

function parsedOnce(source: SourceFile, limits: Limits, known: ParsedFiles): Folder {
  const { file, text } = source;
  const before = known.get(file);
  if (before?.text === text) return before.parsed;
  const parsed = parse(source, limits);
  known.set(file, { text, parsed });
  return parsed;
}

function tooMuch(limit: number, what: string): Words {
  return {
    message: `the folder holds more than ${limit.toLocaleString('en')} ${what}; this file and any after it were not read`,
    hint: 'point evenkeel at a smaller folder',
  };
}
