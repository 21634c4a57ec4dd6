import {
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DescribeInstancesCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
  type EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DescribeListenersCommand,
  DescribeLoadBalancersCommand,
  DescribeTagsCommand,
  DescribeTargetHealthCommand,
  RegisterTargetsCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetResourcesCommand } from '@aws-sdk/client-resource-groups-tagging-api';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { Faults, readFaultRules } from '../../src/simulator/faults.ts';
import { AMAZON_LINUX, open, refusal } from './support.ts';

const create = (GroupName = 'web'): CreateSecurityGroupCommand =>
  new CreateSecurityGroupCommand({ GroupName, Description: 'x' });

const page = { Type: 'fixed-response', FixedResponseConfig: { StatusCode: '404' } } as const;

async function groupNames(ec2: EC2Client): Promise<(string | undefined)[]> {
  const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
  return SecurityGroups.map((group) => group.GroupName);
}

function struck(seed: number, calls: number): boolean[] {
  const faults = new Faults(seed);
  faults.set([{ kind: 'throttle', probability: 0.5 }]);
  return Array.from({ length: calls }, () => faults.strike('ec2', 'DescribeVpcs').length > 0);
}

describe('which calls are struck', () => {
  test('follows from the seed', () => {
    expect(struck(7, 64)).toEqual(struck(7, 64));
    expect(struck(7, 64)).not.toEqual(struck(8, 64));
    expect(struck(7, 64)).toContain(true);
    expect(struck(7, 64)).toContain(false);
  });

  test('can be the third alone', () => {
    const faults = new Faults(1);
    faults.set([{ kind: 'drop-before', action: 'Create.*', service: 'ec2', skip: 2, times: 1 }]);
    const strike = (service: string, action: string): number => faults.strike(service, action).length;
    expect([strike('ec2', 'DescribeVpcs'), strike('elasticloadbalancing', 'CreateRule')]).toEqual([0, 0]);
    expect(Array.from({ length: 5 }, () => strike('ec2', 'CreateVpc'))).toEqual([0, 0, 1, 0, 0]);
    faults.clear();
    expect(strike('ec2', 'CreateVpc')).toBe(0);
  });

  test('a name is a name in full', () => {
    const faults = new Faults(1);
    faults.add({ kind: 'throttle', action: 'DescribeTags' });
    expect(faults.strike('ec2', 'DescribeTagsAndMore')).toEqual([]);
    expect(faults.strike('ec2', 'DescribeTags')).toHaveLength(1);
  });

  test('rules from outside are checked', () => {
    expect(() => readFaultRules({})).toThrow('faults must be a list of rules');
    expect(() => readFaultRules([{ kind: 'flood' }])).toThrow(/^a fault's kind must be one of throttle, error-500, /);
    expect(() => readFaultRules([{ kind: 'throttle', action: '(' }])).toThrow(SyntaxError);
  });
});

describe('what a struck call meets', () => {
  test("throttling is answered in each service's own words", async () => {
    const { simulator, ec2, elbv2, tagging } = await open();
    simulator.faults.set([{ kind: 'throttle' }]);
    await expect(ec2.send(new DescribeVpcsCommand({}))).rejects.toMatchObject({
      name: 'RequestLimitExceeded',
      $metadata: { httpStatusCode: 503 },
    });
    await expect(elbv2.send(new DescribeTagsCommand({ ResourceArns: [] }))).rejects.toMatchObject({
      name: 'Throttling',
      $metadata: { httpStatusCode: 400 },
    });
    await expect(tagging.send(new GetResourcesCommand({}))).rejects.toMatchObject({
      name: 'ThrottlingException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('a denial names the user, the action and the resource', async () => {
    const { simulator, ec2, elbv2, tagging } = await open();
    simulator.faults.set([{ kind: 'access-denied' }]);
    const arn = 'arn:aws:elasticloadbalancing:ap-northeast-2:123456789012:loadbalancer/app/web/1';
    expect(await refusal(elbv2.send(new DescribeTagsCommand({ ResourceArns: [arn] })))).toBe(
      `AccessDenied: User: arn:aws:iam::123456789012:user/test is not authorized to perform: elasticloadbalancing:DescribeTags on resource: ${arn} because no identity-based policy allows the elasticloadbalancing:DescribeTags action`,
    );
    expect(await refusal(ec2.send(new DescribeVpcsCommand({})))).toMatch(
      /^UnauthorizedOperation: You are not authorized to perform this operation\. User: .* ec2:DescribeVpcs on resource: \*/,
    );
    expect(await refusal(tagging.send(new GetResourcesCommand({})))).toMatch(
      /^AccessDeniedException: .* tag:GetResources /,
    );
  });

  test.each([
    ['before', false, ['default']],
    ['after', true, ['default', 'web']],
  ])('an internal error comes %s the write', async (_, after, names) => {
    const { simulator, ec2 } = await open();
    simulator.faults.set([{ kind: 'error-500', action: 'CreateSecurityGroup', after }]);
    await expect(ec2.send(create())).rejects.toMatchObject({
      name: 'InternalError',
      $metadata: { httpStatusCode: 500 },
    });
    expect(await groupNames(ec2)).toEqual(names);
  });

  test.each([
    ['drop-before' as const, ['default']],
    ['drop-after' as const, ['default', 'web']],
  ])('%s cuts the connection', async (kind, names) => {
    const { simulator, ec2 } = await open();
    simulator.faults.set([{ kind, action: 'CreateSecurityGroup' }]);
    expect(await refusal(ec2.send(create()))).toMatch(/^ECONNRESET: /);
    expect(simulator.journal.entries()).toMatchObject([
      { action: 'CreateSecurityGroup', outcome: 'dropped', write: true },
    ]);
    expect(await groupNames(ec2)).toEqual(names);
  });

  test("latency passes on the simulator's clock", async () => {
    const slept: number[] = [];
    const sleep = (ms: number): Promise<void> => {
      slept.push(ms);
      return Promise.resolve();
    };
    const { simulator, ec2 } = await open({ clock: { now: () => 0, sleep } });
    simulator.faults.set([{ kind: 'latency', ms: 5000, times: 1 }]);
    for (const _ of ['slow', 'quick']) expect((await ec2.send(new DescribeVpcsCommand({}))).Vpcs).toHaveLength(1);
    expect(slept).toEqual([5000]);
  });

  test('a stale read shows the world from before the latest writes', async () => {
    const clock = new ManualClock();
    const { simulator, ec2 } = await open({ clock });
    await ec2.send(create('zero'));
    simulator.faults.set([{ kind: 'stale-read', ms: 1000 }]);
    expect(await groupNames(ec2)).toEqual(['default', 'zero']);
    await ec2.send(create('one'));
    clock.advance(600);
    await ec2.send(create('two'));
    expect(await groupNames(ec2)).toEqual(['default', 'zero']);
    clock.advance(400);
    expect(await groupNames(ec2)).toEqual(['default', 'zero', 'one']);
    clock.advance(600);
    expect(await groupNames(ec2)).toEqual(['default', 'zero', 'one', 'two']);
  });

  test('a list shows some items late: missing, stale, or still there', async () => {
    const clock = new ManualClock();
    const { simulator, ec2 } = await open({ clock });
    const tag = (id = '', Value = 'new'): Promise<unknown> =>
      ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'age', Value }] }));
    const shown = async (share: number): Promise<(string | undefined)[]> => {
      simulator.faults.set([{ kind: 'late-list', ms: 5000, share }]);
      const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({}));
      return SecurityGroups.map(({ GroupName, Tags = [] }) => [GroupName, ...Tags.map(({ Value }) => Value)].join(' '));
    };
    const { GroupId: changed } = await ec2.send(create('changed'));
    const { GroupId: gone } = await ec2.send(create('gone'));
    await tag(changed, 'old');
    simulator.faults.set([{ kind: 'late-list', ms: 5000 }]);
    clock.advance(60_000);
    await tag(changed);
    await ec2.send(create('fresh'));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: gone }));
    expect(await shown(0)).toEqual(['default', 'changed new', 'fresh']);
    expect(await shown(1)).toEqual(['default', 'changed old', 'gone']);
    const some = await shown(0.5);
    expect(await shown(0.5)).toEqual(some);
    expect(['changed new', 'changed old'].filter((one) => some.includes(one))).toHaveLength(1);
    const byId = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [changed ?? ''] }));
    expect(byId.SecurityGroups?.[0]?.Tags).toEqual([{ Key: 'age', Value: 'new' }]);
    clock.advance(5000);
    expect(await shown(1)).toEqual(['default', 'changed new', 'fresh']);
  });

  test('a list of what was not there yet is empty when it is late', async () => {
    const { simulator, elbv2 } = await open();
    simulator.faults.set([{ kind: 'late-list', ms: 5000, share: 1 }]);
    const Subnets = [...simulator.world().ec2.subnets.keys()].slice(0, 2);
    const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
    const { LoadBalancerArn } = LoadBalancers?.[0] ?? {};
    await elbv2.send(
      new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions: [page] }),
    );
    expect((await elbv2.send(new DescribeListenersCommand({ LoadBalancerArn }))).Listeners).toEqual([]);
    expect((await elbv2.send(new DescribeLoadBalancersCommand({}))).LoadBalancers).toEqual([]);
    expect((await elbv2.send(new DescribeLoadBalancersCommand({ Names: ['web'] }))).LoadBalancers).toHaveLength(1);
  });

  test('a target whose health changes is listed once, as it is or as it was', async () => {
    const clock = new ManualClock();
    const { simulator, elbv2 } = await open({ clock });
    const [vpcId] = simulator.world().ec2.vpcs.keys();
    const { TargetGroups: [group] = [] } = await elbv2.send(
      new CreateTargetGroupCommand({ Name: 'web', TargetType: 'ip', Protocol: 'HTTP', Port: 80, VpcId: vpcId }),
    );
    const TargetGroupArn = group?.TargetGroupArn;
    simulator.faults.set([{ kind: 'late-list', ms: 5000 }]);
    const [subnet] = simulator.world().ec2.subnets.values();
    const Targets = [{ Id: subnet?.cidrBlock.replace(/0\/\d+$/, '7') }];
    await elbv2.send(new RegisterTargetsCommand({ TargetGroupArn, Targets }));
    clock.advance(60_000);
    const Subnets = [...simulator.world().ec2.subnets.keys()].slice(0, 2);
    const { LoadBalancers } = await elbv2.send(new CreateLoadBalancerCommand({ Name: 'web', Subnets }));
    const { LoadBalancerArn } = LoadBalancers?.[0] ?? {};
    const DefaultActions = [{ Type: 'forward', TargetGroupArn } as const];
    await elbv2.send(new CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 80, DefaultActions }));
    for (let draw = 0; draw < 10; draw += 1) {
      const answer = await elbv2.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
      expect(answer.TargetHealthDescriptions).toHaveLength(1);
    }
  });

  test('instances are late one by one, whatever started them together', async () => {
    const { simulator, ec2 } = await open();
    simulator.faults.set([{ kind: 'late-list', ms: 5000, share: 0.5 }]);
    await ec2.send(new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 20, MaxCount: 20 }));
    const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({}));
    const count = Reservations.flatMap(({ Instances = [] }) => Instances).length;
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThan(20);
  });

  test('a list is short, by as many as are kept or by a share drawn from the seed, and an answer by id is whole', async () => {
    const { simulator, ec2 } = await open();
    const made = await Promise.all(['one', 'two', 'three'].map((name) => ec2.send(create(name))));
    simulator.faults.set([{ kind: 'short-list', action: 'DescribeSecurityGroups', keep: 2 }]);
    expect(await groupNames(ec2)).toHaveLength(2);
    const GroupIds = made.map(({ GroupId = '' }) => GroupId);
    expect((await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds }))).SecurityGroups).toHaveLength(3);
    const shown: (string | undefined)[][] = [];
    for (const _ of ['one', 'again']) {
      simulator.faults.set([{ kind: 'short-list', share: 0.5 }]);
      shown.push([...(await groupNames(ec2)), ...(await groupNames(ec2))]);
    }
    expect(shown[0]).toEqual(shown[1]);
    expect(shown[0]!.length).toBeLessThan(8);
    simulator.faults.set([{ kind: 'short-list', share: 0 }]);
    expect(await groupNames(ec2)).toHaveLength(4);
  });
});
