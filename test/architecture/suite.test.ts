import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';
import { expect, it } from 'vitest';
import { heaviest, projects } from '../projects.ts';
import { importsOf, sourceFile } from './imports.ts';

const root = join(import.meta.dirname, '../..');
const tests = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.test.ts'))
  .map((file) => `test/${file}`);

function matches(file: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matchesGlob(file, pattern));
}

function projectsOf(file: string): string[] {
  return projects
    .filter(({ include, exclude }) => matches(file, include) && !matches(file, exclude))
    .map(({ name }) => name);
}

it.each(tests)('%s runs in one project', (file) => {
  expect(projectsOf(file)).toHaveLength(1);
});

it('knows the heaviest files by their names', () => {
  expect(heaviest.filter((file) => !tests.includes(file))).toEqual([]);
});

/** What a test brings into its process by its own files, at whatever remove: packages, and what else leaves it. */
function reaches(file: string, seen = new Set<string>()): Set<string> {
  const text = readFileSync(join(root, file), 'utf8');
  if (/\binject\(.executable.\)/.test(text)) seen.add('the executable');
  for (const { to, own, typeOnly } of importsOf(sourceFile(file, text))) {
    if (typeOnly || seen.has(to)) continue;
    seen.add(to);
    if (own && to.startsWith('test/') && existsSync(join(root, to))) reaches(to, seen);
  }
  return seen;
}

const leaving = ['node:child_process', 'playwright-core', 'testcontainers', 'the executable'];

it.each(tests.filter((file) => !projectsOf(file).includes('outside')))('%s stays in its process', (file) => {
  const reached = reaches(file);
  expect(leaving.filter((one) => reached.has(one))).toEqual([]);
});

it('knows what leaves the process', () => {
  expect(reaches('test/cli/run.test.ts')).toContain('the executable');
  expect(reaches('test/scenarios/life.test.ts')).toContain('node:child_process');
  expect(reaches('test/page/page.test.ts')).toContain('playwright-core');
});
