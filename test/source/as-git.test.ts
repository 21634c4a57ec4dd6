import { execFile, spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseIgnore } from '../../src/source/ignore.ts';

let repository = '';

beforeAll(async () => {
  repository = await mkdtemp(join(tmpdir(), 'evenkeel-git-'));
  await promisify(execFile)('git', ['init', '--quiet', repository]);
});

afterAll(() => rm(repository, { recursive: true }));

const name = fc.constantFrom('a', 'b', 'ab', 'x', 'a.y', 'xa');
const path = fc.array(name, { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
const segment = fc.constantFrom('a', 'b', 'ab', '*', '**', '***', '?', 'a*', '*b', '*.y', '?b', 'x');
const line = fc
  .tuple(
    fc.constantFrom('', '', '', '!'),
    fc.constantFrom('', '', '/'),
    fc.array(segment, { minLength: 1, maxLength: 4 }),
    fc.constantFrom('', '', '/'),
  )
  .map(([back, start, segments, end]) => back + start + segments.join('/') + end);

/** A path is left out where one of its folders is, or else it itself. */
function leftOut(text: string, file: string): boolean {
  const ignores = parseIgnore(text);
  const names = file.split('/');
  const folders = names.slice(1).map((_, index) => names.slice(0, index + 1).join('/'));
  return folders.some((folder) => ignores(folder, true)) || ignores(file, false);
}

test('leaves out what git leaves out', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.uniqueArray(path, { minLength: 20, maxLength: 40 }),
      async (lines, paths) => {
        const text = `${lines.join('\n')}\n`;
        await writeFile(join(repository, '.git/info/exclude'), text);
        const alone = ['-C', repository, '-c', 'core.excludesFile=/dev/null'];
        const git = spawnSync('git', [...alone, 'check-ignore', '--no-index', '--stdin'], {
          input: paths.join('\n'),
          encoding: 'utf8',
        });

        expect(paths.filter((file) => leftOut(text, file))).toEqual(git.stdout.split('\n').filter(Boolean));
      },
    ),
    { numRuns: 150 },
  );
});
