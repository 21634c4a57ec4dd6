import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, onTestFinished, test, vi } from 'vitest';
import { fetch, merge, revisionOf } from '../../../src/daemon/loop/git.ts';
import { folderOf } from '../../support/folders.ts';

const { signal } = new AbortController();

async function pull(folder: string): Promise<void> {
  await fetch(folder, signal);
  await merge(folder);
}

function git(folder: string, ...args: string[]): void {
  const who = ['-c', 'user.name=a', '-c', 'user.email=a@example.com', '-c', 'init.defaultBranch=main'];
  execFileSync('git', [...who, ...args], { cwd: folder, stdio: 'pipe' });
}

/** An upstream, who writes there, and a clone that is to follow. */
function clones(): { readonly here: string; readonly push: (subject: string) => void } {
  const root = folderOf({});
  const [author, here] = [join(root, 'author'), join(root, 'here')];
  git(root, 'init', '--bare', 'upstream');
  git(root, 'clone', 'upstream', 'author');
  const push = (subject: string): void => {
    git(author, 'add', '.');
    git(author, 'commit', '--allow-empty', '-m', subject);
    git(author, 'push', 'origin', 'HEAD:main');
  };
  mkdirSync(join(author, 'manifests'));
  writeFileSync(join(author, 'manifests', 'a.yaml'), 'a: 1');
  push('first');
  git(root, 'clone', '-b', 'main', 'upstream', 'here');
  return { here, push };
}

test('follows the upstream, forward only, and reports the commit', async () => {
  const { here, push } = clones();
  const folder = join(here, 'manifests');
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'first', branch: 'main', dirty: false });
  push('second');
  await pull(folder);
  writeFileSync(join(folder, 'a.yaml'), 'a: 2');
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'second', dirty: true });
  git(here, 'commit', '-am', 'astray');
  push('third');
  await expect(pull(folder)).rejects.toThrow(/fast-forward/i);
  expect(await revisionOf(folder, signal)).toMatchObject({ subject: 'astray' });
});

test('knows no commit where there is no working tree, and does not start git to find out', async () => {
  const programs = folderOf({});
  const called = join(programs, 'called');
  writeFileSync(join(programs, 'git'), `#!/bin/sh\ntouch '${called}'\n`, { mode: 0o755 });
  vi.stubEnv('PATH', programs);
  onTestFinished(() => void vi.unstubAllEnvs());
  expect(await revisionOf(folderOf({}), signal)).toBeUndefined();
  expect(existsSync(called)).toBe(false);
  expect(await revisionOf(join(programs, 'gone'), signal)).toBeUndefined();
});

test('runs no program of the repository', async () => {
  const { here, push } = clones();
  const program = join(here, '.git', 'program');
  writeFileSync(program, `#!/bin/sh\necho ran >> '${here}/ran'\n`, { mode: 0o755 });
  git(here, 'config', 'core.fsmonitor', program);
  mkdirSync(join(here, 'hooks'));
  for (const hook of ['post-merge', 'reference-transaction', 'post-index-change'])
    copyFileSync(program, join(here, 'hooks', hook));
  git(here, 'config', 'core.hooksPath', 'hooks');
  push('second');
  await pull(here);
  expect(await revisionOf(here, signal)).toMatchObject({ subject: 'second' });
  expect(existsSync(join(here, 'ran'))).toBe(false);
});

test('ends with all that it started', async () => {
  const { here } = clones();
  const ssh = join(here, '.git', 'ssh');
  execFileSync('mkfifo', [join(here, 'asked')]);
  writeFileSync(ssh, `#!/bin/sh\necho $$ > '${here}/asked'\nexec sleep 1000\n`, { mode: 0o755 });
  git(here, 'config', 'core.sshCommand', ssh);
  git(here, 'remote', 'set-url', 'origin', 'ssh://host.invalid/x');
  const ending = new AbortController();
  const fetching = fetch(here, ending.signal);
  const pid = Number(await readFile(join(here, 'asked'), 'utf8'));
  ending.abort();
  await expect(fetching).rejects.toThrow('git fetch was stopped');
  while (isAlive(pid)) await setImmediate();
});

test('reports what git refuses, and nothing where there is no git', async () => {
  const { here } = clones();
  writeFileSync(join(here, '.git', 'config'), '[core');
  await expect(revisionOf(here, signal)).rejects.toThrow(/bad config/);
  await expect(fetch(join(here, 'gone'), signal)).rejects.toThrow(/No such file or directory/);
});

/** A process that has ended is there until somebody asks how. */
function isAlive(pid: number): boolean {
  try {
    return !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}
