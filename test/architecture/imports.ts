import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, relative } from 'node:path';

const root = join(import.meta.dirname, '../../src');

/** A source file, relative to src, and its text without comments. */
export interface SourceFile {
  readonly file: string;
  readonly text: string;
}

/** One import, or one re-export. */
export interface Import {
  readonly from: string;
  /** A path relative to src for our own files, else the specifier as written. */
  readonly to: string;
  readonly own: boolean;
  /** Gone at run time. With verbatimModuleSyntax only `import type` is: inline `type` leaves the import standing. */
  readonly typeOnly: boolean;
  /** Loaded when it is first used. */
  readonly lazy: boolean;
}

const statement =
  /^(?:import|export)\s+(?<type>type\s+)?(?:[\w$]+\s*,\s*)?(?:\{[^}]*\}|\*(?:\s+as\s+[\w$]+)?|[\w$]+)\s+from\s+['"](?<to>[^'"]+)['"]/gm;
const bare = /^import\s+['"](?<to>[^'"]+)['"]/gm;
const called = /(?<!typeof )\bimport\(\s*['"](?<to>[^'"]+)['"]/g;

export function readSources(): SourceFile[] {
  return readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
    .sort()
    .map((file) => sourceFile(file, readFileSync(join(root, file), 'utf8')));
}

export function sourceFile(file: string, text: string): SourceFile {
  return { file, text: withoutComments(text) };
}

/** Block comments, and lines that are nothing but a comment. */
function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[\s\S]*?\*\//gm, '').replaceAll(/(^|\s)\/\/.*$/gm, '$1');
}

const known = new WeakMap<SourceFile, Import[]>();

/** Read once for each file: each made-up one is looked at in the midst of all others. */
export function importsOf(source: SourceFile): Import[] {
  const before = known.get(source);
  if (before !== undefined) return before;
  const imports = importsIn(source);
  known.set(source, imports);
  return imports;
}

function importsIn({ file, text }: SourceFile): Import[] {
  const read = (pattern: RegExp, how: Partial<Pick<Import, 'lazy'>> = {}): Import[] =>
    [...text.matchAll(pattern)].map((match) => {
      const to = match.groups?.['to'] ?? '';
      const own = to.startsWith('.');
      const target = own ? normalize(join(dirname(file), to)) : to;
      return { from: file, to: target, own, typeOnly: match.groups?.['type'] !== undefined, lazy: false, ...how };
    });
  return [...read(statement), ...read(bare), ...read(called, { lazy: true })];
}

/** How many imports a text has by a looser reading, to check that none was overlooked. */
export function mentions({ text }: SourceFile): number {
  const lines = text.match(/^(?:import|export|\}).*\bfrom\s+['"]|^import\s+['"]/gm) ?? [];
  const calls = text.match(/(?<!typeof )\bimport\(/g) ?? [];
  return lines.length + calls.length;
}
