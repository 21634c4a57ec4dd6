import type { Words } from './source-file.ts';

/** Where a text stops being JSON, and why. */
export interface JsonFault extends Words {
  readonly offset: number;
}

type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma' | 'end';

/** A string may hold none of the control characters; reading the file has refused all but these three already. */
const TOKEN =
  /[ \t\r\n]*(?:([[\]{},:])|("(?:[^"\\\t\r\n]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?|true|false|null)(?![\w.+-]))/y;

/**
 * The first place where a text is not JSON (RFC 8259), or undefined when all of it is. `JSON.parse` knows as much, but
 * names no place that every version of Node would agree on. Open brackets wait in a list, not on the call stack.
 */
export function findJsonFault(text: string): JsonFault | undefined {
  const open: string[] = [];
  const token = new RegExp(TOKEN);
  let expected: Expected = 'value';
  let at = 0;
  for (;;) {
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) {
      const offset = skipSpace(text, at);
      return offset === text.length && expected === 'end' ? undefined : fault(text, offset, expected);
    }
    const [whole, mark, string] = match;
    const next = accept(expected, open, mark ?? (string === undefined ? 'scalar' : 'string'));
    if (next === undefined) return fault(text, skipSpace(text, at), expected);
    expected = next;
    at += whole.length;
  }
}

/** What may follow a token, or undefined when the token itself has no place here. */
function accept(expected: Expected, open: string[], token: string): Expected | undefined {
  const wantsValue = expected === 'value' || expected === 'value or ]';
  const wantsKey = expected === 'key' || expected === 'key or }';
  const within = open.at(-1);
  switch (token) {
    case '[':
    case '{':
      if (!wantsValue) return undefined;
      open.push(token);
      return token === '[' ? 'value or ]' : 'key or }';
    case ']':
      return within === '[' && (expected === 'comma' || expected === 'value or ]') ? close(open) : undefined;
    case '}':
      return within === '{' && (expected === 'comma' || expected === 'key or }') ? close(open) : undefined;
    case ':':
      return expected === 'colon' ? 'value' : undefined;
    case ',':
      if (expected !== 'comma') return undefined;
      return within === '[' ? 'value' : 'key';
    case 'string':
      if (wantsKey) return 'colon';
      return wantsValue ? afterValue(open) : undefined;
    default:
      return wantsValue ? afterValue(open) : undefined;
  }
}

function close(open: string[]): Expected {
  open.pop();
  return afterValue(open);
}

function afterValue(open: readonly string[]): Expected {
  return open.length === 0 ? 'end' : 'comma';
}

const WANTED: Readonly<Record<Expected, string>> = {
  value: 'a value',
  'value or ]': 'a value or "]"',
  key: 'a key in double quotes',
  'key or }': 'a key in double quotes or "}"',
  colon: '":"',
  comma: '"," or a closing bracket',
  end: 'nothing more',
};

function fault(text: string, offset: number, expected: Expected): JsonFault {
  const found = offset >= text.length ? 'the file ends' : `found ${JSON.stringify(excerpt(text, offset))}`;
  return {
    offset,
    message: `this is not JSON: expected ${WANTED[expected]}, but ${found}`,
    hint: 'correct it, or name the file .yaml if it is YAML',
  };
}

function excerpt(text: string, offset: number): string {
  return /^(?:[\w.+-]{1,20}|.)/su.exec(text.slice(offset, offset + 20))?.[0] ?? '';
}

function skipSpace(text: string, from: number): number {
  const space = /[ \t\r\n]*/y;
  space.lastIndex = from;
  return from + (space.exec(text)?.[0].length ?? 0);
}
