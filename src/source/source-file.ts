import { pointer, type Path, type Position, type Problem } from '../core/problem.ts';

/** What is wrong and what to do about it, before it is tied to a place. */
export interface Words {
  readonly message: string;
  readonly hint?: string;
}

/** A decoded text with the offset at which each of its lines starts. */
export interface SourceFile {
  /** Relative to the manifest folder. */
  readonly file: string;
  readonly text: string;
  readonly lineStarts: readonly number[];
  /** The label of the source that it was found in. */
  readonly from?: string;
}

export function sourceFile(file: string, text: string): SourceFile {
  const lineStarts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lineStarts.push(at + 1);
  return { file, text, lineStarts };
}

/** The line and column of an offset, both from 1; columns count UTF-16 units, as editors do. */
export function positionAt(lineStarts: readonly number[], offset: number): Position {
  let low = 0;
  let high = lineStarts.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

/** A problem at an offset of a text. */
export function problemAt(source: SourceFile, offset: number, words: Words, path: Path = []): Problem {
  const where = path.length === 0 ? {} : { path: pointer(path) };
  return { file: source.file, position: positionAt(source.lineStarts, offset), ...where, ...words };
}

/** A problem of a file, or of the folder, as a whole. */
export function problemOf(file: string, words: Words): Problem {
  return { file, position: { line: 1, column: 1 }, ...words };
}
