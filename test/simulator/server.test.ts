import { connect } from 'node:net';
import { CreateVpcCommand, DescribeInstancesCommand, DescribeVpcsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { AssumeRoleCommand, GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { describe, expect, test } from 'vitest';
import { startSimulator } from '../../src/simulator/server.ts';
import { clientsFor, fixture, open, refusal, REGION } from './support.ts';

const VERSION = '2016-11-15';

function post(url: string, body: string | Uint8Array, headers: Record<string, string> = {}): Promise<Response> {
  return fetch(url, { method: 'POST', body, headers });
}

describe('who calls', () => {
  test('is known by the credential scope, the access key and the header', async () => {
    const { simulator, sts } = await open();
    expect((await sts.send(new GetCallerIdentityCommand({}))).Account).toBe('123456789012');
    const other = clientsFor(simulator.url, '111122223333').sts;
    expect((await other.send(new GetCallerIdentityCommand({}))).Account).toBe('111122223333');
    const scope = 'Credential=444455556666/20260101/us-east-1/sts/aws4_request';
    const answer = await post(simulator.url, 'Action=GetCallerIdentity', {
      authorization: `AWS4-HMAC-SHA256 ${scope}, SignedHeaders=host, Signature=0`,
      'x-moto-account-id': '777788889999',
    });
    expect(await answer.text()).toContain('<Account>777788889999</Account>');
    expect(simulator.journal.entries().at(-1)).toMatchObject({
      account: '777788889999',
      region: 'us-east-1',
      service: 'sts',
    });
  });

  test('an assumed role lands in its own account', async () => {
    const { simulator, sts } = await open();
    const role = { RoleArn: 'arn:aws:iam::222233334444:role/deployer', RoleSessionName: 'me' };
    const { Credentials, AssumedRoleUser } = await sts.send(new AssumeRoleCommand(role));
    expect(AssumedRoleUser?.Arn).toBe('arn:aws:sts::222233334444:assumed-role/deployer/me');
    const assumed = clientsFor(simulator.url, Credentials?.AccessKeyId).sts;
    expect((await assumed.send(new GetCallerIdentityCommand({}))).Account).toBe('222233334444');
    expect(await refusal(sts.send(new AssumeRoleCommand({ ...role, RoleArn: 'deployer' })))).toBe(
      'ValidationError: deployer is invalid',
    );
  });

  test('unsigned calls are distinguished by their version, by GET as well', async () => {
    const { simulator } = await open();
    const answer = await fetch(`${simulator.url}/?Action=DescribeVpcs&Version=${VERSION}`);
    expect(await answer.text()).toContain('<cidrBlock>172.31.0.0/16</cidrBlock>');
  });
});

describe('bad requests', () => {
  test.each([
    [
      'an action that there is not',
      `Action=Explode&Version=${VERSION}`,
      'The action Explode is not valid for this web service.',
    ],
    [
      'an action of Object',
      `Action=constructor&Version=${VERSION}`,
      'The action constructor is not valid for this web service.',
    ],
    [
      'an action that is not simulated',
      `Action=CreateVolume&Version=${VERSION}`,
      'The action CreateVolume is not simulated.',
    ],
    ['no action', `Version=${VERSION}`, 'The action  is not valid for this web service.'],
  ])('%s is InvalidAction', async (_, body, message) => {
    const { simulator } = await open();
    const answer = await post(simulator.url, body);
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain(`<Code>InvalidAction</Code><Message>${message}</Message>`);
  });

  test('a JSON service says it in JSON', async () => {
    const { simulator } = await open();
    const answer = await post(simulator.url, '{}', { 'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.Explode' });
    expect(await answer.json()).toEqual({
      __type: 'UnknownOperationException',
      message: 'The action Explode is not valid for this web service.',
    });
  });

  test('no service, nonsense and too much are each one clear answer, and the next call works', async () => {
    const { simulator, ec2 } = await open();
    expect((await post(simulator.url, 'Action=DescribeVpcs')).status).toBe(400);
    expect((await post(simulator.url, new Uint8Array([0xff, 0xfe, 0x00, 0x25]))).status).toBe(400);
    expect((await post(simulator.url, 'x'.repeat(1024 * 1024 + 1))).status).toBe(413);
    expect(
      (await post(simulator.url, `Action=DescribeVpcs&Version=${VERSION}&${'Colour.1.'.repeat(50_000)}=x`)).status,
    ).toBe(200);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });
});

describe('the control endpoints', () => {
  test('drive a simulator from outside', async () => {
    const { simulator, ec2 } = await open();
    const at = (path: string): string => `${simulator.url}/_evenkeel/${path}`;
    expect(await (await fetch(at('health'))).json()).toEqual({ status: 'ok' });
    expect((await post(at('faults'), '[{"kind":"throttle","times":1}]')).status).toBe(200);
    expect(await refusal(ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' })))).toMatch(
      /^RequestLimitExceeded: /,
    );
    await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    expect(await (await fetch(at('journal'))).json()).toMatchObject({
      reads: 0,
      writes: 2,
      counts: { 'ec2:CreateVpc': 2 },
      entries: [{ outcome: 'RequestLimitExceeded' }, { outcome: 'ok' }],
    });
    expect((await post(at('reset'), '')).status).toBe(200);
    expect(simulator.journal.count()).toBe(0);
    expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
  });

  test('refuse what they do not know', async () => {
    const { simulator } = await open();
    const faults = await post(`${simulator.url}/_evenkeel/faults`, '[{"kind":"flood"}]');
    expect([faults.status, await faults.json()]).toEqual([
      400,
      { message: expect.stringContaining("a fault's kind must be one of") as string },
    ]);
    expect((await post(`${simulator.url}/_evenkeel/faults`, 'no JSON')).status).toBe(400);
    expect((await fetch(`${simulator.url}/_evenkeel/other`)).status).toBe(404);
  });
});

describe('a simulator', () => {
  test('makes the same ids from the same seed, also after a reset', async () => {
    const [one, same, other] = [await open({ seed: 7 }), await open({ seed: 7 }), await open({ seed: 8 })];
    const vpcs = (simulator: (typeof one)['simulator']): string[] => [...simulator.world().ec2.vpcs.keys()];
    const first = vpcs(one.simulator);
    expect(vpcs(same.simulator)).toEqual(first);
    expect(vpcs(other.simulator)).not.toEqual(first);
    expect(vpcs({ ...one.simulator, world: () => one.simulator.world('111122223333') })).not.toEqual(first);
    await one.ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
    one.simulator.reset();
    expect(vpcs(one.simulator)).toEqual(first);
  });

  test('cuts idle connections when it closes, and is gone', async () => {
    const simulator = await startSimulator();
    const socket = connect(simulator.port, '127.0.0.1');
    const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    await new Promise<void>((resolve) => socket.once('connect', () => resolve()));
    await simulator.close();
    await ended;
    await expect(fetch(simulator.url)).rejects.toThrow(TypeError);
  });

  test('listens on a port of its own choice or on none', async () => {
    const { simulator } = await open();
    await expect(startSimulator({ port: simulator.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });

  test('a client that keeps retrying gets through a passing throttle', async () => {
    const { simulator } = await open();
    simulator.faults.set([{ kind: 'throttle', times: 1 }]);
    const credentials = { accessKeyId: 'test', secretAccessKey: 'secret' };
    const patient = new EC2Client({ endpoint: simulator.url, region: REGION, credentials, maxAttempts: 2 });
    const { Reservations, $metadata } = await patient.send(new DescribeInstancesCommand({}));
    expect([Reservations, $metadata.attempts]).toEqual([[], 2]);
  });

  test('stands on its fixture in every account, and again after a reset', async () => {
    const { simulator } = await open({ fixture: fixture('content-routing') });
    const names = (account?: string): (string | undefined)[] =>
      [...simulator.world(account, REGION).ec2.instances.values()].map((instance) => instance.tags.get('Name'));
    expect(names()).toEqual(['page-01', 'page-02']);
    expect(names('111122223333')).toEqual(['page-01', 'page-02']);
    expect(simulator.world('111122223333', 'us-west-1').ec2.instances.size).toBe(0);
    simulator.world().ec2.instances.clear();
    simulator.reset();
    expect(names()).toEqual(['page-01', 'page-02']);
  });
});
