import { RegisterTargetsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { setTimeout } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { adoptingOne, filledGroup, instanceNamed } from '../support/filled-group.ts';
import { folderOf } from '../support/folders.ts';
import { openAccount } from './account.ts';
import { Executable } from './executable.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();
/** For what is meddled with while it runs. */
const executable = new Executable();

describe('a target group with more registered than the manifest lists', () => {
  test('is adopted with all of it, and loses by a further apply what that shows', async () => {
    const account = await openAccount(evenkeel);
    await account.run('apply', '--yes');
    await filledGroup(account);
    const dir = folderOf({ 'web.yaml': adoptingOne });
    const { journal } = account.simulator;

    const planned = await account.run('plan', '-f', dir);
    expect(planned).toMatchObject({ code: 0, stderr: '' });
    expect(planned.stdout).toContain(
      'adopted-first: it was there before the adoption, and the manifest does not declare it',
    );
    expect(planned.stdout).toMatch(/^Plan: 1 to adopt, 1 held back; 1 resource unchanged\.$/m);
    // What was applied from another folder is no business of this one.
    expect(planned.stdout).not.toContain('content-routing');
    expect(planned.stdout).not.toContain('not in this folder');

    const first = await account.run('apply', '-f', dir, '--yes');
    expect(first).toMatchObject({ code: 0, stdout: planned.stdout });
    expect(first.stderr).toContain('adopted target-group/default/web\n');
    expect(first.stderr).toContain('1 held back after the adoption');
    expect(journal.count('DeregisterTargets')).toBe(0);
    const drift = await account.run('drift', '-f', dir);
    expect(drift.code).toBe(0);
    expect(drift.stdout).toContain(`Held back: target/default/web/${instanceNamed(account.simulator, 'page-02')}:80`);

    const second = await account.run('apply', '-f', dir, '--yes');
    expect(second.code).toBe(0);
    expect(second.stdout).toMatch(/- deregister target\/default\/web\/i-\w+:80 .*no manifest declares it$/m);
    expect(journal.count('DeregisterTargets')).toBe(1);
    expect((await account.run('plan', '-f', dir, '--detailed-exitcode')).code).toBe(0);
  });

  test('loses it at once where that is asked for, and shown', async () => {
    const account = await openAccount(evenkeel);
    await filledGroup(account);
    const dir = folderOf({ 'web.yaml': adoptingOne });
    const strict = await account.run('apply', '-f', dir, '--yes', '--adopt-strict');
    expect(strict.code).toBe(0);
    expect(strict.stdout).toContain('Plan: 1 to adopt, 1 to deregister;');
    expect(account.simulator.journal.count('DeregisterTargets')).toBe(1);
  });

  test('is given to other programs with all that there is to know', async () => {
    const account = await openAccount(evenkeel);
    await filledGroup(account);
    const { stdout } = await account.run('plan', '-f', folderOf({ 'web.yaml': adoptingOne }), '-o', 'json');
    expect(JSON.parse(stdout)).toMatchObject({
      changes: [
        { id: 'target-group/default/web', action: 'update', cause: 'adoption', adopted: true },
        {
          action: 'blocked',
          cause: 'adoption',
          reason: 'adopted-first',
          would: 'deregister',
          inherited: 'target-group/default/web',
        },
      ],
    });
  });
});

describe('what comes up while it is applied', () => {
  test('is not taken away unshown, whatever was agreed to before', async () => {
    const account = await openAccount(executable, {
      settings: { provisioningMs: 3_000, networkInterfaceLingerMs: 10 },
    });
    const { simulator, sdk } = account;
    const TargetGroupArn = await filledGroup(account);
    const dir = folderOf({ 'web.yaml': adoptingOne });
    for (let times = 0; times < 2; times += 1) await account.run('apply', '-f', dir, '--yes');
    simulator.journal.clear();
    const load = { ...balancer, metadata: { name: 'front' } };
    const more = folderOf({ 'web.yaml': [...adoptingOne, load] });
    const running = account.run('apply', '-f', more, '--yes');
    while (simulator.journal.count('CreateLoadBalancer') === 0) await setTimeout(20);
    const Targets = [{ Id: instanceNamed(simulator, 'page-02') }];
    await sdk.elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));

    const { code, stdout, stderr } = await running;
    expect(code).toBe(1);
    expect(stdout).not.toContain('deregister');
    expect(stderr).toMatch(/^target\/default\/web\/i-\w+:80 stays: /m);
    expect(simulator.journal.count('DeregisterTargets')).toBe(0);

    expect((await account.run('apply', '-f', more, '--yes')).code).toBe(0);
    expect(simulator.journal.count('DeregisterTargets')).toBe(1);
  });
});

const balancer = {
  apiVersion: 'evenkeel.dev/v1',
  kind: 'LoadBalancer',
  spec: {
    vpc: { name: 'tour-vpc' },
    scheme: 'internal',
    subnets: [{ name: 'Public subnet A' }, { name: 'Public subnet C' }],
    listeners: [
      {
        port: 80,
        protocol: 'HTTP',
        defaultActions: [{ forward: { targetGroups: [{ targetGroup: { ref: 'web' } }] } }],
      },
    ],
  },
};
