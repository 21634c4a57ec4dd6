import { expect, test } from 'vitest';
import { parseIgnore } from '../../src/source/ignore.ts';

const CASES: readonly (readonly [pattern: string, path: string, ignored: boolean])[] = [
  ['a.yaml', 'a.yaml', true],
  ['a.yaml', 'x/y/a.yaml', true],
  ['/a.yaml', 'x/a.yaml', false],
  ['x/a.yaml', 'x/a.yaml', true],
  ['x/a.yaml', 'y/x/a.yaml', false],
  ['*.yaml', 'x/a.yaml', true],
  ['*.yaml', 'a.yml', false],
  ['x/*', 'x/a', true],
  ['x/*', 'x/y/a', false],
  ['x/**', 'x/y/a', true],
  ['x/**', 'x', false],
  ['x/**\n!x/a', 'x/a', false],
  ['***/a', 'x/y/a', true],
  ['**/a', 'a', true],
  ['x/**/a', 'x/a', true],
  ['x/**/a', 'x/y/z/a', true],
  ['x/**/a', 'y/x/a', false],
  ['?.yaml', 'a.yaml', true],
  ['?.yaml', 'ab.yaml', false],
  ['?.yaml', '\u{1F600}.yaml', true],
  ['a*b*c', 'axbxxc', true],
  ['a*b*c', 'axbxx', false],
  ['x/', 'x', false],
  ['# a', 'a', false],
  ['', 'a', false],
  ['a\n!a', 'a', false],
  ['!a\na', 'a', true],
  ['a.c', 'abc', false],
  ['[ab]', 'a', false],
  ['  a \r', 'a', true],
];

test.each(CASES)('%j on %s', (pattern, path, ignored) => {
  expect(parseIgnore(pattern)(path, false)).toBe(ignored);
});

test('a pattern that ends with a slash is for folders', () => {
  expect(parseIgnore('x/')('y/x', true)).toBe(true);
});

test('a pattern of nothing but stars costs no more than its length times the name', () => {
  const ignores = parseIgnore(`${'*a'.repeat(200)}b`);

  expect(ignores('a'.repeat(250), false)).toBe(false);
});

test('nor do patterns of many folders, on a path as deep as a system allows', () => {
  const ignores = parseIgnore(`${'**/a/'.repeat(400)}b`);

  expect(ignores(`${'a/'.repeat(2_000)}c`, false)).toBe(false);
});
