import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../../docs/designs');
const files = readdirSync(folder).sort();

it('numbers each design note once, without a gap', () => {
  const numbers = files.map((file) => file.slice(0, 4));
  expect(numbers).toEqual(files.map((_, index) => String(index + 1).padStart(4, '0')));
});

it.each(files)('%s begins with its number', (file) => {
  const [heading] = readFileSync(join(folder, file), 'utf8').split('\n');
  expect(heading).toMatch(new RegExp(`^# ${file.slice(0, 4)}:? \\S`));
});

it('leads each link between notes to one that is there', () => {
  const links = files.flatMap((file) =>
    Array.from(readFileSync(join(folder, file), 'utf8').matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g), ([, to]) => to),
  );
  expect(links.filter((to) => to !== undefined && !files.includes(to))).toEqual([]);
});
