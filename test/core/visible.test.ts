import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible } from '../../src/core/visible.ts';
import { toYaml } from '../../src/source/write.ts';
import { parse } from 'yaml';
import { forbiddenIn, hostile, signs } from '../support/hostile.ts';

const anyText = fc.string({ unit: fc.oneof(fc.constantFrom(...signs), fc.string({ unit: 'binary', maxLength: 2 })) });
const data = fc.jsonValue({ stringUnit: 'binary' });

test.each([
  ['\u001b[2J', String.raw`\u001b[2J`],
  ['\u009b\u202e\u0007', String.raw`\u009b\u202e\u0007`],
  ['\u{e0041}', String.raw`\udb40\udc41`],
  ['\ud800', String.raw`\ud800`],
  ['two\nlines\tand a tab', 'two\nlines\tand a tab'],
  ['Grüße → 負荷分散 🚢', 'Grüße → 負荷分散 🚢'],
])('%j', (text, shown) => {
  expect(visible(text)).toBe(shown);
});

test('nothing hidden is left, and cleaning twice is cleaning once', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const shown = visible(text);
      expect(forbiddenIn(shown)).toEqual([]);
      expect(visible(shown)).toBe(shown);
    }),
  );
});

test('JSON says the same afterwards', () => {
  fc.assert(
    fc.property(data, hostile, (value, sign) => {
      const all = { value, [sign]: sign };
      const text = visible(JSON.stringify(all, undefined, 2));
      expect(forbiddenIn(text)).toEqual([]);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(all)));
    }),
  );
});

test('YAML says the same afterwards', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), hostile, (word, sign) => {
      const all = { [`${word}${sign}`]: [`${sign}${word}`, `two\nlines${sign}\n`] };
      const text = visible(toYaml(all));
      expect(forbiddenIn(text)).toEqual([]);
      expect(text).not.toMatch(/\\u[dD][89a-f]/);
      expect(parse(text)).toEqual(all);
    }),
  );
});
