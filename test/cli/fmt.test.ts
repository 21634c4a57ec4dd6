import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderOf } from '../support/folders.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

const unordered = `spec: {port: 80, protocol: HTTP, vpc: {default: true}} # all
metadata: { name: web }
kind: TargetGroup
apiVersion: evenkeel.dev/v1
`;

const ordered = `apiVersion: evenkeel.dev/v1
kind: TargetGroup
metadata: { name: web }
spec: { protocol: HTTP, port: 80, vpc: { default: true } } # all
`;

test('fmt rewrites what is not in order, and nothing twice', async () => {
  const folder = folderOf({ 'a.yaml': unordered, 'b.json': '{"kind": "x"}', 'c.yaml': ordered });
  const file = join(folder, 'a.yaml');
  const checked = await evenkeel.run(['fmt', '--check', '-f', folder]);
  expect([checked.code, checked.stdout]).toEqual([1, `${file}\n`]);
  const shown = await evenkeel.run(['fmt', '--diff', '-f', folder]);
  expect(shown.stdout).toMatch(/^--- .*a\.yaml\n\+\+\+ .*a\.yaml\n@@ -1,5 \+1,5 @@\n/);
  expect(readFileSync(file, 'utf8')).toBe(unordered);
  const done = await evenkeel.run(['fmt', '-f', folder]);
  expect([done.code, done.stdout, done.stderr]).toEqual([0, `${file}\n`, '1 file rewritten\n']);
  expect(readFileSync(file, 'utf8')).toBe(ordered);
  expect(await evenkeel.run(['fmt', '--check', '-f', folder])).toEqual({ code: 0, stdout: '', stderr: '' });
});

test('fmt leaves a file with mistakes of syntax as it is, and says where they are', async () => {
  const folder = folderOf({ 'torn.yaml': 'kind: [', 'alias.yaml': 'a: &x 1\nb: *x\n' });
  const { code, stdout, stderr } = await evenkeel.run(['fmt', '-f', folder]);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toMatch(/alias\.yaml:1:7 [\s\S]*torn\.yaml:1:/);
  expect(readFileSync(join(folder, 'torn.yaml'), 'utf8')).toBe('kind: [');
});
