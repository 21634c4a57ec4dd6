import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { pull, revisionOf } from '../../../src/daemon/loop/git.ts';
import { folderOf } from '../../support/folders.ts';

const { signal } = new AbortController();

function git(folder: string, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

test('follows the upstream, forward only, and tells the commit', async () => {
  const root = folderOf({});
  git(root, 'init', '--bare', 'upstream');
  git(root, 'clone', 'upstream', 'author');
  const [author, here] = [join(root, 'author'), join(root, 'here')];
  mkdirSync(join(author, 'manifests'));
  writeFileSync(join(author, 'manifests', 'a.yaml'), 'a: 1');
  git(author, 'add', '.');
  git(author, 'commit', '-m', 'first');
  git(author, 'push', 'origin', 'HEAD:main');
  git(root, 'clone', '-b', 'main', 'upstream', 'here');
  const folder = join(here, 'manifests');
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'first', branch: 'main', dirty: false });
  git(author, 'commit', '--allow-empty', '-m', 'second');
  git(author, 'push', 'origin', 'HEAD:main');
  await pull(folder, signal);
  writeFileSync(join(folder, 'a.yaml'), 'a: 2');
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'second', dirty: true });
  git(here, 'commit', '-am', 'astray');
  git(author, 'commit', '--allow-empty', '-m', 'third');
  git(author, 'push', 'origin', 'HEAD:main');
  await expect(pull(folder, signal)).rejects.toThrow(/fast-forward/i);
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'astray' });
});

test('knows no commit where there is no working tree', async () => {
  expect(await revisionOf(folderOf({}), signal)).toBeUndefined();
});
