import { onTestFinished, expect, it } from 'vitest';
import { placesOf, type Place } from '../../src/config/places.ts';
import type { Config } from '../../src/config/schema.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { HastyClock } from '../aws/endpoint.ts';

const [ours, theirs] = ['111122223333', '444455556666'];

async function simulated(): Promise<Simulator> {
  const simulator = await startSimulator();
  onTestFinished(() => simulator.close());
  Object.assign(process.env, { AWS_ACCESS_KEY_ID: ours, AWS_SECRET_ACCESS_KEY: 'example' });
  return simulator;
}

function places({ url }: Simulator, config?: Config): Promise<readonly Place[]> {
  return placesOf(config, { clock: new HastyClock(), region: 'eu-west-1', endpoint: url, limits: 'none' });
}

const roleArn = `arn:aws:iam::${theirs}:role/evenkeel`;

const config: Config = {
  places: [
    { name: 'here', region: 'ap-northeast-1', account: ours, namespaces: ['web'] },
    { name: 'there', region: 'eu-west-1', assumeRole: { roleArn, externalId: 'x' }, namespaces: ['eu'] },
    { name: 'wrong', region: 'us-east-1', account: '999999999999', namespaces: ['us'] },
  ],
};

it('each has its own share of what may be read', async () => {
  const simulator = await simulated();
  const [here, there] = config.places as [Config['places'][number], Config['places'][number]];
  const read = await places(simulator, { places: [{ ...here, readBudget: '5%' }, there] });
  expect(read.map(({ readShare }) => readShare)).toEqual([0.05, undefined]);
});

it('without a configuration is the one place that evenkeel is started in', async () => {
  const simulator = await simulated();
  const [place, ...others] = await places(simulator);
  expect(others).toEqual([]);
  expect(place).toMatchObject({ name: 'default', region: 'eu-west-1' });
  expect(place!.namespaces).toBeUndefined();
  expect(await (await place!.open()).sts.getCallerIdentity({})).toMatchObject({ Account: ours });
});

it('reaches each account and region, and takes on a role once for all clients', async () => {
  const simulator = await simulated();
  const [here, there] = await places(simulator, config);
  await (await here!.open()).ec2.describeVpcs({});
  const aws = await there!.open();
  await Promise.all([aws.ec2.describeVpcs({}), aws.elbv2.describeLoadBalancers({}), aws.ecs.listClusters({})]);
  const reached = simulator.journal.entries().filter(({ action }) => action === 'DescribeVpcs');
  expect(reached.map(({ account, region }) => `${account} ${region}`)).toEqual([
    `${ours} ap-northeast-1`,
    `${theirs} eu-west-1`,
  ]);
  expect(there!.account).toBe(theirs);
  expect(simulator.journal.count('AssumeRole')).toBe(1);
});

it('stalls where another account is met, and nowhere else', async () => {
  const simulator = await simulated();
  const [here, , wrong] = await places(simulator, config);
  await expect(wrong!.open()).rejects.toMatchObject({
    code: 'denied',
    message: `the place "wrong" is account 999999999999, but the credentials are of ${ours} (arn:aws:iam::${ours}:user/${ours})`,
  });
  expect(simulator.journal.counts()).toEqual({ 'sts:GetCallerIdentity': 1 });
  await expect(here!.open()).resolves.toMatchObject({ region: 'ap-northeast-1' });
});

it('says whose permission is missing to take on a role', async () => {
  const simulator = await simulated();
  simulator.faults.add({ kind: 'access-denied', action: 'AssumeRole' });
  const [, there] = await places(simulator, config);
  await expect(there!.open()).rejects.toMatchObject({
    facts: { code: 'denied', remedy: expect.stringContaining('sts:AssumeRole') as string },
  });
});
