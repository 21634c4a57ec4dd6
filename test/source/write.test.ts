import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { assert, constantFrom, dictionary, letrec, oneof, array, property, string, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../src/source/write.ts';

/** What one reader of YAML or another takes for a flag, a number, a date, nothing, or the beginning of something. */
const mistakable = [
  ...'on off On ON yes no Yes NO y n Y N true false TRUE null Null NULL ~ = << <'.split(' '),
  ...'0 -0 +12 09 014 0o14 0b101 0b 0x1F 0x 0x_1 1_000 1_000.5 0_ 1__0 1,000 _1 . .. ._1 .5 5. +.5 -.5'.split(' '),
  ...'1e3 1E+3 1.e+3 12e03 .e1 1e 1.5 -1 + - .inf -.INF +.inf .nan .NaN .Inf'.split(' '),
  ...'1:20 1:20:30.5 190:20:30 -1:20 12:30 2001-12-14 2001-1-1 2001-12-14t21:59:43.10-05:00'.split(' '),
  ...`{ [a] @a \`a !x &a *a %x | > ::/0 10.0.0.0/8 200-299 ' " \\ --- ... a: :a #{host} é 日本 <<: ,`.split(' '),
  '2001-12-14 21:59:43',
  '',
  ' ',
  ' a',
  'a ',
  '? a',
  '- a',
  'a: b',
  'a #b',
  '\t',
  'a\nb',
  'a\n',
  '\n',
  ' a\nb',
  'a\r\nb',
  '\u0085',
  'a\u2028b',
  'a\nb\u2029',
  '\ufeffx',
  '\u001b[31m',
  '\u009b',
  '\u007f',
  '\u202ea',
  '\u{e0001}',
  '\ufffe',
  'a\nb\u202e',
  '(known after apply)',
  'on the way',
  'word '.repeat(60),
];

const data = letrec<{ value: unknown }>((tie) => {
  const text: Arbitrary<string> = oneof(constantFrom(...mistakable), string({ unit: 'binary' }));
  const key = text.filter((each) => each !== '__proto__' && each.length < 100);
  return {
    value: oneof(
      { maxDepth: 3 },
      text,
      constantFrom(true, false, null, 0, 17, -3, 0.5),
      array(tie('value'), { maxLength: 4 }),
      dictionary(key, tie('value'), { maxKeys: 4 }),
    ),
  };
}).value;

const versions = ['1.1', '1.2'] as const;

test.each(versions)('a reader of YAML %s reads what was written', (version) => {
  assert(
    property(data, (value) => {
      expect(parse(toYaml(value), { version })).toEqual(value);
    }),
    { numRuns: 500 },
  );
});

test.each(mistakable)('%j is a text to everybody, as a value and as a key', (text) => {
  for (const version of versions) {
    expect(parse(toYaml({ [text]: [text] }), { version })).toEqual({ [text]: [text] });
  }
});

test('nothing stands in it that a terminal would obey', () => {
  expect(toYaml(mistakable)).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
});

test('what nobody could mistake stands without quotes, as far as that is plain to see', () => {
  expect(toYaml({ kind: 'LoadBalancer', path: '/api/*', many: ['on', 'once'], port: 80, at: '1:20' })).toBe(
    'kind: LoadBalancer\npath: /api/*\nmany:\n  - "on"\n  - once\nport: 80\nat: "1:20"\n',
  );
});

const crds = fileURLToPath(new URL('../../crds', import.meta.url));
const written = readdirSync(crds).map((file) => [file, readFileSync(`${crds}/${file}`, 'utf8')] as const);

test.each(written)('%s says the same in both versions', (_, text) => {
  expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
});

const hasPython = spawnSync('python3', ['-c', 'import yaml']).status === 0;
const readByPython = 'import json, sys, yaml; json.dump(list(yaml.safe_load_all(sys.stdin)), sys.stdout)';

test.runIf(hasPython)('Python reads the same', () => {
  const texts = [
    ...written.map(([, text]) => text),
    toYaml(mistakable),
    toYaml(Object.fromEntries(mistakable.entries())),
  ];
  const keyed = toYaml(Object.fromEntries(mistakable.map((text) => [text, text])));
  const input = [...texts, keyed].join('---\n');
  const read: unknown = JSON.parse(execFileSync('python3', ['-c', readByPython], { input, encoding: 'utf8' }));
  expect(read).toEqual([...texts, keyed].map((text) => parse(text, { version: '1.2' }) as unknown));
});
