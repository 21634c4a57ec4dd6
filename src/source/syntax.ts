import type { ErrorCode, YAMLParseError } from 'yaml';
import type { Problem } from '../core/problem.ts';
import { ALIAS, TAG } from './refusals.ts';
import { positionAt, problemAt, type SourceFile, type Words } from './source-file.ts';

/** An error of the parser, with the text that it points at. */
interface Fault {
  readonly error: YAMLParseError;
  readonly token: string;
}

const WORDS: Readonly<Partial<Record<ErrorCode, (fault: Fault) => Words>>> = {
  ALIAS_PROPS: () => ALIAS,
  BAD_ALIAS: () => ALIAS,
  MULTIPLE_ANCHORS: () => ALIAS,
  MULTIPLE_TAGS: () => TAG,
  TAG_RESOLVE_FAILED: () => TAG,
  BAD_DQ_ESCAPE: ({ token }) => ({
    message: `in double quotes, ${token} is no escape`,
    hint: 'double the backslash, or use single quotes',
  }),
  BAD_INDENT: ({ error }) =>
    isOpenBracket(error)
      ? { message: `a ${error.message.includes('map') ? '"}"' : '"]"'} is missing before this, or too far left` }
      : { message: 'this is not indented like what it follows', hint: 'align it' },
  BAD_SCALAR_START: ({ token }) => ({
    message: `text cannot begin with ${token}`,
    hint: 'put it in quotes',
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({
    message: 'one line cannot hold a map within a map',
    hint: 'put text that holds ": " in quotes, or begin a new line',
  }),
  BLOCK_IN_FLOW: () => ({ message: 'a comma, or a bracket around this, is missing inside { } or [ ]' }),
  KEY_OVER_1024_CHARS: () => ({ message: 'this key is longer than 1,024 characters' }),
  MISSING_CHAR: ({ error }) => missing(error.message),
  MULTILINE_IMPLICIT_KEY: () => ({
    message: 'this line continues the one above, so it cannot begin a key',
    hint: 'correct its indentation, or complete the line above',
  }),
  TAB_AS_INDENT: () => TAB,
  UNEXPECTED_TOKEN: ({ token }) => ({
    message: `did not expect ${JSON.stringify(token)} here`,
    hint: 'check indentation, quotes and brackets',
  }),
};

const TAB: Words = { message: 'tabs cannot indent YAML', hint: 'use spaces' };

/** The parser has one code for all that may be missing, and distinguishes them in its message only. */
function missing(message: string): Words {
  if (message.includes('quote')) return { message: 'this quote is never closed' };
  if (message.includes('map values')) return { message: 'a ": " is missing behind this key' };
  if (message.includes('without -')) return { message: 'in this list, a "- " is missing here', hint: 'or align it' };
  if (message.includes('Missing ,')) return { message: 'a comma is missing in front of this' };
  return { message: 'a space or a line break is missing here' };
}

/**
 * A section's syntax errors in words of our own: one a line, and none behind the first after which the parser has lost
 * its way, since that only confuses. `lastToken` is the offset of the section's last token.
 */
export function syntaxProblems(
  source: SourceFile,
  base: number,
  errors: readonly YAMLParseError[],
  lastToken: number,
): Problem[] {
  const problems: Problem[] = [];
  const continued = new Set(errors.filter(isContinuation).map((error) => error.pos[0]));
  let lastLine = 0;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    // The same key, reported a second time and less clearly.
    if (error.code === 'BLOCK_AS_IMPLICIT_KEY' && continued.has(error.pos[0])) continue;
    const at = whereReported(source, base, error, lastToken);
    const { line } = positionAt(source.lineStarts, at);
    if (line !== lastLine) problems.push(syntaxProblem(source, base, error, at));
    lastLine = line;
    if (error.code === 'UNEXPECTED_TOKEN' || isOpenBracket(error) || isOpenQuote(error)) break;
  }
  return problems;
}

function whereReported(source: SourceFile, base: number, error: YAMLParseError, lastToken: number): number {
  // An open quote runs to the end of the section, where the error is; the place where it opens says more.
  if (isOpenQuote(error)) return base + lastToken;
  const [start, end] = error.pos;
  return isContinuation(error) ? lineContent(source, base + end - 1) : base + start;
}

function syntaxProblem(source: SourceFile, base: number, error: YAMLParseError, at: number): Problem {
  const tab = tabBefore(source, at);
  if (tab !== undefined) return problemAt(source, tab, TAB);
  const start = base + error.pos[0];
  const variable = variableAt(source, start);
  if (variable !== undefined) {
    const hint = `write ${JSON.stringify(variable)}`;
    return problemAt(source, start - 1, { message: 'inside { } or [ ] a variable has to stand in quotes', hint });
  }
  const end = error.code === 'BAD_DQ_ESCAPE' ? start + 2 : base + error.pos[1];
  const token = source.text.slice(start, Math.min(end, start + 20));
  return problemAt(source, at, WORDS[error.code]?.({ error, token }) ?? { message: 'this cannot be read as YAML' });
}

/** The value with the variable of which the parser took the bracket for the beginning of a map. */
function variableAt({ text }: SourceFile, bracket: number): string | undefined {
  if (text[bracket] !== '{' || text[bracket - 1] !== '$') return undefined;
  const [before = ''] = /[^\s,[\]{}"']*$/.exec(text.slice(Math.max(0, bracket - 100), bracket)) ?? [];
  const [behind = '{NAME}'] =
    /^\{[A-Za-z_]\w*(?::-[^}\n"\\]{0,100})?\}[^\s,[\]{}"']{0,100}/.exec(text.slice(bracket, bracket + 300)) ?? [];
  return `${before}${behind}`;
}

function isContinuation(error: YAMLParseError): boolean {
  return error.code === 'MULTILINE_IMPLICIT_KEY';
}

function isOpenQuote(error: YAMLParseError): boolean {
  return error.code === 'MISSING_CHAR' && error.message.includes('quote');
}

function isOpenBracket(error: YAMLParseError): boolean {
  return error.code === 'BAD_INDENT' && error.message.startsWith('Flow ');
}

/** A tab that indents the line of an offset, whatever the parser then made of the line. */
function tabBefore(source: SourceFile, offset: number): number | undefined {
  const start = lineStart(source, offset);
  const tab = source.text.slice(start, lineContent(source, offset)).indexOf('\t');
  return tab === -1 ? undefined : start + tab;
}

/** Where the line of an offset begins to say something. */
function lineContent(source: SourceFile, offset: number): number {
  const indent = /[ \t]*/y;
  indent.lastIndex = lineStart(source, offset);
  indent.test(source.text);
  return indent.lastIndex;
}

function lineStart(source: SourceFile, offset: number): number {
  return source.lineStarts[positionAt(source.lineStarts, offset).line - 1] ?? 0;
}
