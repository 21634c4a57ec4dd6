import { cp, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { formatProblem } from '../../src/core/problem.ts';
import { parseManifests } from '../../src/kinds/parse.ts';
import { readFolder } from '../../src/source/folder.ts';

/*
 * Each case is a file, or a folder of files, with everything that is to be said about it beside it in a .txt. With UPDATE_GOLDEN=1
 * the texts are written anew: read every one of them as somebody would who only knows the manifest.
 */
const golden = join(import.meta.dirname, '../golden/invalid');
const entries = (await readdir(golden)).toSorted();
const cases = entries.filter((entry) => !entry.endsWith('.txt'));

test.each(cases)('%s', async (name) => {
  const expected = join(golden, textOf(name));
  const found = await problemsOf(name);
  if (process.env['UPDATE_GOLDEN'] === '1') await writeFile(expected, found);
  expect(found).toBe(await readFile(expected, 'utf8'));
  expect(found).not.toBe('');
});

test('there are many of them, and no text without a case', () => {
  expect(cases.length).toBeGreaterThanOrEqual(70);
  expect(entries.filter((entry) => entry.endsWith('.txt'))).toEqual(cases.map(textOf));
});

function textOf(name: string): string {
  return name.replace(/\.(yaml|json)$/, '') + '.txt';
}

async function problemsOf(name: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'evenkeel-'));
  try {
    const isFile = /\.(yaml|json)$/.test(name);
    await cp(join(golden, name), isFile ? join(folder, name) : folder, { recursive: true });
    const { problems } = parseManifests(await readFolder(folder));
    return problems.map((problem) => `${formatProblem(problem)}\n`).join('');
  } finally {
    await rm(folder, { recursive: true });
  }
}
