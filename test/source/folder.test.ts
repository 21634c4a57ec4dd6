import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readFolder } from '../../src/source/folder.ts';
import type { Limits } from '../../src/source/limits.ts';
import { readFiles, summaryOf, withFolder } from './folder-of.ts';

test('manifests are read recursively, many to a file, in the order of their paths', async () => {
  const folder = await readFiles({
    'b.yml': 'n: 3\n---\n# nothing\n---\nn: 4\n...\nn: 5\n',
    'a/z.json': '{"n": 2}',
    'a.yaml': '\uFEFFn: 1\r\n',
    'Z.yaml': 'n: 0\n',
    'empty.yaml': '',
    'comment.yaml': '# only this\n',
    'null.yaml': '---\n~\n---\n',
    'README.md': '# n: 9',
    'b.yaml.bak': 'n: 9',
    '.hidden.yaml': 'n: 9',
    '.git/x.yaml': 'n: 9',
  });

  expect(summaryOf(folder)).toEqual({
    documents: [
      ['Z.yaml', { n: 0 }],
      ['a.yaml', { n: 1 }],
      ['a/z.json', { n: 2 }],
      ['b.yml', { n: 3 }],
      ['b.yml', { n: 4 }],
      ['b.yml', { n: 5 }],
    ],
    problems: [],
  });
});

test('values are plain, frozen to the bottom, and mean what YAML 1.2 says', async () => {
  const text = 'a: [{b: yes, c: 2026-01-01, 443: NaN, d: 0x1F, e: 1_000, f: "<<", constructor: 1}]\n';
  const [document] = (await readFiles({ 'web.yaml': text })).documents;
  const value = document?.value as { a: readonly object[] };

  expect(value).toStrictEqual({
    a: [{ b: 'yes', c: '2026-01-01', '443': 'NaN', d: 31, e: '1_000', f: '<<', constructor: 1 }],
  });
  expect([value, value.a, value.a[0]].every((part) => Object.isFrozen(part))).toBe(true);
});

test('a broken document leaves its neighbours be, in its own file and in others', async () => {
  const folder = await readFiles({
    'a.yaml': 'n: 1\n---\ns: "open\n---\nn: 2\n---\nl: [1\n---\nn: 3\n---\nd: 1\nd: 2\n---\nn: 4\n',
    'b.yaml': 'n: 5\n',
    'c.json': '{',
  });

  expect(summaryOf(folder)).toEqual({
    documents: [1, 2, 3, 4].map((n) => ['a.yaml', { n }] as unknown).concat([['b.yaml', { n: 5 }]]),
    problems: [
      'a.yaml:3:4  this quote is never closed',
      'a.yaml:8:1  a "]" is missing before this, or too far left',
      'a.yaml:12:1  /d  the key "d" is there twice; the first is at 11:1  (keep one of them)',
      'c.json:1:2  this is not JSON: expected a key in double quotes or }, but the file ends  (if it is YAML, name the file .yaml)',
    ],
  });
});

test('.evenkeelignore leaves files and folders out', async () => {
  const folder = await readFiles({
    '.evenkeelignore': '# not these\ndrafts/\n*.gen.yaml\n!keep.gen.yaml\n',
    'a.yaml': 'n: 1',
    'a.gen.yaml': 'n: 9',
    'keep.gen.yaml': 'n: 2',
    'x/drafts/b.yaml': 'n: 9',
  });

  expect(summaryOf(folder).documents).toEqual([
    ['a.yaml', { n: 1 }],
    ['keep.gen.yaml', { n: 2 }],
  ]);
});

test('an .evenkeelignore that cannot be read is a problem', async () => {
  const folder = await readFiles({ '.evenkeelignore': Buffer.from([0xff, 0x61]), 'a.yaml': 'n: 1' });

  expect(summaryOf(folder).problems).toEqual([
    '.evenkeelignore:1:1  this is not UTF-8: byte 0 of the file (from 0) begins no valid character  (save it as UTF-8)',
  ]);
});

test('symbolic links are followed within the folder and never out of it', async () => {
  await withFolder(
    { 'in/..data/web.yaml': 'n: 1', 'in/plain.yaml': 'n: 2', 'out/secret.yaml': 'n: 9' },
    async (dir) => {
      const links = {
        'web.yaml': '..data/web.yaml',
        'alias.yaml': 'plain.yaml',
        circle: '.',
        'self.yaml': 'self.yaml',
        'gone.yaml': 'nowhere.yaml',
        'leak.yaml': '../out/secret.yaml',
        leaks: '../out',
        'notes.txt': '/etc/hostname',
      };
      for (const [link, target] of Object.entries(links)) await symlink(target, join(dir, 'in', link));
      await symlink('in', join(dir, 'root'));

      const folder = summaryOf(await readFolder(join(dir, 'root')));

      expect(folder.documents).toEqual([
        ['plain.yaml', { n: 2 }],
        ['web.yaml', { n: 1 }],
      ]);
      const leaveOut = '(remove it, or name it in .evenkeelignore)';
      const leadsOut = `this symbolic link points outside the manifest folder and is not followed  ${leaveOut}`;
      expect(folder.problems).toEqual([
        `gone.yaml:1:1  this symbolic link cannot be followed: there is no such file or folder  ${leaveOut}`,
        `leak.yaml:1:1  ${leadsOut}`,
        `leaks:1:1  ${leadsOut}`,
        `self.yaml:1:1  this symbolic link cannot be followed: its symbolic links form a loop  ${leaveOut}`,
      ]);
    },
  );
});

test('a folder that cannot be read is a problem, never an empty folder', async () => {
  await withFolder({ 'a.yaml': 'n: 1' }, async (dir) => {
    const missing = join(dir, 'missing');
    expect(summaryOf(await readFolder(missing)).problems).toEqual([
      `${missing}:1:1  the manifest folder cannot be read: there is no such file or folder  (pass a folder, a file, a pattern or - with -f; evenkeel init writes a folder to begin with)`,
    ]);

    const file = join(dir, 'a.yaml');
    expect(summaryOf(await readFolder(file)).problems).toEqual([
      `${file}:1:1  this is not a folder  (name the folder that holds the manifests)`,
    ]);
  });
});

test('what only looks like a file is a problem and does not hang', async () => {
  await withFolder({ 'a.yaml': 'n: 1' }, async (dir) => {
    const server = createServer();
    await new Promise<void>((resolve) => {
      server.listen(join(dir, 'socket.yaml'), resolve);
    });
    await mkdir(join(dir, 'folder.yaml'));
    await writeFile(join(dir, 'folder.yaml', 'b.yaml'), 'n: 2');

    const folder = summaryOf(await readFolder(dir));
    server.close();

    expect(folder.documents).toEqual([
      ['a.yaml', { n: 1 }],
      ['folder.yaml/b.yaml', { n: 2 }],
    ]);
    expect(folder.problems).toHaveLength(1);
    expect(folder.problems[0]).toMatch(/^socket\.yaml:1:1 {2}this file cannot be read: /);
  });
});

const LIMITS: readonly (readonly [limits: Partial<Limits>, documents: readonly number[], problem: string])[] = [
  [
    { files: 2 },
    [1, 2, 3],
    'c.yaml:1:1  there are more than 2 manifest files; this one and any after it were not read  (point evenkeel at a smaller folder)',
  ],
  [
    { documents: 2 },
    [1],
    'b.yaml:1:1  the folder holds more than 2 documents; this file and any after it were not read  (point evenkeel at a smaller folder)',
  ],
  [
    { totalBytes: 10 },
    [1],
    'b.yaml:1:1  the folder holds more than 10 bytes of manifests; this file and any after it were not read  (point evenkeel at a smaller folder)',
  ],
  [
    { fileBytes: 6 },
    [1, 4],
    'b.yaml:1:1  this file has 14 bytes; at most 6 are read  (split it, or name it in .evenkeelignore if it is no manifest)',
  ],
];

test.each(LIMITS)('the limit %j is reported where it is reached', async (limits, documents, problem) => {
  const folder = await readFiles({ 'a.yaml': 'n: 1\n', 'b.yaml': 'n: 2\n---\nn: 3\n', 'c.yaml': 'n: 4\n' }, limits);

  expect(folder.documents.map(({ value }) => value)).toEqual(documents.map((n) => ({ n })));
  expect(summaryOf(folder).problems).toEqual([problem]);
});

test('a file with too many document marks is not read to its end', async () => {
  const folder = summaryOf(await readFiles({ 'a.yaml': 'n: 1\n---\n---\n' }, { documents: 1 }));

  expect(folder).toEqual({
    documents: [['a.yaml', { n: 1 }]],
    problems: ['a.yaml:2:1  this file has more documents than 1; from here on it was not read'],
  });
});

test('a file with too many problems shows the first of them and counts the rest', async () => {
  const text = '- *a\n- *a\n- *a\n- *a\n';

  expect(summaryOf(await readFiles({ 'a.yaml': text }, { problems: 2 })).problems).toEqual([
    'a.yaml:1:3  /0  anchors (&) and aliases (*) are not supported  (write the value out)',
    'a.yaml:2:3  /1  anchors (&) and aliases (*) are not supported  (write the value out)',
    'a.yaml:3:3  and 2 more problems in this file, from here on',
  ]);
});
