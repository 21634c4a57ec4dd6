import {
  DeleteRuleCommand,
  DescribeRulesCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTargetGroupsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { DescribeSecurityGroupsCommand } from '@aws-sdk/client-ec2';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { setTargetHealth } from '../../src/simulator/elbv2/target-health.ts';
import { documentsOf, edited, folderOf } from '../support/folders.ts';
import { openAccount, type Account } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

describe('from an empty account to nothing left', () => {
  test('each verb says what is, and exits accordingly', async () => {
    const account = await openAccount(evenkeel);
    const planned = await account.run('plan', '--detailed-exitcode');
    expect(planned).toMatchObject({ code: 2, stderr: '' });
    expect(planned.stdout).toContain('Plan: 13 to create, 3 to register.');
    expect((await account.run('plan')).code).toBe(0);
    expect(account.simulator.journal.writes()).toBe(0);

    const applied = await account.run('apply', '--yes');
    expect(applied.code).toBe(0);
    expect(applied.stdout).toBe(planned.stdout);
    expect(applied.stderr).toContain('created load-balancer/default/content-routing\n');
    expect(applied.stderr).toMatch(/16 done\nAWS matches the manifests, and everything is ready\.\n$/);

    const writes = account.simulator.journal.writes();
    expect(await account.run('apply')).toMatchObject({ code: 0 });
    expect(await account.run('plan', '--detailed-exitcode')).toMatchObject({ code: 0, stderr: '' });
    expect(await account.run('drift')).toMatchObject({ code: 0, stderr: '' });
    expect(account.simulator.journal.writes()).toBe(writes);

    await removeFirstRule(account);
    const drifted = await account.run('drift', '-o', 'json');
    const stderr = 'listener-rule/default/content-routing/80/api: missing in one read; checked again in 5 s\n';
    expect(drifted).toMatchObject({ code: 2, stderr });
    expect(JSON.parse(drifted.stdout)).toMatchObject({
      verdict: 'drifted',
      drifted: [{ id: 'listener-rule/default/content-routing/80/api', action: 'create' }],
    });
    expect((await account.run('apply', '--yes')).stderr).toContain('1 done');
    expect((await account.run('drift')).code).toBe(0);

    const deleted = await account.run('delete', '--yes');
    expect(deleted.code).toBe(0);
    expect(deleted.stderr).toMatch(/Everything is deleted from AWS, except what was to be kept\.\n$/);
    expect(await leftovers(account)).toEqual([]);
    expect(await account.run('delete')).toMatchObject({ code: 0 });
  });

  test('a plan is data for other programs too', async () => {
    const account = await openAccount(evenkeel);
    const json = await account.run('plan', '-o', 'json');
    expect(JSON.parse(json.stdout)).toMatchObject({
      version: 1,
      account: '123456789012',
      region: 'ap-northeast-2',
      summary: { create: 13, register: 3, noop: 0 },
    });
    expect((await account.run('plan', '-o', 'yaml')).stdout).toMatch(/^version: 1\n/);
    expect((await account.run('plan', '-o', 'markdown')).stdout).toContain('`load-balancer/default/content-routing`');
    expect((await evenkeel.run(['plan'], { ...account.environment, EVENKEEL_OUTPUT: 'json' })).stdout).toBe(
      json.stdout,
    );
  });
});

describe('what does not serve', () => {
  test('is waited for where it has targets, and reported where nobody brings any', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    for (const { arn, name, targets } of account.simulator.world().elbv2.targetGroups.values()) {
      if (name !== 'api') continue;
      for (const { id, port } of targets.values())
        setTargetHealth(account.simulator.world(), { targetGroupArn: arn, id, port }, 'Target.Timeout');
    }
    const late = await account.run('apply', '--yes', '--timeout', '1s');
    expect(late.code).toBe(1);
    expect(late.stderr).toMatch(/not ready: target-group\/default\/api: 0\/1 healthy; i-\w+:80 is unhealthy/);
    expect(late.stderr).toMatch(/timed out: .* do not wait for targets with --no-wait-healthy\n$/);
    const left = await account.run('apply', '--yes', '--no-wait-healthy');
    expect(left.code).toBe(0);
    expect(left.stderr).toMatch(
      /does not serve yet: target-group\/default\/api: 0\/1 healthy; .*\n.*1 target group without/,
    );
    expect((await account.run('get', 'tg', 'api')).stdout).toMatch(/False +Unhealthy \(0\/1 healthy\)/);
    expect((await account.run('get', 'lb')).stdout).toMatch(/True +Degraded /);
    expect((await account.run('diagnose', 'tg', 'api')).code).toBe(2);
  });

  test('ends well where targets are for others to bring', async () => {
    const account = await openAccount(evenkeel);
    const alone = folderOf({
      'all.yaml': documentsOf('content-routing').filter((one) => (one as { kind?: string }).kind !== 'Service'),
    });
    const applied = await account.run('apply', '--yes', '-f', alone);
    expect(applied.code).toBe(0);
    expect(applied.stderr).toMatch(
      /does not serve yet: target-group\/default\/pages: .*it has no targets.*\n[^]*AWS matches the manifests; 2 target groups without a healthy target\.\n$/,
    );
    expect((await account.run('get', '-f', alone)).stdout).toMatch(
      /loadbalancer\/content-routing +True +Degraded [^]*targetgroup\/api +False +NoTargets /,
    );
  });
});

describe('what stands', () => {
  test('is listed and described before and after', async () => {
    const account = await openAccount(evenkeel);
    const before = await account.run('get');
    expect(before).toMatchObject({ code: 0, stderr: '' });
    expect(before.stdout).toMatch(
      /^NAME +READY +STATUS +DRIFT +ADDRESS +AGE\nloadbalancer\/content-routing +False +Missing /,
    );
    await account.run('apply', '--yes');
    expect((await account.run('get', 'lb')).stdout).toMatch(
      /\nloadbalancer\/content-routing +True +Active +- +content-routing-\d+\./,
    );
    expect((await account.run('get', 'tg', '-o', 'name')).stdout).toBe('targetgroup/api\ntargetgroup/pages\n');
    const wide = await account.run('get', 'targetgroups', '-o', 'wide');
    expect(wide.stdout).toMatch(/arn:aws:elasticloadbalancing:.*targetgroup\/api/);
    const one = JSON.parse((await account.run('get', 'loadbalancer/content-routing', '-o', 'json')).stdout) as object;
    expect(one).toMatchObject({ kind: 'LoadBalancer', status: { state: 'active' } });
    const list = await account.run('get', '-o', 'yaml');
    expect(list.stdout).toMatch(/\nkind: List\nitems:\n/);
    const described = await account.run('describe', 'lb', 'content-routing');
    expect(described).toMatchObject({ code: 0, stderr: '' });
    expect(described.stdout).toMatch(/\n +10 +api +.*forward to api\n/);
  });

  test('is named as people mistype it', async () => {
    const account = await openAccount(evenkeel);
    expect(await account.run('get', 'tg', 'pagse')).toEqual({
      code: 1,
      stdout: '',
      stderr: 'error: the folder has no TargetGroup "pagse"; did you mean pages?\n',
    });
    expect((await account.run('describe', 'loadbalncer', 'x')).stderr).toContain('did you mean LoadBalancer?');
  });
});

describe('what is written', () => {
  test('is nothing where nobody can be asked and nobody said yes', async () => {
    const account = await openAccount(evenkeel);
    const refused = await account.run('apply');
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('13 to create');
    expect(refused.stderr).toBe('nothing was done: there is no terminal to ask on; pass --yes to skip the question\n');
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('leaves what was taken out of the folder until it is asked to prune', async () => {
    const account = await openAccount(evenkeel);
    const folder = folderOf({
      'all.yaml': documentsOf('content-routing'),
      'spare.yaml': [targetGroup('spare'), targetGroup('kept', { 'evenkeel.dev/deletion': 'retain' })],
    });
    expect((await account.run('apply', '--yes', '-f', folder)).code).toBe(0);
    rmSync(join(folder, 'spare.yaml'));

    const withheld = await account.run('apply', '--yes', '-f', folder);
    expect(withheld.code).toBe(0);
    expect(withheld.stdout).toContain(
      '2 resources of 2 manifests not in this folder are left alone (--verbose lists them, --prune deletes them).',
    );
    expect(withheld.stdout).not.toContain('target-group/default/spare');
    const listed = await account.run('plan', '--verbose', '-f', folder);
    expect(listed.stdout).toContain('target-group/default/spare');
    expect(listed.stdout).toContain('to delete it, pass --prune');
    expect(await leftovers(account)).toContain('spare');

    expect((await account.run('apply', '--yes', '--prune', '-f', folder)).code).toBe(0);
    const left = await leftovers(account);
    expect(left).not.toContain('spare');
    expect(left).toContain('kept');
    expect((await account.run('plan', '--prune', '--detailed-exitcode', '-f', folder)).code).toBe(0);
  });

  test('stays within the namespace', async () => {
    const account = await openAccount(evenkeel);
    const both = folderOf({ 'a.yaml': [targetGroup('one', {}, 'blue'), targetGroup('two', {}, 'green')] });
    expect((await account.run('apply', '--yes', '-f', both, '-n', 'blue')).code).toBe(0);
    expect(await leftovers(account)).toEqual(['one']);
    await account.run('apply', '--yes', '-f', both);
    expect((await account.run('delete', '--yes', '-f', both, '-n', 'blue')).code).toBe(0);
    expect(await leftovers(account)).toEqual(['two']);
  });

  test('is nothing for a namespace that the folder has not', async () => {
    const account = await openAccount(evenkeel);
    const both = folderOf({ 'a.yaml': [targetGroup('one', {}, 'blue'), targetGroup('two', {}, 'green')] });
    const refused = { code: 1, stdout: '' };
    for (const verb of [
      'get',
      'describe',
      'diagnose',
      'plan',
      'drift',
      'apply',
      'delete',
      'cost',
      'leftovers',
      'validate',
    ]) {
      expect(
        await account.run(verb, ...(verb === 'describe' ? ['tg', 'one'] : []), '-f', both, '-n', 'bleu'),
        verb,
      ).toEqual({
        ...refused,
        stderr: `error: in ${both} no manifest is in the namespace "bleu" (there are blue, green); did you mean blue?\n`,
      });
    }
    const far = await account.run('get', '-f', both, '-n', 'orange');
    expect(far).toMatchObject({
      ...refused,
      stderr: expect.stringMatching(/; name one that there is, or leave out --namespace\n$/),
    });
    const broken = folderOf({ 'a.yaml': [targetGroup('one', {}, 'blue')], 'b.yaml': 'kind: [' });
    expect((await account.run('get', '-f', broken, '-n', 'green')).stderr).toMatch(
      /^b\.yaml:1:.*\n[^]*error: in .*"green"/,
    );
    expect((await account.run('get', '-f', folderOf({}), '-n', 'green')).stderr).toContain('(there are none at all)');
    expect(account.simulator.journal.writes()).toBe(0);
  });

  test('goes as the folder says when all of it goes', async () => {
    const account = await openAccount(evenkeel);
    const before = folderOf({ 'a.yaml': [targetGroup('goes'), targetGroup('stays'), targetGroup('sleeps')] });
    await account.run('apply', '--yes', '-f', before);
    const after = folderOf({
      'a.yaml': [
        targetGroup('goes'),
        targetGroup('stays', { 'evenkeel.dev/deletion': 'retain' }),
        targetGroup('sleeps', { 'evenkeel.dev/suspend': 'true' }),
      ],
    });
    const { code, stderr } = await account.run('delete', '--yes', '-f', after);
    expect(code).toBe(0);
    expect(stderr).toContain('TargetGroup/default/sleeps is suspended and left alone');
    expect(await leftovers(account)).toEqual(['sleeps', 'stays']);
    // Forgotten: nobody's any more.
    expect((await account.run('plan', '-f', after)).stdout).toContain('already exists and evenkeel does not manage it');
  });
});

describe('what is wrong', () => {
  test('with one manifest leaves the others be', async () => {
    const account = await openAccount(evenkeel);
    const folder = edited('content-routing', { 'content-routing#/spec/subnet': [] });
    const planned = await account.run('plan', '-f', folder, '--detailed-exitcode');
    expect(planned.code).toBe(1);
    expect(planned.stdout).toContain('+ create target-group/default/pages');
    expect(planned.stdout).not.toContain('load-balancer/default/content-routing');
    expect(planned.stderr).toMatch(/^all\.yaml:\d+:\d+ {2}LoadBalancer\/default\/content-routing .*subnet/);
    const applied = await account.run('apply', '-f', folder, '--yes');
    expect(applied.code).toBe(1);
    expect(await leftovers(account)).toEqual(['api', 'content-routing-sg', 'pages']);
    const deleting = await account.run('delete', '-f', folder, '--yes');
    expect(deleting.code).toBe(1);
    expect(await leftovers(account)).toEqual(['api', 'content-routing-sg', 'pages']);
  });

  test('with one resource stops what depends on it and nothing else', async () => {
    const account = await openAccount(evenkeel);
    account.simulator.faults.set([{ kind: 'access-denied', action: 'CreateLoadBalancer' }]);
    const { code, stderr } = await account.run('apply', '--yes');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /failed load-balancer\.yaml:\d+: load-balancer\/default\/content-routing: .*CreateLoadBalancer/,
    );
    expect(stderr).toContain('skipped listener/default/content-routing/80, for load-balancer/default/content-routing');
    expect(stderr).toMatch(/8 done, 1 failed, 7 skipped/);
    expect(await leftovers(account)).toEqual(['api', 'content-routing-sg', 'pages']);
    account.simulator.faults.clear();
    expect((await account.run('apply', '--yes')).code).toBe(0);
  });

  test('with the way to AWS is reported with what to do', async () => {
    const { environment, simulator } = await openAccount(evenkeel);
    // An emulator would be called without keys and region, so these mean AWS itself. Neither gets as far as a call.
    const { AWS_ENDPOINT_URL: _, ...onAws } = environment;
    const { AWS_ACCESS_KEY_ID: __, ...anonymous } = onAws;
    const nobody = await evenkeel.run(['plan'], { ...anonymous, AWS_EC2_METADATA_DISABLED: 'true' });
    expect(nobody).toMatchObject({ code: 1, stdout: '' });
    expect(nobody.stderr).toMatch(/^error: no AWS credentials: .*set AWS_ACCESS_KEY_ID/);
    const { AWS_REGION: ___, ...nowhere } = onAws;
    expect((await evenkeel.run(['plan'], nowhere)).stderr).toMatch(/^error: no AWS region is set; pass --region/);
    await simulator.close().then(() => openAccount(evenkeel));
    const unreachable = await evenkeel.run(['plan'], environment);
    expect(unreachable).toMatchObject({ code: 1, stdout: '' });
    expect(unreachable.stderr).toMatch(/^error: cannot reach http:.*check the network/);
  });

  test('is reported with the stack and every call where that is asked for', async () => {
    const account = await openAccount(evenkeel);
    const { stderr } = await account.run('plan', '--log-level', 'debug');
    expect(stderr).toMatch(/elbv2 describeLoadBalancers: ok, \d+ ms\n/);
  });
});

function targetGroup(name: string, annotations: object = {}, namespace = 'default'): object {
  return {
    apiVersion: 'evenkeel.dev/v1',
    kind: 'TargetGroup',
    metadata: { name, namespace, annotations },
    spec: { protocol: 'HTTP', port: 80, vpc: { name: 'tour-vpc' } },
  };
}

/** The names of all load balancers, target groups and security groups that the fixture did not bring. */
async function leftovers({ sdk }: Account): Promise<string[]> {
  const [{ LoadBalancers = [] }, { TargetGroups = [] }, { SecurityGroups = [] }] = await Promise.all([
    sdk.elbv2.send(new DescribeLoadBalancersCommand({})),
    sdk.elbv2.send(new DescribeTargetGroupsCommand({})),
    sdk.ec2.send(new DescribeSecurityGroupsCommand({})),
  ]);
  return [
    ...LoadBalancers.map(({ LoadBalancerName = '' }) => LoadBalancerName),
    ...TargetGroups.map(({ TargetGroupName = '' }) => TargetGroupName),
    ...SecurityGroups.map(({ GroupName = '' }) => GroupName),
  ]
    .filter((name) => name !== 'default' && name !== 'page-sg')
    .sort();
}

async function removeFirstRule({ sdk }: Account): Promise<void> {
  const { LoadBalancers: [found] = [] } = await sdk.elbv2.send(new DescribeLoadBalancersCommand({}));
  const { Listeners: [listener] = [] } = await sdk.elbv2.send(
    new DescribeListenersCommand({ LoadBalancerArn: found?.LoadBalancerArn }),
  );
  const { Rules = [] } = await sdk.elbv2.send(new DescribeRulesCommand({ ListenerArn: listener?.ListenerArn }));
  const rule = Rules.find(({ Priority }) => Priority === '10');
  await sdk.elbv2.send(new DeleteRuleCommand({ RuleArn: rule?.RuleArn }));
}
