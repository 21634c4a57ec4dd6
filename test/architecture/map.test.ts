import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const top = new URL('../..', import.meta.url).pathname;
const map = readFileSync(join(top, 'docs/architecture.md'), 'utf8');
const contributing = readFileSync(join(top, 'CONTRIBUTING.md'), 'utf8');

/** The rows of the table below a heading, cell by cell. */
function rowsOf(heading: string): string[][] {
  const section = map.split(/^## /m).find((part) => part.startsWith(heading)) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows.slice(2).map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

describe('the map of the house', () => {
  test('has every folder of src and of its larger rooms, and no other', () => {
    const named = rowsOf('What each folder').map(([, folder = '']) => folder.replaceAll('`', ''));
    const rooms = ['src', 'src/core', 'src/report', 'src/daemon', 'src/cli'].flatMap((folder) =>
      readdirSync(join(top, folder), { withFileTypes: true }).flatMap((one) =>
        one.isDirectory() ? [`${folder}/${one.name}`] : [],
      ),
    );
    expect(rooms.filter((folder) => !named.includes(folder))).toEqual([]);
    expect(named.filter((folder) => !existsSync(join(top, folder)))).toEqual([]);
  });

  test('explains at most 25 words', () => {
    const words = rowsOf('Glossary').map(([word]) => word);
    expect(words.length).toBeGreaterThan(10);
    expect(words.length).toBeLessThanOrEqual(25);
    expect(new Set(words).size).toBe(words.length);
  });

  test.each([
    ['docs/architecture.md', map],
    ['CONTRIBUTING.md', contributing],
  ])('%s names files that are there', (_, text) => {
    const named = [...text.matchAll(/`((?:src|test|docs)\/[\w./-]+)`/g)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((path) => !existsSync(join(top, path)))).toEqual([]);
  });
});
