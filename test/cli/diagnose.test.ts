import { expect, test } from 'vitest';
import { Hand } from '../scenarios/hand.ts';
import { openAccount } from './account.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

test('diagnose ends as it found things: 0 well, 2 not well, 1 not to be looked at', async () => {
  const { run, sdk, simulator } = await openAccount(evenkeel);
  await run('apply', '--yes');
  const well = await run('diagnose');
  expect(well).toMatchObject({ code: 0, stderr: '' });
  expect(well.stdout).toMatch(/^No findings: \d+ manifests checked\.\n$/);

  await new Hand(sdk).closePort('content-routing-sg', 80);
  const { code, stdout } = await run('diagnose', 'loadbalancer', 'content-routing');
  expect(code).toBe(2);
  expect(stdout).toContain('listener-closed: nobody on the internet can reach the listener on port 80\n');
  expect(stdout).toMatch(
    /change {2}spec\.ingress of SecurityGroup\/default\/content-routing-sg \(security-group\.yaml:\d+\)\n/,
  );
  const json = await run('diagnose', '-o', 'json');
  expect(json.code).toBe(2);
  expect(JSON.parse(json.stdout)).toMatchObject({
    version: 1,
    findings: [{ reason: 'listener-closed', about: { manifest: 'LoadBalancer/default/content-routing' } }],
    unreadable: [],
  });
  const described = await run('describe', 'loadbalancer', 'content-routing');
  expect(described.stdout).toMatch(/\nDiagnosis:\n {2}listener-closed: nobody/);

  simulator.faults.set([{ kind: 'access-denied', action: 'DescribeSecurityGroupRules' }]);
  const unread = await run('diagnose');
  expect(unread.code).toBe(1);
  expect(unread.stderr).toMatch(/^some of it could not be read: .*DescribeSecurityGroupRules/);
  expect((await run('diagnose', 'service', 'nobody')).code).toBe(1);
});
