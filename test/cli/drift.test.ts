import { DeleteRuleCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { expect, test } from 'vitest';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

test('drift is told in every format, with the same exit code', async () => {
  const account = await openAccount(evenkeel);
  expect((await account.run('apply', '--yes')).code).toBe(0);
  const { rules } = account.simulator.world().elbv2;
  const { arn: RuleArn } = [...rules.values()].find(({ priority }) => priority === 10)!;
  await account.sdk.elbv2.send(new DeleteRuleCommand({ RuleArn }));
  const beginnings = {
    text: 'LoadBalancer/default/content-routing\n',
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
