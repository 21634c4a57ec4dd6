import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { labelOf } from '../../src/source/label.ts';
import type { Limits } from '../../src/source/limits.ts';
import { readFolder } from '../../src/source/folder.ts';
import { readSet } from '../../src/source/set.ts';
import { summaryOf, withFolder } from './folder-of.ts';

/** Reads some of a folder's sources; gives what was read with paths relative to that folder. */
async function read(dir: string, given: readonly string[], limits: Partial<Limits> = {}) {
  const sources = given.map((one) => ({ given: join(dir, one), label: one }));
  const folder = await readSet(sources, limits);
  const { documents, problems } = summaryOf(folder);
  return {
    documents: documents.map(([file, value]) => [file.replace(`${dir}/`, ''), value]),
    from: folder.documents.map(({ from }) => from),
    problems: problems.map((problem) => problem.replace(`${dir}/`, '')),
  };
}

describe('a set', () => {
  it('of one folder is read as ever', async () => {
    await withFolder(
      { 'a.yaml': 'a: 1', 'sub/b.yaml': 'b: [', '.evenkeelignore': 'c.yaml', 'c.yaml': 'c' },
      async (dir) => {
        expect(summaryOf(await readSet([{ given: dir, label: 'x' }]))).toEqual(summaryOf(await readFolder(dir)));
      },
    );
  });

  it('of one that is missing too', async () => {
    const missing = '/there/is/none';
    expect(summaryOf(await readSet([{ given: missing, label: 'x' }]))).toEqual(summaryOf(await readFolder(missing)));
  });

  it('names what it found by its path, and knows from which source', async () => {
    await withFolder({ 'x/a.yaml': 'a: 1', 'y/b.json': '{"b":2}', 'c.yml': 'c: 3\n---\nd: 4' }, async (dir) => {
      expect(await read(dir, ['x', 'y', 'c.yml'])).toEqual({
        documents: [
          ['x/a.yaml', { a: 1 }],
          ['y/b.json', { b: 2 }],
          ['c.yml', { c: 3 }],
          ['c.yml', { d: 4 }],
        ],
        from: ['x', 'y', 'c.yml', 'c.yml'],
        problems: [],
      });
    });
  });

  it.each([[['x', 'x/a.yaml', 'x', 'link']], [['x/a.yaml', 'x']], [['link', 'x']]])(
    'reads a file that %j hold once',
    async (given) => {
      await withFolder({ 'x/a.yaml': 'a: 1' }, async (dir) => {
        symlinkSync(join(dir, 'x'), join(dir, 'link'));
        const { documents, from, problems } = await read(dir, given);
        expect([documents.length, from, problems]).toEqual([1, [given[0]], []]);
      });
    },
  );

  it('reads what is given by itself although another source leaves it out', async () => {
    await withFolder({ 'x/.evenkeelignore': 'sub/', 'x/sub/a.yaml': 'a: 1', 'x/b.yaml': 'b: 2' }, async (dir) => {
      expect((await read(dir, ['x', 'x/sub'])).documents).toHaveLength(2);
    });
  });

  it.each([
    [
      'gone.yaml',
      'gone.yaml:1:1  the manifest folder cannot be read: there is no such file or folder  (pass a folder, a file, a pattern or - with -f; evenkeel init writes a folder to begin with)',
    ],
    [
      'x/notes.txt',
      'x/notes.txt:1:1  this is not a manifest: its name does not end in .yaml, .yml or .json  (rename it, or pipe it into -f -)',
    ],
    [
      'x/evenkeel.yaml',
      'x/evenkeel.yaml:1:1  this is not a manifest, but the configuration of places  (pass its folder)',
    ],
    ['x/out.yaml', 'x/out.yaml:1:1  this file is left out by the .evenkeelignore beside it  (remove it from there)'],
    [
      'x/far.yaml',
      'x/far.yaml:1:1  this file has 5 bytes; at most 4 are read  (split it, or name it in .evenkeelignore if it is no manifest)',
    ],
  ])('reports what it does not read: %s', async (given, problem) => {
    const files = {
      'x/.evenkeelignore': 'o*',
      'x/out.yaml': '',
      'x/evenkeel.yaml': '',
      'x/notes.txt': '',
      'x/far.yaml': 'a: 12',
    };
    await withFolder(files, async (dir) => {
      for (const all of [[given], ['x/notes.txt', given]]) {
        const { documents, problems } = await read(dir, all, { fileBytes: 4 });
        expect([documents, problems.at(-1)]).toEqual([[], problem]);
      }
    });
  });

  it('holds its limits for all sources together', async () => {
    const files = { 'x/a.yaml': 'a: 1', 'x/b.yaml': 'b: 1', 'y/c.yaml': 'c: 1' };
    await withFolder(files, async (dir) => {
      const most = await read(dir, ['x', 'y'], { files: 2 });
      expect(most.problems).toEqual([
        'y/c.yaml:1:1  there are more than 2 manifest files; this one and any after it were not read  (point evenkeel at a smaller folder)',
      ]);
      expect((await read(dir, ['x', 'y', 'x/a.yaml'], { files: 3 })).problems).toEqual([]);
      expect((await read(dir, ['x', 'y'], { totalBytes: 9 })).problems[0]).toMatch(
        /^y\/c.yaml:1:1 {2}the folder holds more/,
      );
      expect((await read(dir, ['x', 'y'], { documents: 2 })).problems[0]).toMatch(
        /^y\/c.yaml:1:1 {2}the folder holds more/,
      );
    });
  });

  it('follows no link out of a folder, however that is given', async () => {
    await withFolder({ 'x/a.yaml': 'a: 1', 'secret.yaml': 'b: 2' }, async (dir) => {
      symlinkSync(join(dir, 'secret.yaml'), join(dir, 'x/link.yaml'));
      const { documents, problems } = await read(dir, ['x', 'x/a.yaml']);
      expect(documents).toEqual([['x/a.yaml', { a: 1 }]]);
      expect(problems[0]).toMatch(/^x\/link.yaml:1:1 {2}this symbolic link points outside/);
    });
  });
});

describe('the label of a source', () => {
  it('is its path in the git work tree that it lies in, by way of whichever link', async () => {
    await withFolder({ 'repo/infra/web/a.yaml': '' }, async (dir) => {
      mkdirSync(join(dir, 'repo/.git'));
      symlinkSync(join(dir, 'repo/infra'), join(dir, 'current'));
      const labels = ['repo', 'repo/infra/', 'repo/infra/web/a.yaml', 'current', 'current/web', 'repo/gone'];
      expect(await Promise.all(labels.map((one) => labelOf(join(dir, one))))).toEqual([
        '.',
        'infra',
        'infra/web/a.yaml',
        'infra',
        'infra/web',
        'gone',
      ]);
    });
  });

  it('is its base name without one, under which it was given', async () => {
    await withFolder({ 'releases/42/a.yaml': '' }, async (dir) => {
      symlinkSync(join(dir, 'releases/42'), join(dir, 'current'));
      expect(await labelOf(join(dir, 'releases/42/a.yaml'))).toBe('a.yaml');
      expect(await labelOf(join(dir, 'current'))).toBe('current');
      expect(await labelOf('-')).toBe('-');
    });
  });
});
