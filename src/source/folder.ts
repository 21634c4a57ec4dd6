import { realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Folder, Problem } from '../core/problem.ts';
import type { SourceLabel } from '../core/source-label.ts';
import { remedyFor } from './astray.ts';
import { CONFIG_FILE } from './config-file.ts';
import { failure } from './failure.ts';
import { parseIgnore, type Ignores } from './ignore.ts';
import { defaultLimits, type Limits } from './limits.ts';
import { failed, joined, parse } from './parse.ts';
import { isPattern } from './pattern.ts';
import { problemOf, type SourceFile, type Words } from './source-file.ts';
import { readStdin, readText } from './text.ts';
import { listFiles, type FoundFile } from './walk.ts';

const IGNORE_FILE = '.evenkeelignore';

/** What the files held when they were read last: who reads a folder again and again parses only what has changed. */
export type ParsedFiles = Map<string, Pick<SourceFile, 'text' | 'from'> & { readonly parsed: Folder }>;

/**
 * Reads every manifest below a folder, in the order of their paths. It never throws for what it finds there: what
 * cannot be read is a problem, and a folder that is missing is one too, since an empty folder would mean "delete all".
 */
export async function readFolder(
  dir: string,
  limits: Partial<Limits> = {},
  known: ParsedFiles = new Map(),
  from?: SourceLabel,
): Promise<Folder> {
  const within = { ...defaultLimits, ...limits };
  const listed = await listFolder(dir, within);
  const read = await readFiles(
    listed.files.map((file) => ({ ...file, from })),
    within,
    known,
  );
  return { documents: read.documents, problems: [...listed.problems, ...read.problems] };
}

/** The manifest files of a folder, but for those that are `taken`. */
export async function listFolder(
  dir: string,
  limits: Limits,
  taken?: Set<string>,
): Promise<{ files: FoundFile[]; problems: Problem[] }> {
  const root = await findRoot(dir);
  if (typeof root !== 'string') return { files: [], problems: [problemOf(dir, root)] };
  const ignored = await readIgnore(root, limits);
  const ignores: Ignores = (path, isFolder) => path === CONFIG_FILE || ignored.ignores(path, isFolder);
  const { files, problems } = await listFiles(root, ignores, limits.files, taken);
  return { files, problems: [...ignored.problems, ...problems] };
}

async function findRoot(dir: string): Promise<string | Words> {
  try {
    const root = await realpath(dir);
    if ((await stat(root)).isDirectory()) return root;
    return { message: 'this is not a folder', hint: 'name the folder that holds the manifests' };
  } catch (error) {
    const hint = await remedyFor(dir);
    if (isPattern(dir)) return { message: 'no file or folder matches this pattern', hint };
    return { message: `the manifest folder cannot be read: ${failure(error)}`, hint };
  }
}

/** What the folder's own ignore file leaves out. */
export async function readIgnore(root: string, limits: Limits): Promise<{ ignores: Ignores; problems: Problem[] }> {
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

/** A file with the label of its source. */
export interface SourcedFile extends FoundFile {
  readonly from: SourceLabel | undefined;
}

/** Reads files one after the other, as far as the limits of a set let it. */
export async function readFiles(
  files: readonly SourcedFile[],
  limits: Limits,
  known: ParsedFiles = new Map(),
): Promise<Folder> {
  forget(known, new Set(files.map(({ file }) => file)));
  const parts: Folder[] = [];
  let bytes = 0;
  let documents = 0;
  for (const { file, path, from } of files) {
    const text = path === '-' ? await readStdin(limits.fileBytes) : await readText(file, path, limits.fileBytes);
    if ('message' in text) {
      parts.push(failed(text));
      continue;
    }
    const source = from === undefined ? text : { ...text, from };
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
  const { file, text, from } = source;
  const before = known.get(file);
  if (before?.text === text && before.from === from) return before.parsed;
  const parsed = parse(source, limits);
  known.set(file, { text, parsed, ...(from === undefined ? {} : { from }) });
  return parsed;
}

function tooMuch(limit: number, what: string): Words {
  return {
    message: `the folder holds more than ${limit.toLocaleString('en')} ${what}; this file and any after it were not read`,
    hint: 'point evenkeel at a smaller folder',
  };
}
