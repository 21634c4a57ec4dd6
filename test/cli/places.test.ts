import { describe, expect, onTestFinished, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { folderOf } from '../support/folders.ts';
import { InProcess } from './in-process.ts';

const evenkeel = new InProcess();

const config = `places:
  - { name: tokyo, region: ap-northeast-1, account: "123456789012", namespaces: [web] }
  - { name: dublin, region: eu-west-1, assumeRole: { roleArn: "arn:aws:iam::444455556666:role/evenkeel" }, namespaces: [eu] }
  - { name: wrong, region: us-east-1, account: "999999999999", namespaces: [us] }
`;

const group = (namespace: string): string => `apiVersion: evenkeel.dev/v1
kind: SecurityGroup
metadata: { name: gate, namespace: ${namespace} }
spec: { vpc: { default: true } }
`;

const folder = (): string =>
  folderOf({ 'evenkeel.yaml': config, 'web.yaml': group('web'), 'eu.yaml': group('eu'), 'us.yaml': group('us') });

describe('a folder with places', () => {
  test('is checked and explained as a whole', async () => {
    expect(await evenkeel.run(['validate', '-f', folder()])).toMatchObject({
      code: 0,
      stdout: '3 manifests, all valid\n',
    });
    const { stdout } = await evenkeel.run(['explain', 'config.places.region']);
    expect(stdout).toMatch(/^FILE: +evenkeel\.yaml\n\nFIELD: +config\.places\.region <string>\n/);
    const wrong = folderOf({ 'evenkeel.yaml': config.replace('[us]', '[eu]'), 'web.yaml': group('web') });
    expect(await evenkeel.run(['validate', '-f', wrong])).toMatchObject({
      code: 1,
      stdout: expect.stringMatching(/^evenkeel\.yaml:4:\d+ {2}\/places\/2\/namespaces\/0 .*"dublin" already/) as string,
    });
  });

  test('is written place by place, each in its own account and region', async () => {
    const simulator = await startSimulator();
    onTestFinished(() => simulator.close());
    const environment = {
      EVENKEEL_MANIFESTS: folder(),
      EVENKEEL_ENDPOINT_URL: simulator.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    };
    const run = (...args: string[]): ReturnType<InProcess['run']> => evenkeel.run(args, environment);

    expect(await run('plan')).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('name it with --place: tokyo, dublin, wrong') as string,
    });
    expect(await run('apply', '--yes', '--place', 'dublin')).toMatchObject({ code: 0 });
    const gates = (account: string, region: string): number =>
      [...simulator.world(account, region).ec2.securityGroups.values()].filter(({ groupName }) => groupName === 'gate')
        .length;
    expect([gates('444455556666', 'eu-west-1'), gates('123456789012', 'ap-northeast-1')]).toEqual([1, 0]);

    expect(await run('plan', '-n', 'web', '--detailed-exitcode')).toMatchObject({ code: 2 });
    expect(await run('plan', '-n', 'eu', '--detailed-exitcode')).toMatchObject({ code: 0 });
    const { code, stderr } = await run('apply', '--yes', '--place', 'wrong');
    expect(code).toBe(1);
    expect(stderr).toContain('the place "wrong" is account 999999999999, but the credentials are of 123456789012');
    expect(await run('plan', '--place', 'oslo')).toMatchObject({ code: 1 });
  });
});
