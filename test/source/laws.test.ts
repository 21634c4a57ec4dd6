import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import type { Path, Position } from '../../src/core/problem.ts';
import { findJsonFault } from '../../src/source/json.ts';
import { cases } from '../support/cases.ts';
import { readFiles } from './folder-of.ts';

/** Any JSON but the one key that is refused, and not null, which is an empty document. JSON knows no -0. */
const json = fc
  .jsonValue({ stringUnit: 'binary', maxDepth: 5 })
  .map((value) => JSON.parse(JSON.stringify(value)) as fc.JsonValue)
  .filter((value) => value !== null && !JSON.stringify(value).includes('"__proto__":'));

const writers = {
  'web.json': (value: unknown) => JSON.stringify(value),
  'indented.json': (value: unknown) => JSON.stringify(value, null, '\t'),
  'web.yaml': (value: unknown) => stringify(value, { aliasDuplicateObjects: false }),
};

test.each(Object.entries(writers))('any JSON value survives being written and read: %s', async (file, write) => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      const text = write(value);
      fc.pre(!hasRawControlCharacters(text));
      const { documents, problems } = await readFiles({ [file]: text });

      expect(problems).toEqual([]);
      expect(documents.map((document) => document.value)).toEqual([value]);
    }),
  );
});

test('what is JSON is decided as JSON.parse decides it', () => {
  const scraps = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    ':',
    ',',
    '"a"',
    '"',
    '\\n',
    '\\',
    '1',
    '-',
    '.5',
    'e9',
    'true',
    ' ',
    '\n',
  );
  const text = fc.oneof(
    fc.array(scraps, { maxLength: 12 }).map((parts) => parts.join('')),
    fc.tuple(fc.json(), fc.nat(), scraps).map(([whole, at, scrap]) => {
      const cut = at % (whole.length + 1);
      return whole.slice(0, cut) + scrap + whole.slice(cut + 1);
    }),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      fc.pre(!hasRawControlCharacters(candidate));
      expect(findJsonFault(candidate) === undefined).toBe(parses(candidate));
    }),
    { numRuns: cases(2_000) },
  );
});

const YAML_SCRAPS = [
  'a',
  ': ',
  ':',
  '- ',
  '? ',
  '\n',
  '\n  ',
  '\n\t',
  '---\n',
  '...\n',
  '[',
  ']',
  '{',
  '}',
  ',',
  '"',
  "'",
  '|',
  '>',
  '#',
  '&x ',
  '*x',
  '!t ',
  '%',
  '@',
  '\\',
  '1',
  '<<',
  '\uFFFD',
  '\uFEFF',
  '\r',
  '\u2028',
  '\uD83D\uDE00',
];

test('whatever a file holds, reading it ends in documents or problems with a place in the file', async () => {
  const scraps = fc.constantFrom(...YAML_SCRAPS);
  await fc.assert(
    fc.asyncProperty(
      fc.array(scraps, { maxLength: 40 }),
      fc.constantFrom('web.yaml', 'web.json'),
      async (parts, file) => {
        const text = parts.join('');
        const lines = text.split('\n');
        const { problems } = await readFiles({ [file]: text });

        for (const { position, message } of problems) {
          expect(message).not.toBe('');
          expect(position.column).toBeGreaterThanOrEqual(1);
          expect(position.column).toBeLessThanOrEqual((lines[position.line - 1]?.length ?? -1) + 1);
        }
      },
    ),
    { numRuns: cases(1_000) },
  );
});

test('every value and every key is found where it stands', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (value) => {
      const text = JSON.stringify(value, null, 2);
      const [document] = (await readFiles({ 'web.json': text })).documents;

      for (const { path, node } of walk(value)) {
        const rest = from(text, document?.locate(path));
        expect(rest.startsWith(firstToken(node))).toBe(true);
        const key = path.at(-1);
        if (typeof key === 'string') {
          expect(from(text, document?.locateKey(path)).startsWith(`${JSON.stringify(key)}:`)).toBe(true);
        }
      }
    }),
    { numRuns: cases(50) },
  );
});

function hasRawControlCharacters(text: string): boolean {
  return Array.from(text).some((character) => character < ' ' && !'\t\r\n'.includes(character));
}

function parses(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function* walk(node: unknown, path: Path = []): Generator<{ path: Path; node: unknown }> {
  yield { path, node };
  if (Array.isArray(node)) {
    for (const [index, item] of node.entries()) yield* walk(item, [...path, index]);
  } else if (typeof node === 'object' && node !== null) {
    for (const [key, item] of Object.entries(node)) yield* walk(item, [...path, key]);
  }
}

function firstToken(node: unknown): string {
  if (Array.isArray(node)) return '[';
  return typeof node === 'object' && node !== null ? '{' : JSON.stringify(node);
}

function from(text: string, position: Position | undefined): string {
  const { line, column } = position ?? { line: 0, column: 0 };
  return text
    .split('\n')
    .slice(line - 1)
    .join('\n')
    .slice(column - 1);
}
