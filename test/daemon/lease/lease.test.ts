import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Clock } from '../../../src/core/clock.ts';
import { FileRecord } from '../../../src/daemon/lease/file-record.ts';
import { KubernetesRecord } from '../../../src/daemon/lease/kubernetes-record.ts';
import type { LeaseRecord, Tenant } from '../../../src/daemon/lease/record.ts';
import { S3Record } from '../../../src/daemon/lease/s3-record.ts';
import { openTestAws } from '../../aws/endpoint.ts';
import { open } from '../../simulator/support.ts';
import { bucketOn } from '../../support/bucket.ts';
import { ApiServer } from './api-server.ts';
import { Contender, pass } from './crowd.ts';

type Records = () => Promise<(clock: Clock) => LeaseRecord>;

async function inS3(): ReturnType<Records> {
  const { simulator } = await open();
  await bucketOn(simulator.url, 'ships');
  const { s3 } = await openTestAws(simulator.url);
  return () => new S3Record(s3, 'ships', 'evenkeel/lease');
}

async function inKubernetes(): ReturnType<Records> {
  const api = (await ApiServer.start()).api();
  return (clock) => new KubernetesRecord(api, { namespace: 'ops', name: 'evenkeel' }, clock);
}

function inFiles(): ReturnType<Records> {
  const dir = mkdtempSync(join(tmpdir(), 'evenkeel-lease-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  return Promise.resolve((clock) => new FileRecord(join(dir, 'state', 'lock'), clock));
}

const tenant = (id: string, count = 1): Tenant => ({ id, name: id, count, termMs: 15_000, released: false });

const clock: Clock = { now: () => 0, sleep: () => Promise.resolve() };

describe.each<readonly [string, Records]>([
  ['an object in S3', inS3],
  ['a lock file', inFiles],
  ['a Lease of Kubernetes', inKubernetes],
])('a lease in %s', (_, records) => {
  it('is written by one of those who saw the same', async () => {
    const record = (await records())(clock);
    expect(await record.read()).toBeUndefined();
    const first = await Promise.all(['a', 'b', 'c', 'd'].map((id) => record.write(tenant(id), undefined)));
    expect(first.filter((entry) => entry !== undefined)).toHaveLength(1);

    const seen = (await record.read())!;
    const next = await Promise.all(['e', 'f', 'g', 'h'].map((id) => record.write(tenant(id, 2), seen)));
    const winners = next.filter((entry) => entry !== undefined);
    expect(winners).toEqual([await record.read()]);
    expect(await record.write(tenant('late', 3), seen)).toBeUndefined();
    expect(winners).toEqual([await record.read()]);
  });

  it('looks different after each renewal', async () => {
    const record = (await records())(clock);
    const first = (await record.write(tenant('a'), undefined))!;
    const second = (await record.write(tenant('a', 2), first))!;
    const third = (await record.write(tenant('a', 3), second))!;
    expect(new Set([first, second, third].map(({ version }) => version)).size).toBe(3);
  });

  it('is held by one, and taken over within 20 s of its death', async () => {
    const record = await records();
    const [a, b] = [new Contender('a', record), new Contender('b', record)];
    await a.lease.start();
    await b.lease.start();
    await pass(60_000, [a, b], () => expect([a.lease.held(), b.lease.held()]).toEqual([true, false]));

    a.kill();
    await pass(14_500, [b], () => expect(b.lease.held()).toBe(false));
    await pass(5_500, [b]);
    expect(b.lease.held()).toBe(true);
    expect(b.changes.map(({ held, message }) => [held, message.replace(/ \S+$/, '')])).toEqual([
      [false, 'on standby: a holds the lease'],
      [true, 'holds the lease'],
    ]);
  });

  it('is handed over at once by one that leaves', async () => {
    const record = await records();
    const [a, b] = [new Contender('a', record), new Contender('b', record)];
    await a.lease.start();
    await b.lease.start();
    await a.lease.stop();
    expect(a.lease.held()).toBe(false);
    await pass(2_000, [b]);
    expect(b.lease.held()).toBe(true);
  });

  it('is no longer held by one that was paused, and is not taken back', async () => {
    const record = await records();
    const [a, b] = [new Contender('a', record), new Contender('b', record)];
    await a.lease.start();
    await b.lease.start();
    await pass(20_000, [b]);
    expect(b.lease.held()).toBe(true);
    // It wakes: before it has done anything at all, it may not write.
    a.time.advance(20_000);
    expect(a.lease.held()).toBe(false);
    await pass(30_000, [a, b], () => expect([a.lease.held(), b.lease.held()]).toEqual([false, true]));
  });

  it('is never held by two while everybody is paused at some time', async () => {
    const record = await records();
    const all = ['a', 'b', 'c'].map((name) => new Contender(name, record));
    for (const { lease } of all) await lease.start();
    for (const [index, pausing] of [0, 1, 2, 0, 1, 2].entries()) {
      const awake = all.filter((_contender, at) => at !== pausing);
      const length = 6_000 + index * 4_000;
      await pass(length, awake, () => expect(awake.filter(({ lease }) => lease.held()).length).toBeLessThan(2));
      all[pausing]!.time.advance(length);
      expect(all.filter(({ lease }) => lease.held()).length).toBeLessThan(2);
      await pass(3_000, all, () => expect(all.filter(({ lease }) => lease.held()).length).toBeLessThan(2));
    }
  });

  it('stands whatever the time of day is set to', async () => {
    const record = await records();
    const [a, b] = [new Contender('a', record), new Contender('b', record)];
    await a.lease.start();
    await b.lease.start();
    for (const jump of [-86_400_000, 86_400_000, 3_600_000, -1]) {
      a.time.jump(jump);
      b.time.jump(-jump);
      await pass(10_000, [a, b], () => expect(b.lease.held()).toBe(false));
      expect(a.lease.held()).toBe(true);
    }
    a.kill();
    b.time.jump(-86_400_000);
    await pass(20_000, [b]);
    expect(b.lease.held()).toBe(true);
  });
});
