import type { ErrorCode, YAMLParseError } from 'yaml';
import type { Problem } from '../core/problem.ts';
import { ALIAS, TAG } from './refusals.ts';
import { problemAt, type SourceFile, type Words } from './source-file.ts';

type Describe = (error: YAMLParseError, token: string) => Words;

const QUOTE = 'put text that holds ": " in quotes, or correct the indentation';

const WORDS: Readonly<Partial<Record<ErrorCode, Describe>>> = {
  ALIAS_PROPS: () => ALIAS,
  BAD_ALIAS: () => ALIAS,
  MULTIPLE_ANCHORS: () => ALIAS,
  MULTIPLE_TAGS: () => TAG,
  TAG_RESOLVE_FAILED: () => TAG,
  BAD_DQ_ESCAPE: (_, token) => ({
    message: `in double quotes, ${token} is no escape`,
    hint: 'double the backslash, or use single quotes',
  }),
  BAD_INDENT: ({ message }) =>
    message.startsWith('Flow ')
      ? { message: `a ${message.includes('map') ? '"}"' : '"]"'} is missing before this, or too far left` }
      : { message: 'this is not indented like what it follows', hint: 'align it' },
  BAD_SCALAR_START: (_, token) => ({
    message: `text cannot begin with ${token} unless it is in quotes`,
    hint: 'put it in quotes',
  }),
  BLOCK_AS_IMPLICIT_KEY: () => ({ message: 'a second "key: value" on the line of a first', hint: QUOTE }),
  BLOCK_IN_FLOW: () => ({ message: 'inside { } and [ ], maps and lists must be in brackets too' }),
  KEY_OVER_1024_CHARS: () => ({ message: 'this key is longer than 1,024 characters' }),
  MISSING_CHAR: (error) => {
    if (isOpenQuote(error)) return { message: 'this quote is never closed' };
    if (error.message.includes('map values')) return { message: 'a ": " is missing behind this key' };
    return { message: 'a separating space, comma or line break is missing here' };
  },
  MULTILINE_IMPLICIT_KEY: () => ({ message: 'a key must stand on one line, with its colon', hint: QUOTE }),
  TAB_AS_INDENT: () => ({ message: 'tabs cannot indent YAML', hint: 'use spaces' }),
  UNEXPECTED_TOKEN: (_, token) => ({ message: `did not expect ${token} here`, hint: 'check indentation and brackets' }),
};

/**
 * A section's syntax errors in words of our own: one a line, and none behind the first unexpected token, since what the
 * parser says once it has lost its way only confuses. `lastToken` is the offset of the section's last token.
 */
export function syntaxProblems(
  source: SourceFile,
  base: number,
  errors: readonly YAMLParseError[],
  lastToken: number,
): Problem[] {
  const problems: Problem[] = [];
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0])) {
    const [start, end] = error.pos;
    // A quote without an end runs to the end of the section, where the error is; where it opens says more.
    const at = base + (isOpenQuote(error) ? lastToken : start);
    const problem = problemAt(source, at, describe(error, source.text.slice(base + start, base + end)));
    if (problem.position.line !== problems.at(-1)?.position.line) problems.push(problem);
    if (error.code === 'UNEXPECTED_TOKEN') break;
  }
  return problems;
}

function isOpenQuote(error: YAMLParseError): boolean {
  return error.code === 'MISSING_CHAR' && error.message.includes('quote');
}

function describe(error: YAMLParseError, token: string): Words {
  const quoted = JSON.stringify(token.length <= 20 ? token : `${token.slice(0, 17)}...`);
  return WORDS[error.code]?.(error, quoted) ?? { message: 'this cannot be read as YAML' };
}
