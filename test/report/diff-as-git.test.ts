import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { diffOf } from './diff-of.ts';
import { scenes } from './scenes.ts';

test.each(Object.keys(scenes))('git reads it, and counts as many lines: %s', (name) => {
  const diff = diffOf(name);
  if (!diff.includes('@@')) return;
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-diff-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'a.diff'), diff);
  const counts = execFileSync('git', ['apply', '--numstat', 'a.diff'], { cwd: folder, encoding: 'utf8' });
  const lines = diff.split('\n');
  const changed = (sign: '+' | '-'): number =>
    lines.filter((line) => line.startsWith(sign) && !line.startsWith(sign.repeat(3))).length;
  const [added, removed] = counts
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t').map(Number))
    .reduce(([plus, minus], [more, less]) => [plus! + more!, minus! + less!], [0, 0]);
  expect([added, removed]).toEqual([changed('+'), changed('-')]);
});
