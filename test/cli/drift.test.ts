import {
  DeleteRuleCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import type { DriftJson } from '../../src/report/drift/json.ts';
import { REGION } from '../support/clients.ts';
import { fixtureNamed } from '../support/fixtures.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

test('drift is reported in every format, with the same exit code', async () => {
  const account = await openAccount(evenkeel);
  expect((await account.run('apply', '--yes')).code).toBe(0);
  const { rules } = account.simulator.world().elbv2;
  const { arn: RuleArn } = [...rules.values()].find(({ priority }) => priority === 10)!;
  await account.sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }));
  const beginnings = {
    text: 'LoadBalancer/default/content-routing\n',
    diff: '--- live/LoadBalancer/default/content-routing.yaml\n',
    json: '{\n  "version": 1,',
    yaml: 'version: 1\n',
    markdown: '### Drift: ',
    html: '<!doctype html>\n',
    sarif: '{\n  "$schema": ',
    junit: '<?xml version="1.0" encoding="UTF-8"?>\n',
  };
  for (const [format, beginning] of Object.entries(beginnings)) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    const { code, stdout, stderr } = await account.run('drift', '-o', format);
    // One look alone might have missed the rule.
    const waited = 'listener-rule/default/content-routing/80/api: missing in one read; checked again in 5 s\n';
    expect({ format, code, stderr }).toEqual({ format, code: 2, stderr: waited });
    expect(stdout).toContain(beginning);
    expect(stdout).toContain('listener-rule/default/content-routing/80/api');
    expect(stdout.endsWith('\n')).toBe(true);
  }
});

test('what was not created yet is no drift: it is counted in every format, and has an exit code of its own', async () => {
  const account = await openAccount(evenkeel);
  const counts = {
    text: '16 resources not created yet: ',
    json: '"verdict": "not-created"',
    yaml: 'verdict: not-created\n',
    markdown: '### Not created yet: 16 resources.',
    html: '<b>16</b> not created yet',
    sarif: '"ruleId": "drift/not-created"',
    junit: '<skipped message="8 resources not created yet"/>',
  };
  for (const [format, count] of Object.entries(counts)) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    const { code, stdout } = await account.run('drift', '-o', format);
    expect({ format, code }).toEqual({ format, code: 0 });
    expect(stdout).toContain(count);
  }
  expect((await account.run('drift', '--detailed-exitcode')).code).toBe(3);
  const { stdout } = await account.run('get');
  expect(stdout.match(/ not created /g)).toHaveLength(6);
  expect(stdout).not.toContain('missing');
});

const callers = { AKIDALICE: { user: 'alice' } };

async function accountWithDrift(trailDelayMs: number) {
  const fixture = { ...fixtureNamed('content-routing'), callers };
  const account = await openAccount(evenkeel, { fixture, events: { trailDelayMs } });
  expect((await account.run('apply', '--yes')).code).toBe(0);
  const { targetGroups } = account.simulator.world().elbv2;
  const { arn: TargetGroupArn } = [...targetGroups.values()][0]!;
  const credentials = { accessKeyId: 'AKIDALICE', secretAccessKey: 'x' };
  const alice = new ElasticLoadBalancingV2Client({ endpoint: account.simulator.url, region: REGION, credentials });
  await alice.send(new ModifyTargetGroupCommand({ TargetGroupArn, HealthCheckPath: '/elsewhere' }));
  account.simulator.journal.clear();
  return account;
}

test('drift names who it was, by one look into the event history', async () => {
  const account = await accountWithDrift(0);
  const { stdout } = await account.run('drift');
  expect(stdout).toMatch(
    / {6}by alice via the AWS SDK for JavaScript, ModifyTargetGroup, \d+s ago from 127\.0\.0\.1\n/,
  );
  expect(account.simulator.journal.count('LookupEvents')).toBe(1);
  const json = JSON.parse((await account.run('drift', '-o', 'json')).stdout) as DriftJson;
  expect(json.drifted[0]!.diffs[0]!.by).toEqual({
    kind: 'user',
    who: 'alice',
    address: '127.0.0.1',
    tool: 'the AWS SDK for JavaScript',
    call: 'ModifyTargetGroup',
    at: expect.any(Number) as number,
  });
  for (const format of ['markdown', 'html', 'sarif', 'junit']) {
    // oxlint-disable-next-line no-await-in-loop -- one process at a time
    expect((await account.run('drift', '-o', format)).stdout).toContain('by alice via the AWS SDK for JavaScript');
  }
});

test('drift says why it does not know who it was', async () => {
  const account = await accountWithDrift(3_600_000);
  expect((await account.run('drift')).stdout).toContain('by: unknown (no event yet: CloudTrail is some minutes late)');
  expect((await account.run('drift', '--no-trail')).stdout).toContain('by: unknown (--no-trail)');
  account.simulator.faults.set([{ kind: 'access-denied', action: 'LookupEvents' }]);
  const { code, stdout } = await account.run('drift');
  expect([code, stdout]).toEqual([
    2,
    expect.stringContaining('by: unknown (not permitted: allow cloudtrail:LookupEvents)'),
  ]);
});

test('nobody is asked where nothing drifted', async () => {
  const account = await openAccount(evenkeel);
  await account.run('apply', '--yes');
  expect((await account.run('drift')).code).toBe(0);
  expect(account.simulator.journal.count('LookupEvents')).toBe(0);
});
