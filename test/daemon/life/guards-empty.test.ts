import { execFileSync } from 'node:child_process';
import { cpSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { manifestsOf } from '../../support/folders.ts';
import { openStage, type Life, type Seen } from './stage.ts';

/** Even all of it at once, were it asked for. */
const lavish = ['--max-prune', '1000', '--max-prune-share', '1'];

/** Whether everything that stands is held, and for that reason. */
function holdsAll({ findings }: Seen, why: RegExp): boolean {
  return findings.length > 0 && findings.every(({ doing, reason = '' }) => doing === 'withhold' && why.test(reason));
}

async function expectBack(life: Life): Promise<void> {
  const { findings } = await life.settled();
  expect(findings).toEqual([]);
}

test('a folder without manifests, and one that is gone, ask for nothing to be deleted', async () => {
  const { folder, home, simulator, start } = await openStage();
  const life = await start(lavish);
  await life.settled();
  const writes = simulator.journal.writes();

  for (const file of readdirSync(folder)) rmSync(join(folder, file));
  await life.until((seen) => holdsAll(seen, /the folder has no manifest at all/));
  await life.another();
  cpSync(manifestsOf('content-routing'), folder, { recursive: true });
  await expectBack(life);

  renameSync(folder, join(home, 'away'));
  const { status } = await life.until((seen) => holdsAll(seen, /the manifest folder cannot be read/));
  expect(status.folder.problems.join()).toContain(folder);
  await life.another();
  renameSync(join(home, 'away'), folder);
  await expectBack(life);
  expect(simulator.journal.writes()).toBe(writes);
});

test('what cannot be read may be anything', async () => {
  const { folder, simulator, start } = await openStage();
  const life = await start(lavish);
  await life.settled();
  const writes = simulator.journal.writes();
  const file = join(folder, 'target-groups.yaml');
  // Who may read everything can't follow this either.
  renameSync(file, join(folder, 'kept'));
  symlinkSync('nowhere', file);
  const { status } = await life.until(({ status: { folder: seen } }) => seen.problemCount > 0);
  expect(status.folder.problems.join()).toContain('target-groups.yaml');
  await life.another();
  rmSync(file);
  renameSync(join(folder, 'kept'), file);
  await expectBack(life);
  expect(simulator.journal.writes()).toBe(writes);
});

test('a checkout takes files away and brings them back', async () => {
  const { folder, simulator, start } = await openStage();
  const git = (...args: string[]): void =>
    void execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], { cwd: folder });
  git('init', '--quiet', '--initial-branch=main');
  git('add', '.');
  git('commit', '--quiet', '--message=all');
  git('checkout', '--quiet', '-b', 'empty');
  git('rm', '--quiet', '-r', '.');
  git('commit', '--quiet', '--message=none');
  git('checkout', '--quiet', 'main');
  const life = await start(lavish);
  await life.settled();
  const writes = simulator.journal.writes();
  git('checkout', '--quiet', 'empty');
  await life.until((seen) => holdsAll(seen, /has no manifest|cannot be read/));
  git('checkout', '--quiet', 'main');
  await expectBack(life);
  expect(simulator.journal.writes()).toBe(writes);
});
