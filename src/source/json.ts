import type { Words } from './source-file.ts';

/** Where a text stops being JSON, and why. */
interface JsonFault {
  readonly offset: number;
  readonly words: Words;
}

type Token = '[' | ']' | '{' | '}' | ':' | ',' | 'string' | 'scalar';

type Expected = keyof typeof WANTED;

const WANTED = {
  value: 'a value',
  'value or ]': 'a value or ]',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or }',
  colon: 'a colon',
  comma: 'a comma or a closing bracket',
  end: 'nothing more',
} as const;

const SPACE = /[ \t\r\n]*/y;
const SCALAR = /(?:-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)(?![\w.+-])/y;
/** A stretch of a string. Reading the file has refused every other control character. */
const STRETCH = /[^"\\\t\r\n]*/y;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/**
 * The first place where a text is not JSON (RFC 8259), or undefined when all of it is. `JSON.parse` knows as much, but
 * names no place that every version of Node would agree on. Open brackets wait in a list, not on the call stack.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: Token[] = [];
  let expected: Expected = 'value';
  let at = endOf(SPACE, text, 0);
  while (at < text.length) {
    const token = tokenAt(text, at);
    const next: Expected | undefined = token === undefined ? undefined : accept(expected, open, token);
    if (token === undefined || next === undefined) return fault(text, at, expected);
    const end = endOfToken(token, text, at);
    if (typeof end !== 'number') return end;
    expected = next;
    at = endOf(SPACE, text, end);
  }
  return expected === 'end' ? undefined : fault(text, at, expected);
}

function tokenAt(text: string, at: number): Token | undefined {
  const first = text.charAt(at);
  if (first === '"') return 'string';
  if ('[]{}:,'.includes(first)) return first as Token;
  return endOf(SCALAR, text, at) > at ? 'scalar' : undefined;
}

function endOfToken(token: Token, text: string, at: number): number | JsonFault {
  if (token === 'string') return endOfString(text, at);
  return token === 'scalar' ? endOf(SCALAR, text, at) : at + 1;
}

/** What may follow a token, or undefined when the token itself has no place here. */
function accept(expected: Expected, open: Token[], token: Token): Expected | undefined {
  const within = open.at(-1);
  switch (token) {
    case '[':
    case '{':
      if (!expected.startsWith('value')) return undefined;
      open.push(token);
      return token === '[' ? 'value or ]' : 'key or }';
    case ']':
      return expected === 'value or ]' || (expected === 'comma' && within === '[') ? close(open) : undefined;
    case '}':
      return expected === 'key or }' || (expected === 'comma' && within === '{') ? close(open) : undefined;
    case ':':
      return expected === 'colon' ? 'value' : undefined;
    case ',':
      if (expected !== 'comma') return undefined;
      return within === '[' ? 'value' : 'key';
    case 'string':
      if (expected.startsWith('key')) return 'colon';
      return expected.startsWith('value') ? afterValue(open) : undefined;
    case 'scalar':
      return expected.startsWith('value') ? afterValue(open) : undefined;
  }
}

function close(open: Token[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly Token[]): Expected {
  return open.length === 0 ? 'end' : 'comma';
}

function endOfString(text: string, start: number): number | JsonFault {
  let at = start + 1;
  for (;;) {
    at = endOf(STRETCH, text, at);
    const found = text.charAt(at);
    if (found === '"') return at + 1;
    if (found !== '\\') return { offset: start, words: notJson('this string is not closed on its line') };
    const end = endOf(ESCAPE, text, at);
    if (end === at) return { offset: at, words: notJson(`${text.slice(at, at + 2)} is no escape`) };
    at = end;
  }
}

/** Where a sticky pattern stops matching; where it started, when it does not match at all. */
function endOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.test(text) ? pattern.lastIndex : at;
}

function fault(text: string, offset: number, expected: Expected): JsonFault {
  const found = /^(?:[\w.+-]+|.)/su.exec(text.slice(offset, offset + 20))?.[0];
  const instead = found === undefined ? 'the file ends' : `found ${found}`;
  return { offset, words: notJson(`expected ${WANTED[expected]}, but ${instead}`) };
}

function notJson(why: string): Words {
  return { message: `this is not JSON: ${why}`, hint: 'if it is YAML, name the file .yaml' };
}
