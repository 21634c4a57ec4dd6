import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { advance } from '../../../src/simulator/advance.ts';
import { hasSaid } from '../../cli/executable.ts';
import { bucketOn, s3On } from '../../support/bucket.ts';
import { portraitOf } from '../../faults/portrait.ts';
import { gateTo, type Gate } from './gate.ts';
import { openStage, type Life, type Stage } from './stage.ts';

/** Resolves when so many writes have passed and the next one waits. */
function heldAfter(most: number, gate: Gate): Promise<void> {
  return new Promise((resolve) => {
    gate.treat(({ isWrite }) => {
      if (!isWrite || gate.writesOf('test') < most) return 'pass';
      resolve();
      return 'hang';
    });
  });
}

interface Busy {
  readonly stage: Stage;
  readonly gate: Gate;
  readonly life: Life;
}

/** A daemon in the middle of its work, of which AWS keeps a call waiting. */
async function busy(): Promise<Busy> {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  const held = heldAfter(4, gate);
  const life = await stage.start([], { AWS_ENDPOINT_URL: gate.url });
  await held;
  return { stage, gate, life };
}

function portrait({ simulator }: Stage): string[] {
  advance(simulator.world());
  return portraitOf(simulator.world());
}

test('what is cut short by SIGTERM or SIGINT is gone on with at the next start, as if nothing had been', async () => {
  const undisturbed = await openStage();
  await (await undisturbed.start()).settled();
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const { stage, gate, life } = await busy();
    const exit = life.end(signal);
    await life.said(({ msg }) => msg === 'stopping');
    gate.treat(() => 'pass');
    expect(await exit).toBe(0);
    expect(life.logged('stopped')).toMatchObject([{ inTime: true }]);
    const writes = gate.writesOf('test');
    expect(stage.simulator.journal.writes()).toBe(writes);
    const again = await stage.start();
    await again.settled();
    expect(portrait(stage)).toEqual(portrait(undisturbed));
    await again.end();
  }
});

test('what it did not get to look at before the end is not reported as unreadable', async () => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  const history = join(stage.home, 'history');
  const life = await stage.start(['--history', history], { AWS_ENDPOINT_URL: gate.url });
  await life.settled();
  const held = new Promise<void>((resolve) => {
    gate.treat(({ action }) => {
      if (action !== 'DescribeTargetGroups') return 'pass';
      resolve();
      return 'hang';
    });
  });
  await held;
  const exit = life.end();
  await life.said(({ msg }) => msg === 'stopping');
  gate.treat(() => 'pass');
  expect(await exit).toBe(0);
  expect(life.logged('failed')).toEqual([]);
  expect(existsSync(history) ? readFileSync(history, 'utf8') : '').toBe('');
});

test('a second signal ends it at once', async () => {
  const { life } = await busy();
  life.signal('SIGTERM');
  await life.said(({ msg }) => msg === 'stopping');
  expect(await life.end('SIGINT')).toBe(130);
  expect(life.logged('exited at once')).toMatchObject([{ level: 'warn', signal: 'SIGINT' }]);
  expect(life.logged('stopped')).toEqual([]);
});

test('one signal that comes twice is one', async () => {
  const { life, gate } = await busy();
  life.signal('SIGTERM');
  const exit = life.end('SIGTERM');
  await life.said(({ msg }) => msg === 'stopping');
  gate.treat(() => 'pass');
  expect(await exit).toBe(0);
  expect(life.logged('stopped')).toMatchObject([{ inTime: true }]);
});

test('a call that AWS never answers does not hold it', async () => {
  const { life } = await busy();
  expect(await life.end()).toBe(0);
  expect(life.logged('stopped')).toMatchObject([{ inTime: false }]);
});

test('one that still waits for its lease can be ended', async () => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  await bucketOn(stage.simulator.url, 'ships');
  const asked = new Promise<void>((resolve) => {
    gate.treat(({ service }) => {
      if (service !== '') return 'pass';
      resolve();
      return 'hang';
    });
  });
  const flags = ['run', '-f', stage.folder, '--lease', 's3://ships/lease', '--listen', '127.0.0.1:0'];
  const child = stage.executable.start(flags, { ...stage.environment, AWS_ENDPOINT_URL: gate.url });
  const exit = once(child, 'exit');
  await asked;
  child.kill('SIGTERM');
  await hasSaid(child.stderr!, /stopping/);
  gate.treat(() => 'pass');
  expect(await exit).toEqual([0, null]);
  const { Body } = await s3On(stage.simulator.url).send(new GetObjectCommand({ Bucket: 'ships', Key: 'lease' }));
  expect(JSON.parse(await Body!.transformToString())).toMatchObject({ released: true });
});

test('a fault in the program ends it with its stack and 70, for whoever supervises it to start it anew', async () => {
  const stage = await openStage();
  const plant = `process.on('SIGUSR2', () => void Promise.reject(new Error('planted')))`;
  const life = await stage.start([], { NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(plant)}` });
  expect(await life.end('SIGUSR2')).toBe(70);
  expect(life.logged('fault')).toMatchObject([
    { level: 'fatal', code: 'bug', stack: expect.stringMatching(/^Error: planted\n +at /) as string },
  ]);
});
