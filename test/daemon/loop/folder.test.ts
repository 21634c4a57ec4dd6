import { mkdirSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { systemClock, type Clock } from '../../../src/core/clock.ts';
import { ManifestFolder } from '../../../src/daemon/loop/folder.ts';
import { Store } from '../../../src/daemon/store.ts';
import { folderOf } from '../../support/folders.ts';

const gate = `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: gate }
spec: { vpc: { default: true } }
`;

/** A folder that is read on a clock where waiting takes no time; waits are recorded. */
function reading(path: string, onWait: () => void = () => undefined): ManifestFolder {
  const clock: Clock = {
    now: () => systemClock.now(),
    sleep: () => Promise.resolve(onWait()),
  };
  const store = new Store({ startedAt: 0, role: 'leading', folder: { path, manifests: 0, problems: [] }, places: [] });
  const say = (): void => undefined;
  const log = { debug: say, info: say, warn: say, error: say, fatal: say };
  return new ManifestFolder({ path, environment: {}, clock, store, log });
}

function treeOf(files: Readonly<Record<string, string>>): string {
  const root = folderOf({});
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

async function namesIn(folder: ManifestFolder): Promise<string[]> {
  return (await folder.read()).manifests.map(({ source }) => source.file);
}

test('half of a checkout is no folder from which the rest was taken away', async () => {
  const root = treeOf({ 'infra/a.yaml': gate, '.git/HEAD': '' });
  const [infra, lock] = [join(root, 'infra'), join(root, '.git', 'index.lock')];
  const folder = reading(infra);
  expect(await namesIn(folder)).toEqual(['a.yaml']);
  writeFileSync(lock, '');
  renameSync(join(infra, 'a.yaml'), join(root, 'a.yaml'));
  expect(await namesIn(folder)).toEqual(['a.yaml']);
  renameSync(join(root, 'a.yaml'), join(infra, 'b.yaml'));
  rmSync(lock);
  expect(await namesIn(folder)).toEqual(['b.yaml']);
});

test('the first reading waits for a checkout, for there is nothing to go on with', async () => {
  const root = treeOf({ '.git/index.lock': '' });
  let waits = 0;
  const folder = reading(root, () => {
    waits += 1;
    if (waits === 20) writeFileSync(join(root, 'a.yaml'), gate);
    if (waits === 21) rmSync(join(root, '.git', 'index.lock'));
  });
  expect([await namesIn(folder), waits]).toEqual([['a.yaml'], 21]);
});

test('a lock that a killed git left in a worktree holds nobody up', async () => {
  const root = treeOf({ 'tree/.git': 'gitdir: ../repository\n', 'repository/index.lock': '', 'tree/a.yaml': gate });
  const folder = reading(join(root, 'tree'));
  const lock = join(root, 'repository', 'index.lock');
  utimesSync(lock, 0, 0);
  expect(await namesIn(folder)).toEqual(['a.yaml']);
  rmSync(join(root, 'tree', 'a.yaml'));
  expect(await namesIn(folder)).toEqual([]);
});
