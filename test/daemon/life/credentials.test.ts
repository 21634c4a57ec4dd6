import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Finding } from '../../../src/daemon/status.ts';
import { AwsError } from '../../../src/simulator/service.ts';
import { driftOn } from './drift.ts';
import { gateTo } from './gate.ts';
import { openStage, type Life, type Stage } from './stage.ts';

interface Profile {
  readonly environment: Readonly<Record<string, string>>;
  /** Somebody signs in, and gets this key. */
  readonly signIn: (key: string) => void;
}

/** Credentials in a file, as the AWS tools keep them. */
function profileOf({ home }: Stage): Profile {
  const file = join(home, 'credentials');
  return {
    environment: { AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '', AWS_SHARED_CREDENTIALS_FILE: file },
    signIn: (key) => writeFileSync(file, `[default]\naws_access_key_id = ${key}\naws_secret_access_key = secret\n`),
  };
}

async function findingsOf({ api }: Life): Promise<readonly Finding[]> {
  const { findings } = await api<{ readonly findings: readonly Finding[] }>('findings');
  return findings;
}

test('expired credentials are reported with what to do, and who signs in anew need not start anew', async () => {
  const stage = await openStage();
  const gate = await gateTo(stage.simulator.url);
  const { environment, signIn } = profileOf(stage);
  signIn('yesterdays');
  const life = await stage.start([], { ...environment, AWS_ENDPOINT_URL: gate.url });
  await life.settled();
  const refusal = new AwsError('ExpiredToken', 'The security token included in the request is expired', 403);
  gate.treat(({ key }) => (key === 'yesterdays' ? refusal : 'pass'));
  await driftOn(stage, '/drifted');
  const writes = stage.simulator.journal.writes();

  const failed = await life.said(({ msg }) => msg === 'cycle failed');
  expect(failed).toMatchObject({ level: 'warn', code: 'denied' });
  expect(failed['error']).toContain(refusal.message);
  expect(failed['error']).toContain('the AWS credentials have expired: sign in again, or renew them');
  expect(stage.simulator.journal.writes()).toBe(writes);

  signIn('todays');
  life.signal('SIGHUP');
  await life.said(({ msg }) => msg === 'drift healed');
  expect(life.logged('cycle failed')).toHaveLength(1);
  expect(life.logged('recovered').filter(({ id }) => id === undefined)).toHaveLength(1);
});

test('what may not be read is reported with who may not, and the rest goes on', async () => {
  const stage = await openStage();
  const life = await stage.start();
  await life.settled();
  stage.simulator.faults.set([{ kind: 'access-denied', action: 'DescribeRules' }]);
  await life.another();
  await driftOn(stage, '/drifted');
  await life.said(({ msg }) => msg === 'drift healed');
  await life.another();
  expect(await findingsOf(life)).toEqual([]);
  const logged = life.logged('failed');
  expect(logged).toMatchObject([{ place: 'default', level: 'warn' }]);
  expect(logged[0]!.what).toMatch(/^Some listener rules cannot be read since /);
  expect(logged[0]!.what).toMatch(
    /User: arn:aws:iam::123456789012:user\/test is not authorized to perform: elasticloadbalancing:DescribeRules.*allow elasticloadbalancing:DescribeRules in the IAM policy/,
  );
  const { status } = await life.another();
  expect(status.places[0]!.lastSuccess).toBeLessThan(status.places[0]!.cycle!.endedAt);

  stage.simulator.faults.clear();
  await life.settled();
  expect(await findingsOf(life)).toEqual([]);
  expect(life.logged('recovered')).toMatchObject([{ what: expect.stringMatching(/^AWS is readable again after /) }]);
  expect(life.logged('failed')).toHaveLength(1);
});

test('nothing is written in another account than the one that was meant', async () => {
  const place = '{ name: ours, region: ap-northeast-2, account: "444455556666", namespaces: [default] }';
  const group = { apiVersion: 'evenkeel.dev/v1', kind: 'SecurityGroup', metadata: { name: 'gate' } };
  const stage = await openStage({
    files: { 'evenkeel.yaml': `places: [${place}]`, 'gate.yaml': [{ ...group, spec: { vpc: { default: true } } }] },
  });
  const { environment, signIn } = profileOf(stage);
  signIn('123456789012');
  const life = await stage.start([], environment);
  const failed = await life.said(({ msg }) => msg === 'cycle failed');
  expect(failed['error']).toMatch(
    /the place "ours" is account 444455556666, but the credentials are of 123456789012 \(arn:aws:iam::123456789012:user\/123456789012\); correct account or assumeRole/,
  );
  expect(stage.simulator.journal.counts()).toEqual({ 'sts:GetCallerIdentity': expect.any(Number) as number });

  signIn('444455556666');
  await life.settled();
  const written = stage.simulator.journal.entries().filter(({ write }) => write);
  expect(new Set(written.map(({ account }) => account))).toEqual(new Set(['444455556666']));
  expect(life.logged('cycle failed')).toHaveLength(1);
});
