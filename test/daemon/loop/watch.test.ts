import { mkdirSync, renameSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { steadyClock } from '../../../src/core/clock.ts';
import { watchFolder } from '../../../src/daemon/loop/watch.ts';
import { folderOf } from '../../support/folders.ts';

/** Gives a promise of the next change that the watcher reports. */
async function watching(path: string): Promise<() => Promise<void>> {
  let changed = (): void => undefined;
  const stop = await watchFolder({
    path,
    clock: steadyClock,
    onChange: () => changed(),
    onError: (error) => expect.unreachable(String(error)),
  });
  onTestFinished(stop);
  return () => new Promise((resolve) => void (changed = resolve));
}

test('sees files that are written, renamed over others and taken away', async () => {
  const folder = folderOf({ 'a.yaml': 'a: 1' });
  const next = await watching(folder);
  const written = next();
  writeFileSync(join(folder, 'a.yaml'), 'a: 2');
  await written;
  const renamed = next();
  writeFileSync(join(folder, 'a.yaml~'), 'a: 3');
  renameSync(join(folder, 'a.yaml~'), join(folder, 'a.yaml'));
  await renamed;
  const removed = next();
  unlinkSync(join(folder, 'a.yaml'));
  await removed;
});

test('sees a ConfigMap that Kubernetes swaps by one link', async () => {
  const folder = folderOf({});
  const put = (version: string): void => {
    mkdirSync(join(folder, `..${version}`));
    writeFileSync(join(folder, `..${version}`, 'a.yaml'), `a: ${version}`);
    symlinkSync(`..${version}`, join(folder, '..data_tmp'));
    renameSync(join(folder, '..data_tmp'), join(folder, '..data'));
  };
  put('1');
  symlinkSync('..data/a.yaml', join(folder, 'a.yaml'));
  const next = await watching(folder);
  const swapped = next();
  put('2');
  await swapped;
});

test('sees where a link on the way is put elsewhere, and what happens there from then on', async () => {
  const root = folderOf({});
  const put = (version: string): string => {
    const infra = join(root, version, 'infra');
    mkdirSync(infra, { recursive: true });
    symlinkSync(version, join(root, 'link'));
    renameSync(join(root, 'link'), join(root, 'current'));
    return infra;
  };
  put('1');
  const next = await watching(join(root, 'current', 'infra'));
  for (const version of ['2', '3']) {
    const swapped = next();
    const infra = put(version);
    await swapped;
    const written = next();
    writeFileSync(join(infra, 'a.yaml'), 'a: 1');
    await written;
  }
});

test('sees a folder that comes to be later, with all above it', async () => {
  const root = folderOf({});
  const path = join(root, 'srv', 'repository', 'infra');
  const next = await watching(path);
  const made = next();
  mkdirSync(path, { recursive: true });
  await made;
  const written = next();
  writeFileSync(join(path, 'a.yaml'), 'a: 1');
  await written;
});

test('gives notice in the end where it never is quiet', async () => {
  const folder = folderOf({});
  const next = await watching(folder);
  const noticed = next();
  const noise = setInterval(() => writeFileSync(join(folder, 'noise'), ''), 20);
  onTestFinished(() => clearInterval(noise));
  await noticed;
});
