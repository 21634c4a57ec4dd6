import {
  CreateSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeVpcsCommand,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { DescribeServicesCommand, ListServicesCommand } from '@aws-sdk/client-ecs';
import {
  CreateTargetGroupCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetGroupsCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { readFixture } from '../../../src/simulator/fixture-shape.ts';
import { mergeFixtures } from '../../../src/simulator/fixture.ts';
import { documented } from '../../../src/simulator/request-limits/documented.ts';
import { startSimulator } from '../../../src/simulator/server.ts';
import { AMAZON_LINUX, clientsFor, open, refusal } from '../support.ts';

/** Of so many calls made at once, how many AWS lets through. */
async function admitted(times: number, call: () => Promise<unknown>): Promise<number> {
  let through = 0;
  for (let count = 0; count < times; count += 1) {
    const words = await refusal(call());
    if (!/^(?:Throttling|ThrottlingException|RequestLimitExceeded): /.test(words)) through += 1;
  }
  return through;
}

describe('the documented limits', () => {
  test('ELB: all reads of an account and region draw on one bucket of 40, refilled by 10 a second', async () => {
    const clock = new ManualClock();
    const { simulator, elbv2 } = await open({ clock, limits: 'aws' });
    const reads = (): Promise<unknown> => elbv2.send(new DescribeLoadBalancersCommand({}));
    expect(await admitted(30, reads)).toBe(30);
    expect(await admitted(20, () => elbv2.send(new DescribeTargetGroupsCommand({})))).toBe(10);
    await expect(elbv2.send(new DescribeTagsCommand({ ResourceArns: [] }))).rejects.toMatchObject({
      name: 'Throttling',
      message: 'Rate exceeded',
      $metadata: { httpStatusCode: 400 },
    });
    clock.advance(1000);
    expect(await admitted(15, reads)).toBe(10);
    clock.advance(60_000);
    expect(await admitted(50, reads)).toBe(40);
    const elsewhere = clientsFor(simulator.url, 'test', 'us-east-1').elbv2;
    const others = clientsFor(simulator.url, '111122223333').elbv2;
    for (const spared of [elsewhere, others]) {
      expect(await admitted(1, () => spared.send(new DescribeLoadBalancersCommand({})))).toBe(1);
    }
  });

  test('ELB: registrations have a bucket of their own', async () => {
    const { elbv2 } = await open({ clock: new ManualClock(), limits: 'aws' });
    const register = new RegisterTargetsCommand({ TargetGroupArn: 'arn:aws:x', Targets: [{ Id: 'i-1' }] });
    expect(await admitted(45, () => elbv2.send(new DescribeLoadBalancersCommand({})))).toBe(40);
    expect(await admitted(25, () => elbv2.send(register))).toBe(20);
  });

  test('EC2: each action has a bucket, a smaller one for everything at once, and its own words', async () => {
    const { ec2 } = await open({ clock: new ManualClock(), limits: 'aws' });
    expect(await admitted(60, () => ec2.send(new DescribeInstancesCommand({})))).toBe(50);
    expect(await admitted(110, () => ec2.send(new DescribeInstancesCommand({ MaxResults: 1000 })))).toBe(100);
    expect(await admitted(110, () => ec2.send(new DescribeVpcsCommand({})))).toBe(100);
    const run = new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1 });
    expect(await admitted(8, () => ec2.send(run))).toBe(5);
    const group = new CreateSecurityGroupCommand({ GroupName: 'web', Description: 'x' });
    expect(await admitted(55, () => ec2.send(group))).toBe(50);
    await expect(ec2.send(group)).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      message: 'Request limit exceeded.',
      $metadata: { httpStatusCode: 503 },
    });
  });

  test('ECS: actions of one category share a bucket', async () => {
    const { ecs } = await open({ clock: new ManualClock(), limits: 'aws' });
    expect(await admitted(60, () => ecs.send(new ListServicesCommand({})))).toBe(60);
    expect(await admitted(60, () => ecs.send(new DescribeServicesCommand({ services: ['web'] })))).toBe(40);
    expect(await refusal(ecs.send(new ListServicesCommand({})))).toBe('ThrottlingException: Rate exceeded');
  });

  test('each service says where AWS documents them', () => {
    for (const { reference } of Object.values(documented))
      expect(reference).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
  });

  test('there are none unless asked for', async () => {
    const { simulator, elbv2 } = await open({ clock: new ManualClock() });
    expect(await admitted(100, () => elbv2.send(new DescribeLoadBalancersCommand({})))).toBe(100);
    expect(simulator.limits.report()).toEqual([]);
  });
});

describe('a neighbour', () => {
  const place = ['123456789012', 'ap-northeast-2'] as const;

  test('takes its reads from the same bucket, each at its time', async () => {
    const clock = new ManualClock();
    const { simulator, elbv2 } = await open({ clock, limits: 'aws', neighbour: 7 });
    const read = (): Promise<unknown> => elbv2.send(new DescribeLoadBalancersCommand({}));
    expect(await admitted(50, read)).toBe(40);
    clock.advance(1000);
    expect(simulator.limits.neighbour(...place)).toEqual({ served: 7, refused: 0 });
    expect(await admitted(10, read)).toBe(3);
    // Somebody who takes each token as soon as it is there leaves none to the neighbour.
    for (let step = 0; step < 50; step += 1) {
      clock.advance(20);
      await admitted(1, read);
    }
    const { served, refused } = simulator.limits.neighbour(...place);
    expect(served + refused).toBe(14);
    expect(refused).toBeGreaterThan(0);
    expect(await (await fetch(`${simulator.url}/_evenkeel/limits`)).json()).toMatchObject({
      buckets: [{ service: 'elasticloadbalancing', class: 'non-mutating', neighbour: { served, refused } }],
    });
    simulator.reset();
    expect(simulator.limits.neighbour(...place)).toEqual({ served: 0, refused: 0 });
  });

  test('is never refused where nobody else reads', async () => {
    const clock = new ManualClock();
    const { simulator } = await open({ clock, limits: 'aws', neighbour: 5 });
    clock.advance(3_600_000);
    expect(simulator.limits.neighbour(...place)).toEqual({ served: 18_000, refused: 0 });
  });

  test('only reads', async () => {
    const clock = new ManualClock();
    const { elbv2, simulator } = await open({ clock, limits: 'aws', neighbour: 5 });
    const write = (): Promise<unknown> =>
      elbv2.send(new CreateTargetGroupCommand({ Name: 'web', TargetType: 'lambda' }));
    clock.advance(60_000);
    expect(await admitted(25, write)).toBe(20);
    expect(simulator.limits.neighbour(...place)).toEqual({ served: 300, refused: 0 });
  });

  test('needs limits to share', async () => {
    await expect(startSimulator({ neighbour: 5 })).rejects.toThrow('a neighbour needs limits to share');
  });

  test('may live in a fixture', async () => {
    const limited = mergeFixtures([
      readFixture({ regions: {}, limits: 'aws' }),
      readFixture({ regions: {}, neighbour: 2 }),
    ]);
    const clock = new ManualClock();
    const { simulator } = await open({ clock, fixture: limited });
    clock.advance(1000);
    expect(simulator.limits.neighbour(...place).served).toBe(2);
    expect(() => readFixture({ regions: {}, limits: 'none' })).toThrow('fixture.limits must be aws');
  });
});
