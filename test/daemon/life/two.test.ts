import { join } from 'node:path';
import { expect, test } from 'vitest';
import { bucketOn } from '../../support/bucket.ts';
import { driftOn } from './drift.ts';
import { gateTo, type Gate } from './gate.ts';
import { openStage, type Life, type Stage } from './stage.ts';

type LeaseFlags = (stage: Stage) => Promise<readonly string[]>;

const inFiles: LeaseFlags = ({ home }) => Promise.resolve(['--lock', join(home, 'lock')]);

async function inS3({ simulator }: Stage): ReturnType<LeaseFlags> {
  await bucketOn(simulator.url, 'ships');
  return ['--lease', 's3://ships/evenkeel/lease'];
}

interface Pair {
  readonly stage: Stage;
  readonly gate: Gate;
  readonly first: Life;
  readonly second: Life;
}

/** Two daemons for one folder. Each signs with a key of its own, by which its writes are distinguished from the other's. */
async function openPair(leaseFlags: LeaseFlags, prepare?: (gate: Gate) => void): Promise<Pair> {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  prepare?.(gate);
  const flags = await leaseFlags(stage);
  const start = (key: string): Promise<Life> =>
    stage.start(flags, { AWS_ACCESS_KEY_ID: key, AWS_ENDPOINT_URL: gate.url });
  const first = await start('first');
  return { stage, gate, first, second: await start('second') };
}

const holds = (life: Life): Promise<unknown> => life.said(({ msg, held }) => msg === 'lease' && held === true);

test.each([
  ['a lock file', inFiles],
  ['an object in S3', inS3],
])('at %s one of two writes, and hands over when it leaves', async (_, leaseFlags) => {
  const { stage, gate, first, second } = await openPair(leaseFlags);
  await first.settled();
  await second.settled();
  expect(gate.writesOf('second')).toBe(0);
  const who = /^on standby: \S+ \(process \d+\) holds the lease /;
  expect(second.logged('lease')).toMatchObject([{ held: false, what: expect.stringMatching(who) as string }]);
  expect(await second.api('status')).toMatchObject({
    role: 'standing-by',
    lease: expect.stringMatching(who) as string,
  });
  expect(await first.api('status')).toMatchObject({
    role: 'leading',
    lease: expect.stringMatching(/^holds the lease /) as string,
  });
  const ready = await fetch(`${second.url}/readyz`);
  expect([ready.status, await ready.text()]).toEqual([200, 'on standby']);

  expect(await first.end()).toBe(0);
  const writes = gate.writesOf('first');
  await holds(second);
  await driftOn(stage, '/drifted');
  await second.said(({ msg }) => msg === 'drift healed');
  expect([gate.writesOf('first'), gate.writesOf('second')]).toEqual([writes, 1]);
  expect(await second.api('status')).toMatchObject({ role: 'leading' });
});

/** The first is killed in its sleep. */
async function kill({ stage, first, second, gate }: Pair): Promise<void> {
  await first.settled();
  const writes = gate.writesOf('first');
  await first.end('SIGKILL');
  await driftOn(stage, '/drifted');
  await holds(second);
  await second.said(({ msg }) => msg === 'drift healed');
  expect([gate.writesOf('first'), gate.writesOf('second')]).toEqual([writes, 1]);
}

/** Lets some writes of the first through, and keeps the next ones waiting; resolves when one waits. */
function holdAfter(most: number, gate: Gate): Promise<void> {
  return new Promise((resolve) => {
    gate.treat(({ isWrite }) => {
      if (!isWrite || gate.writesOf('first') < most) return 'pass';
      resolve();
      return 'hang';
    });
  });
}

/** The first is stopped in the middle of its work, and wakes when the second has long taken over. */
async function stop({ stage, first, second, gate }: Pair): Promise<void> {
  // What it has begun to send is at the gate before it answers.
  for (let asked = 0; asked < 3; asked += 1) await first.api('status');
  first.signal('SIGSTOP');
  // What is on its way comes to AWS all the same.
  gate.treat(() => 'pass');
  await holds(second);
  await second.settled();
  const writes = gate.writesOf('first');
  expect(gate.writesOf('second')).toBeGreaterThan(0);
  first.signal('SIGCONT');
  const logged = await first.said(({ msg, held }) => msg === 'lease' && held === false);
  expect(logged.what).toMatch(/^on standby: \S+ \(process \d+\) holds the lease s3:/);
  await first.settled();
  expect(gate.writesOf('first')).toBe(writes);
  expect(stage.simulator.journal.count('CreateLoadBalancer')).toBe(1);
}

// Both at once, for each takes a whole term of the lease in real time.
test('one that was killed is followed, and so is one that was stopped, which never writes again', async () => {
  let busy: Promise<void> | undefined;
  const [killed, stopped] = await Promise.all([
    openPair(inFiles),
    openPair(inS3, (gate) => void (busy = holdAfter(3, gate))),
  ]);
  await busy;
  await Promise.all([kill(killed), stop(stopped)]);
});
