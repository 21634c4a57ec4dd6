import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sameJson } from '../core/json.ts';
import type { Problem } from '../core/problem.ts';
import type { Shape } from '../schema/shape.ts';
import { listFolder } from './folder.ts';
import { formatted } from './format.ts';
import { defaultLimits } from './limits.ts';
import { parse } from './parse.ts';
import { problemOf, sourceFile, type SourceFile } from './source-file.ts';
import { readStdin, readText } from './text.ts';

/** A file of YAML with what it looks like in order. */
export interface FormattedFile {
  readonly file: string;
  readonly text: string;
  readonly better: string;
}

interface Formatted {
  readonly files: readonly FormattedFile[];
  readonly problems: readonly Problem[];
}

/** The files of these sources as they are and as they are in order. What can't be read, or would come to mean something else, is a problem. */
export async function formatFiles(
  given: readonly string[],
  shapeOfKind: (kind: unknown) => Shape | undefined,
): Promise<Formatted> {
  const files: FormattedFile[] = [];
  const problems: Problem[] = [];
  for (const source of given) {
    const listed = await listYaml(source);
    problems.push(...listed.problems);
    for (const file of listed.files) {
      const read =
        file === '-' ? await readStdin(defaultLimits.fileBytes) : await readText(file, file, defaultLimits.fileBytes);
      const made = 'message' in read ? [read] : formatOne(read, shapeOfKind);
      if (Array.isArray(made)) problems.push(...made);
      else files.push({ ...made, file });
    }
  }
  return { files, problems };
}

/** JSON has no comments and an order that other programs have given it: it is left alone. */
async function listYaml(source: string): Promise<{ files: string[]; problems: readonly Problem[] }> {
  const isFolder =
    source !== '-' &&
    !(await stat(source).then(
      (found) => !found.isDirectory(),
      () => false,
    ));
  if (!isFolder) return { files: [source], problems: [] };
  const { files, problems } = await listFolder(source, defaultLimits);
  return { files: files.map(({ file }) => join(source, file)).filter((file) => !file.endsWith('.json')), problems };
}

function formatOne(source: SourceFile, shapeOfKind: (kind: unknown) => Shape | undefined): FormattedFile | Problem[] {
  const { file, text } = source;
  const before = parse(source, defaultLimits);
  if (before.problems.length > 0) return [...before.problems];
  const better = formatted(text, shapeOfKind);
  const after = parse(sourceFile(file, better), defaultLimits);
  const meaning = ({ documents }: typeof before): unknown =>
    documents.map(({ value, spellings = [] }) => [
      value,
      Object.fromEntries([...spellings].map(([at, { text: written }]) => [at, written])),
    ]);
  if (after.problems.length === 0 && sameJson(meaning(before), meaning(after))) return { file, text, better };
  return [problemOf(file, { message: 'in order this file would mean something else; it is left as it is' })];
}
