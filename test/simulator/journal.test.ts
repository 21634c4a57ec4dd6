import { DescribeTagsCommand as DescribeEc2Tags, CreateVpcCommand, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { DescribeLoadBalancersCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import { expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { Journal, type JournalEntry } from '../../src/simulator/journal.ts';
import { clientsFor, open, refusal } from './support.ts';

const entry = (action: string, write = false): JournalEntry => ({
  at: 0,
  account: '123456789012',
  region: 'eu-west-1',
  service: 'ec2',
  action,
  outcome: 'ok',
  write,
});

test('every call is written down with who, where, what and how it ended', async () => {
  const clock = new ManualClock(1000);
  const { simulator, ec2 } = await open({ clock });
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  clock.advance(500);
  const other = clientsFor(simulator.url, '111122223333', 'eu-west-1');
  await refusal(other.ec2.send(new DescribeVpcsCommand({ VpcIds: ['vpc-12345678'] })));
  expect(simulator.journal.entries()).toEqual([
    {
      at: 1000,
      account: '123456789012',
      region: 'ap-northeast-2',
      service: 'ec2',
      action: 'CreateVpc',
      outcome: 'ok',
      write: true,
    },
    {
      at: 1500,
      account: '111122223333',
      region: 'eu-west-1',
      service: 'ec2',
      action: 'DescribeVpcs',
      outcome: 'InvalidVpcID.NotFound',
      write: false,
    },
  ]);
});

test('calls are counted by action, reads and writes apart', async () => {
  const { simulator, ec2, elbv2, sts } = await open();
  await ec2.send(new DescribeEc2Tags({}));
  await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }));
  await elbv2.send(new DescribeLoadBalancersCommand({}));
  await sts.send(new GetCallerIdentityCommand({}));
  const { journal } = simulator;
  expect(journal.counts()).toEqual({
    'ec2:CreateVpc': 1,
    'ec2:DescribeTags': 1,
    'elasticloadbalancing:DescribeLoadBalancers': 1,
    'sts:GetCallerIdentity': 1,
  });
  expect([journal.count(), journal.reads(), journal.writes()]).toEqual([4, 3, 1]);
  journal.clear();
  expect([journal.count(), journal.reads(), journal.writes(), journal.entries()]).toEqual([0, 0, 0, []]);
});

test('an action is counted in all services, or in one', () => {
  const journal = new Journal();
  journal.record(entry('DescribeTags'));
  journal.record({ ...entry('DescribeTags'), service: 'elasticloadbalancing' });
  expect([journal.count('DescribeTags'), journal.count('ec2:DescribeTags'), journal.count('Tags')]).toEqual([2, 1, 0]);
});

test('old entries make room, the counts stay exact', () => {
  const journal = new Journal();
  for (let index = 0; index < 100_001; index += 1) journal.record(entry(index === 0 ? 'First' : 'Other'));
  expect(journal.entries()).toHaveLength(50_000);
  expect(journal.count('First')).toBe(1);
  expect(journal.count()).toBe(100_001);
});
