import { expect, test } from 'vitest';
import { age } from '../../src/report/text/duration.ts';
import { contentLines, differenceLines } from '../../src/report/changes/differences.ts';
import { block, clean, flow } from '../../src/report/text/values.ts';

test.each([
  ['plain text', 'plain text'],
  [80, '80'],
  [null, 'null'],
  [[], '[]'],
  [{}, '{}'],
  ['', '""'],
  ['a, b', '"a, b"'],
  ['two\nlines', String.raw`"two\nlines"`],
  ['\u001b[31mred\u009b', String.raw`"\u001b[31mred\u009b"`],
  ['\u202eright to left', String.raw`"\u202eright to left"`],
  [{ path: ['/a', '/b'], on: true }, '{ path: [/a, /b], on: true }'],
])('%j on one line', (value, text) => {
  expect(flow(value)).toBe(text);
});

test('what is too long for a line takes as many as it needs', () => {
  expect(block({ short: 1, long: ['one item', 'another item'] }, 24)).toEqual([
    'short: 1',
    'long:',
    '  - one item',
    '  - another item',
  ]);
});

test('words of others are on one line', () => {
  expect(clean('  denied:\n\tsee  above ')).toBe('denied: see above');
});

test('only the order differs', () => {
  expect(differenceLines({ path: '/p', live: ['a', 'b'], wanted: ['b', 'a'] })).toEqual(['/p: [a, b] → [b, a]']);
});

test('an element more of the same is an element more', () => {
  expect(differenceLines({ path: '/p', live: ['a', 'a'], wanted: ['a', 'a', 'a'] })).toEqual([
    '/p:',
    '  + a',
    '  2 unchanged',
  ]);
});

test('a kind of action instead of another is shown as a whole', () => {
  const diff = { path: '/p', live: [{ forward: 'x' }], wanted: [{ redirect: 'y' }] };
  expect(differenceLines(diff)).toEqual(['/p/0: { forward: x } → { redirect: y }']);
});

test('a member that comes or goes', () => {
  const diff = { path: '/p', live: { a: 1, b: 2 }, wanted: { a: 1, c: 3 } };
  expect(differenceLines(diff)).toEqual(['/p/c: (not set) → 3', '/p/b: 2 → (not set)']);
});

test('what looks the same on both sides differs in a secret', () => {
  expect(differenceLines({ path: '/p', live: '(secret)', wanted: '(secret)' })).toEqual(['/p: a secret in it differs']);
});

test('contents are shown from where their paths part', () => {
  const lines = contentLines([
    { path: '/spec/tags/a', live: null, wanted: '1' },
    { path: '/spec/name', live: null, wanted: 'web' },
  ]);
  expect(lines).toEqual(['tags/a: 1, name: web']);
});

test.each([
  [0, '0s'],
  [59_999, '59s'],
  [60_000, '1m'],
  [7_200_000, '2h'],
  [864_000_000, '10d'],
])('%d ms are %s', (ms, text) => {
  expect(age(ms)).toBe(text);
});
