import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { FileRecord } from '../../../src/daemon/lease/file-record.ts';
import { Contender, pass } from './crowd.ts';

const holder = fileURLToPath(new URL('./holder.ts', import.meta.url));

it('takes a lock file over from a process that was killed, within 20 s', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'evenkeel-lease-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  const lock = join(dir, 'lock');
  const child = spawn(process.execPath, ['--import', 'tsx', holder, lock], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  expect(said.toString()).toBe('held\n');

  const heir = new Contender('heir', (time) => new FileRecord(lock, time));
  await heir.lease.start();
  expect(heir.changes).toEqual([
    { held: false, message: expect.stringMatching(/^on standby: \S+ \(process \d+\) holds/) as string },
  ]);
  child.kill('SIGKILL');
  await once(child, 'exit');
  await pass(20_000, [heir]);
  expect(heir.lease.held()).toBe(true);
  expect(readdirSync(dir)).toEqual(['lock.2']);
});
