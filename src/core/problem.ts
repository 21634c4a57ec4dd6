import type { SourceLabel } from './source-label.ts';

/** A place in a file; both numbers start at 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A path inside a document: object keys and list indexes, from the root. */
export type Path = readonly (string | number)[];

/** Something wrong with what a user wrote, reported at its place. Planning and reading return problems as data. */
export interface Problem {
  /** Relative to the manifest folder; with its path where there is more than that folder, and `<stdin>`. */
  readonly file: string;
  readonly position: Position;
  /** `LoadBalancer/default/web-alb`, where the document is whole enough to have them. */
  readonly manifest?: string;
  /** JSON pointer in the document, e.g. `/spec/listeners/0/port`. */
  readonly path?: string;
  /** What is wrong. */
  readonly message: string;
  /** What was probably meant, or what to do. */
  readonly hint?: string;
}

/** A number or flag as somebody wrote it, where that is not how it would be written anew: `08`, `1.10`, `True`. */
export interface Spelling {
  readonly text: string;
  /** Why it can be taken for nothing but a text. */
  readonly fault?: { readonly message: string; readonly hint?: string };
}

/** One YAML or JSON document of the folder. */
export interface SourceDocument {
  readonly file: string;
  /** The label of the source that it was found in. */
  readonly from?: SourceLabel;
  /** Plain JSON data, deeply frozen. */
  readonly value: unknown;
  /** By JSON pointer. */
  readonly spellings?: ReadonlyMap<string, Spelling>;
  /** Where the node at that path stands; a path that leads nowhere gives its nearest ancestor. */
  locate(path: Path): Position;
  /** Where the key (not the value) at the end of the path stands. */
  locateKey(path: Path): Position;
}

/** What reading a folder gives: every document that could be read, and everything that could not. */
export interface Folder {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly Problem[];
}

/** Where a document begins: `file:line`. */
export function beginningOf({ file, locate }: Pick<SourceDocument, 'file' | 'locate'>): string {
  return `${file}:${locate([]).line}`;
}

/** JSON pointer of a path, with RFC 6901's escapes. */
export function pointer(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of a JSON pointer, list indexes as the texts that they are there. */
export function pathOf(text: string): string[] {
  const parts = text.split('/').slice(1);
  return parts.map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** `file:line:column  manifest path  message  (hint)`, one line. */
export function formatProblem(problem: Problem): string {
  const where = `${problem.file}:${problem.position.line}:${problem.position.column}`;
  const what = [problem.manifest, problem.path].filter((part) => part !== undefined && part !== '').join(' ');
  const hint = problem.hint === undefined ? '' : `  (${problem.hint})`;
  return `${where}  ${what === '' ? '' : `${what}  `}${problem.message}${hint}`;
}
