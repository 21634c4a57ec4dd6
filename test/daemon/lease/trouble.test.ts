import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { FileRecord } from '../../../src/daemon/lease/file-record.ts';
import { openLease } from '../../../src/daemon/lease/open-lease.ts';
import { S3Record } from '../../../src/daemon/lease/s3-record.ts';
import type { Simulator } from '../../../src/simulator/server.ts';
import { HastyClock, openTestAws } from '../../aws/endpoint.ts';
import { open } from '../../simulator/support.ts';
import { bucketOn, s3On } from '../../support/bucket.ts';
import { REGION } from '../../support/clients.ts';
import { folderOf } from '../../support/folders.ts';
import { Contender, pass } from './crowd.ts';

async function ground(...names: string[]): Promise<{ simulator: Simulator; contenders: Contender[] }> {
  const { simulator } = await open();
  await bucketOn(simulator.url, 'ships');
  const { s3 } = await openTestAws(simulator.url);
  return { simulator, contenders: names.map((name) => new Contender(name, () => new S3Record(s3, 'ships', 'lease'))) };
}

it('stands by while S3 is away, and goes on when it is back', async () => {
  const { simulator, contenders } = await ground('a');
  const [a] = contenders as [Contender];
  await a.lease.start();
  simulator.faults.set([{ kind: 'drop-before', service: 's3' }]);
  await pass(11_500, [a]);
  expect(a.lease.held()).toBe(true);
  await pass(500, [a]);
  expect(a.lease.held()).toBe(false);
  await pass(2_000, [a]);
  expect(a.changes.at(-1)).toEqual({
    held: false,
    message: expect.stringMatching(/^on standby: .*did not answer/) as string,
  });
  simulator.faults.clear();
  await pass(2_500, [a]);
  expect(a.lease.held()).toBe(true);
  expect(a.changes.at(-1)).toEqual({ held: true, message: 'holds the lease s3://ships/lease' });
});

it('may be taken over by whoever still reaches S3', async () => {
  const { simulator, contenders } = await ground('a', 'b');
  const [a, b] = contenders as [Contender, Contender];
  await a.lease.start();
  await b.lease.start();
  // The renewals of the one are refused; the other only reads until its time has come.
  simulator.faults.set([{ kind: 'access-denied', service: 's3', action: 'PutObject', times: 3 }]);
  await pass(30_000, [a, b], () => expect(a.lease.held() && b.lease.held()).toBe(false));
  expect([a.lease.held(), b.lease.held()].filter(Boolean)).toHaveLength(1);
});

it('holds on where only the answers are lost', async () => {
  const { simulator, contenders } = await ground('a', 'b');
  const [a, b] = contenders as [Contender, Contender];
  simulator.faults.set([{ kind: 'drop-after', service: 's3', action: 'PutObject', times: 1 }]);
  await a.lease.start();
  expect(a.lease.held()).toBe(true);
  await b.lease.start();
  simulator.faults.set([{ kind: 'drop-after', service: 's3', action: 'PutObject', probability: 0.5 }]);
  await pass(60_000, [a, b], () => expect([a.lease.held(), b.lease.held()]).toEqual([true, false]));
});

it('says why it cannot be held', async () => {
  const { simulator, contenders } = await ground('a');
  const [a] = contenders as [Contender];
  const client = s3On(simulator.url);
  await client.send(new PutObjectCommand({ Bucket: 'ships', Key: 'lease', Body: '{"name":"a holiday photo"}' }));
  await a.lease.start();
  await pass(60_000, [a]);
  expect(a.changes).toEqual([
    { held: false, message: expect.stringContaining('exists and is not a lease of evenkeel') as string },
  ]);
  simulator.reset();
  await pass(2_000, [a]);
  expect(a.changes.at(-1)!.message).toMatch(/S3 PutObject: NoSuchBucket\); create the bucket, or name another$/);
});

it('knows at once that a request failed, for it has attempts of its own', async () => {
  const { simulator } = await ground();
  simulator.faults.set([{ kind: 'throttle', service: 's3' }]);
  const { url: endpoint } = simulator;
  process.env['AWS_ACCESS_KEY_ID'] = process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
  const lease = await openLease({
    owner: 'default',
    lease: 's3://ships/lease',
    region: REGION,
    endpoint,
    environment: {},
  });
  onTestFinished(() => lease.stop());
  await lease.start();
  expect(lease.held()).toBe(false);
  expect(simulator.journal.count('PutObject') + simulator.journal.count('GetObject')).toBe(1);
});

it('is not taken while whoever holds it may not know that somebody removed the record', async () => {
  const folder = folderOf({});
  const [a, b] = ['a', 'b'].map((name) => new Contender(name, (time) => new FileRecord(join(folder, 'lock'), time)));
  await a!.lease.start();
  await pass(4_000, [a!]);
  await b!.lease.start();
  rmSync(join(folder, 'lock.1'));
  await b!.live(500);
  await pass(30_000, [b!, a!], () => expect([a!.lease.held(), b!.lease.held()]).toEqual([true, false]));
  a!.kill();
  rmSync(join(folder, 'lock.1'));
  await pass(20_000, [b!]);
  expect(b!.lease.held()).toBe(true);
});

it('is no object that does not look like one', async () => {
  const opening = openLease({ owner: 'default', lease: 'ships/lease', environment: {} });
  await expect(opening).rejects.toMatchObject({
    facts: { remedy: 'write it like s3://bucket/evenkeel/lease or kubernetes://namespace/evenkeel' },
  });
});

it('keeps the writes of whoever does not hold it from AWS', async () => {
  const { simulator } = await open();
  let held = true;
  const aws = await openTestAws(simulator.url, { mayWrite: () => held });
  const make = (GroupName: string): Promise<object> =>
    aws.ec2.createSecurityGroup({ GroupName, Description: 'd', VpcId: [...simulator.world().ec2.vpcs.keys()][0] });
  await make('first');
  held = false;
  await expect(make('second')).rejects.toMatchObject({ code: 'denied', message: expect.stringMatching(/^on standby/) });
  await aws.ec2.describeVpcs({});
  held = true;
  // The first try is throttled, and by the time of the next the lease is lost.
  simulator.faults.set([{ kind: 'throttle', action: 'CreateSecurityGroup' }]);
  const clock = new (class extends HastyClock {
    override sleep(ms: number): Promise<void> {
      held = false;
      return super.sleep(ms);
    }
  })();
  const pausing = await openTestAws(simulator.url, { clock, mayWrite: () => held });
  await expect(pausing.ec2.createSecurityGroup({ GroupName: 'third', Description: 'd' })).rejects.toThrow(
    /^on standby/,
  );
  expect(simulator.journal.count('CreateSecurityGroup')).toBe(2);
});

it('asks for the lease once a write is signed, so that nothing leaves that was made before a pause', async () => {
  const { simulator } = await open();
  // Credentials that are there when the test says so.
  const folder = folderOf({});
  const credentials = { Version: 1, AccessKeyId: 'late', SecretAccessKey: 'late' };
  const script = `touch ${folder}/asked; until [ -e ${folder}/given ]; do sleep 0.01; done; cat ${folder}/given`;
  writeFileSync(join(folder, 'script'), script);
  writeFileSync(join(folder, 'config'), `[profile late]\ncredential_process = sh ${folder}/script\n`);
  process.env['AWS_CONFIG_FILE'] = join(folder, 'config');
  let held = true;
  const sent: string[] = [];
  const aws = await openTestAws(simulator.url, {
    profile: 'late',
    mayWrite: () => held,
    onCall: ({ operation }) => void sent.push(operation),
  });
  const writing = aws.ec2.createSecurityGroup({ GroupName: 'late', Description: 'd' });
  const refused = expect(writing).rejects.toThrow(/^on standby/);
  while (!existsSync(join(folder, 'asked'))) await setImmediate();
  held = false;
  writeFileSync(join(folder, 'new'), JSON.stringify(credentials));
  renameSync(join(folder, 'new'), join(folder, 'given'));
  await refused;
  expect([sent, simulator.journal.count()]).toEqual([[], 0]);
});
