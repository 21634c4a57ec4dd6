import { execFile } from 'node:child_process';
import { truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { readFolder } from '../../src/source/folder.ts';
import { readFiles, summaryOf, withFolder } from './folder-of.ts';

const MIB = 1024 * 1024;

/** A mebibyte of nesting in every way that YAML knows; a composer that met one would take the process with it. */
const NESTING: Readonly<Record<string, string>> = {
  'flow lists': '[',
  'flow maps': '{a: ',
  'flow maps in JSON': '{"a":',
  'pairs in flow lists': '[a: ',
  'lists on one line': '- ',
  'keys on one line': '? ',
  'empty keys on one line': ': ',
};

test.each(Object.entries(NESTING))('nested without end: %s', async (_name, unit) => {
  const bomb = unit.repeat(Math.floor((MIB - 20) / unit.length));
  const { documents, problems } = summaryOf(
    await readFiles({ 'bomb.yaml': `${bomb}\n---\nn: 1\n`, 'ok.yaml': 'n: 2\n' }),
  );

  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^bomb\.yaml:1:\d+ {2}maps and lists nest more than 64 deep here$/);
  expect(documents).toEqual([
    ['bomb.yaml', { n: 1 }],
    ['ok.yaml', { n: 2 }],
  ]);
});

test.each(['a:', '- ', '-\n', '?'])('nested by indentation: %j', async (unit) => {
  const lines = Array.from({ length: 1_000 }, (_, depth) => ' '.repeat(depth) + unit.trimEnd());
  const { documents, problems } = summaryOf(await readFiles({ 'bomb.yaml': lines.join('\n') }));

  expect(documents).toEqual([]);
  expect(problems).toEqual([
    expect.stringMatching(/^bomb\.yaml:65:\d+ {2}maps and lists nest more than 64 deep here$/),
  ]);
});

test('JSON that is nested without end, closed or not', async () => {
  const deep = 500_000;
  const { problems } = summaryOf(
    await readFiles({ 'a.json': '['.repeat(deep) + ']'.repeat(deep), 'b.json': '['.repeat(deep) }),
  );

  expect(problems).toEqual([
    'a.json:1:65  maps and lists nest more than 64 deep here',
    'b.json:1:500001  this is not JSON: expected a value or ], but the file ends  (if it is YAML, name the file .yaml)',
  ]);
});

test('64 deep is not too deep', async () => {
  const flow = '['.repeat(64) + ']'.repeat(64);
  const block = Array.from({ length: 64 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n');
  const folder = await readFiles({ 'flow.yaml': flow, 'block.yaml': block });

  expect(summaryOf(folder).problems).toEqual([]);
  expect(folder.documents).toHaveLength(2);
});

test('an alias bomb never expands', async () => {
  const levels = Array.from({ length: 20 }, (_, level) =>
    level === 0
      ? 'a0: &a0 [x]'
      : `a${level}: &a${level} [${Array(10)
          .fill(`*a${level - 1}`)
          .join(', ')}]`,
  );
  const { documents, problems } = summaryOf(await readFiles({ 'bomb.yaml': levels.join('\n') }));

  expect(documents).toEqual([]);
  expect(problems).toHaveLength(101);
  expect(problems[0]).toBe('bomb.yaml:1:9  /a0  anchors (&) and aliases (*) are not supported  (write the value out)');
  expect(problems[100]).toMatch(/ {2}and 110 more problems in this file, from here on$/);
});

test('a file of 100 MB is refused by its size', async () => {
  await withFolder({ 'big.yaml': '', 'ok.yaml': 'n: 1' }, async (dir) => {
    await truncate(join(dir, 'big.yaml'), 100 * MIB);
    const before = process.memoryUsage().arrayBuffers;
    const folder = summaryOf(await readFolder(dir));

    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10 * MIB);
    expect(folder.documents).toEqual([['ok.yaml', { n: 1 }]]);
    expect(folder.problems).toEqual([
      'big.yaml:1:1  this file has 104,857,600 bytes; at most 1,048,576 are read  (split it, or name it in .evenkeelignore if it is no manifest)',
    ]);
  });
});

test('a named pipe is refused without waiting for a writer', async () => {
  await withFolder({ 'ok.yaml': 'n: 1' }, async (dir) => {
    await promisify(execFile)('mkfifo', [join(dir, 'pipe.yaml')]);
    const folder = summaryOf(await readFolder(dir));

    expect(folder.documents).toEqual([['ok.yaml', { n: 1 }]]);
    expect(folder.problems).toEqual(['pipe.yaml:1:1  this is not a regular file']);
  });
});

const FLOODS: Readonly<Record<string, string>> = {
  commas: `[${','.repeat(20_000)}`,
  'closing brackets': ']'.repeat(20_000),
  'documents that end at once': '...\n'.repeat(20_000),
  'broken documents': ']\n...\n'.repeat(20_000),
  'document marks': '---\n'.repeat(20_000),
  aliases: '- *a\n'.repeat(20_000),
  anchors: '&a '.repeat(20_000),
  tags: '!a '.repeat(20_000),
  quotes: '"\n'.repeat(20_000),
  'equal keys': 'a: 1\n'.repeat(20_000),
};

test.each(Object.entries(FLOODS))('a flood of %s is a bounded number of problems', async (_name, text) => {
  const { documents, problems } = await readFiles({ 'flood.yaml': text, 'ok.yaml': 'n: 1' });

  expect(documents.at(-1)?.value).toEqual({ n: 1 });
  expect(problems.length).toBeLessThanOrEqual(101);
});
