import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { driftOn } from './drift.ts';
import { openStage, type Life, type Line } from './stage.ts';

const about =
  (words: string) =>
  (line: Line): boolean =>
    line.msg === 'report' && (line.what ?? '').includes(words);

function loggedAbout(words: string, life: Life): (string | undefined)[] {
  return life.lines.filter(about(words)).map(({ what }) => what);
}

test('a disk that is full is reported once, does not keep it from its work, and is reported once more when it has room', async () => {
  const stage = await openStage();
  const history = join(stage.home, 'history.jsonl');
  const reports = join(stage.home, 'reports');
  symlinkSync('/dev/full', history);
  writeFileSync(reports, 'what stands in the way of a folder');
  const life = await stage.start(['--history', history, '--report-dir', reports]);
  await life.settled();
  const drift = async (path: string): Promise<void> => {
    const gone = life.logged('drift healed').length;
    await driftOn(stage, path);
    await life.said(() => life.logged('drift healed').length > gone);
  };
  await drift('/one');
  await drift('/two');
  await life.said(about('the history cannot be written'));
  expect(loggedAbout('the history', life)).toEqual([expect.stringContaining('ENOSPC: no space left on device')]);
  expect(loggedAbout('the reports', life)).toEqual([expect.stringContaining('EEXIST: file already exists')]);

  rmSync(history);
  rmSync(reports);
  await drift('/three');
  await life.said(about('the history cannot be written: works again'));
  await life.said(about('the reports cannot be written: works again'));
  expect(await life.end()).toBe(0);
  expect(loggedAbout('the history', life)).toHaveLength(2);
  // Whoever writes while the file is being taken away may meet yet another failure.
  expect([
    loggedAbout('EEXIST', life).length,
    loggedAbout('the reports cannot be written: works', life).length,
  ]).toEqual([1, 1]);
  const lines = readFileSync(history, 'utf8').trimEnd().split('\n');
  const kinds = lines.map((line) => (JSON.parse(line) as { readonly kind: string }).kind);
  const one = ['found', 'corrected', 'gone'];
  // Who it was comes whenever CloudTrail has it.
  expect(kinds.filter((kind) => kind !== 'explained')).toEqual([...one, ...one, ...one]);
  expect(JSON.parse(readFileSync(join(reports, 'report.json'), 'utf8'))).toMatchObject({ places: [{ findings: [] }] });
});

/** A daemon of which nobody reads what it says: the test knows it by its lock and by what it writes. */
async function mute(stdio: 'closed' | 'full'): Promise<void> {
  const stage = await openStage();
  const args = ['run', '-f', stage.folder, '--lock', join(stage.home, 'lock'), '--interval', '200ms'];
  const full = openSync('/dev/full', 'w');
  const child = spawn(process.execPath, [stage.executable.path, ...args, '--listen', '127.0.0.1:0'], {
    env: { PATH: process.env['PATH'], ...stage.environment },
    stdio: stdio === 'full' ? ['ignore', full, full] : 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stdout?.destroy();
  child.stderr?.destroy();
  const exit = once(child, 'exit');
  const { journal } = stage.simulator;
  const over = exit.then(() => Promise.reject(new Error('it ended')));
  const built = async (): Promise<void> => {
    while (journal.count('CreateRule') < 6) await new Promise((resolve) => void setTimeout(resolve, 5));
  };
  await Promise.race([built(), over]);
  child.kill('SIGTERM');
  expect(await exit).toEqual([0, null]);
}

test('it goes on where nobody reads what it says', () => mute('closed'));

test('it goes on where the disk of its log is full', () => mute('full'));
