import { readdirSync } from 'node:fs';
import { DescribeInstancesCommand, DescribeRouteTablesCommand, DescribeSubnetsCommand } from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../src/core/clock.ts';
import { readFixture } from '../../src/simulator/fixture-shape.ts';
import { applyFixture, mergeFixtures } from '../../src/simulator/fixture.ts';
import { seededRandom } from '../../src/simulator/random.ts';
import { createWorld } from '../../src/simulator/new-world.ts';
import type { World } from '../../src/simulator/world.ts';
import { fixture, open, REGION } from './support.ts';

function emptyWorld(): World {
  const settings = {
    provisioningMs: 0,
    networkInterfaceLingerMs: 0,
    initialHealthMs: 0,
    taskStartMs: 0,
    taskStopMs: 0,
    instanceStartMs: 0,
  };
  return createWorld({
    account: '123456789012',
    region: REGION,
    clock: new ManualClock(),
    random: seededRandom(1),
    settings,
  });
}

const files = readdirSync(new URL('../fixtures', import.meta.url)).map((file) => file.replace('.yaml', ''));

test.each(files)('%s can be built', (name) => {
  const world = emptyWorld();
  applyFixture(world, fixture(name));
  expect(world.ec2.vpcs.size).toBe(2);
});

describe('VPC-Lab', () => {
  test('has a public and a private subnet in two zones, and only the public ones lead out', async () => {
    const { ec2 } = await open({ fixture: fixture('vpc-lab') });
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'tag-key', Values: ['Name'] }] }),
    );
    expect(
      Subnets.map((subnet) => [subnet.Tags?.[0]?.Value, subnet.AvailabilityZone, subnet.MapPublicIpOnLaunch]),
    ).toEqual([
      ['Public subnet A', `${REGION}a`, true],
      ['Public subnet C', `${REGION}c`, true],
      ['Private subnet A', `${REGION}a`, false],
      ['Private subnet C', `${REGION}c`, false],
    ]);
    const VpcId = Subnets[0]?.VpcId ?? '';
    const { RouteTables = [] } = await ec2.send(
      new DescribeRouteTablesCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }),
    );
    const shown = RouteTables.map((table) => [
      table.Associations?.map((association) => association.SubnetId ?? 'main'),
      table.Routes?.map((route) => route.DestinationCidrBlock),
    ]);
    expect(shown).toEqual([
      [['main'], ['10.0.0.0/16']],
      [Subnets.slice(0, 2).map((subnet) => subnet.SubnetId), ['10.0.0.0/16', '0.0.0.0/0']],
    ]);
  });
});

test('instances stand where the fixture puts them', async () => {
  const { ec2 } = await open({ fixture: fixture('content-routing') });
  const { Reservations = [] } = await ec2.send(
    new DescribeInstancesCommand({ Filters: [{ Name: 'tag:Role', Values: ['page'] }] }),
  );
  expect(Reservations.flatMap((reservation) => reservation.Instances ?? [])).toMatchObject([
    { State: { Name: 'running' }, PrivateIpAddress: '10.20.0.4', SecurityGroups: [{ GroupName: 'page-sg' }] },
    { State: { Name: 'running' }, PrivateIpAddress: '10.20.1.4', Placement: { AvailabilityZone: `${REGION}c` } },
  ]);
});

test('instances may be stopped, and addresses taken', () => {
  const world = emptyWorld();
  const vpcs = [{ name: 'v', cidr: '10.0.0.0/16', subnets: [{ name: 's', zone: `${REGION}d`, cidr: '10.0.0.0/24' }] }];
  const instances = [{ name: 'i', subnet: 's', state: 'stopped' as const, type: 'm7g.large', image: 'ami-1' }];
  applyFixture(world, { regions: { [REGION]: { vpcs, instances, addresses: [{ name: 'eip' }] } } });
  expect([...world.ec2.instances.values()]).toMatchObject([
    { state: 'stopped', instanceType: 'm7g.large', imageId: 'ami-1' },
  ]);
  expect([...world.ec2.addresses.values()]).toMatchObject([{ tags: new Map([['Name', 'eip']]) }]);
});

test('clusters stand with their capacity, and task definitions with their revisions', () => {
  const world = emptyWorld();
  const defaultStrategy = [{ provider: 'FARGATE_SPOT', weight: 1 }];
  const taskDefinitions = ['web:1', 'web:2'].map((image) => ({ family: 'web', image, port: 8080 }));
  const clusters = [{ name: 'demo', defaultStrategy, tags: { Stage: 'test' } }];
  const read = readFixture({ regions: { [REGION]: { clusters, taskDefinitions } } });
  applyFixture(world, mergeFixtures([read, { regions: {} }]));
  expect([...world.ecs.clusters.values()]).toMatchObject([
    {
      name: 'demo',
      capacityProviders: ['FARGATE', 'FARGATE_SPOT'],
      defaultStrategy: [{ capacityProvider: 'FARGATE_SPOT', weight: 1, base: 0 }],
      tags: new Map([['Stage', 'test']]),
    },
  ]);
  expect([...world.ecs.taskDefinitions.values()].map(({ revision }) => revision)).toEqual([1, 2]);
});

describe('a fixture that is none', () => {
  test.each([
    ['nothing', null, 'fixture must be a mapping'],
    ['no regions', {}, 'fixture needs regions'],
    [
      'a typo',
      { regions: { r: { vpc: [] } } },
      'fixture.regions.r has no vpc; it has vpcs, instances, addresses, images, functions, certificates, clusters, taskDefinitions',
    ],
    ['a VPC without a block', { regions: { r: { vpcs: [{ name: 'v' }] } } }, 'fixture.regions.r.vpcs[0] needs cidr'],
    [
      'a number for a name',
      { regions: { r: { vpcs: [{ name: 1, cidr: '10.0.0.0/16' }] } } },
      'fixture.regions.r.vpcs[0].name must be a text',
    ],
  ])('%s is refused', (_, value, message) => {
    expect(() => readFixture(value)).toThrow(new TypeError(message));
  });

  test('a name that leads nowhere fails the start', async () => {
    const instances = [{ name: 'page', subnet: 'Public subnet Z' }];
    await expect(open({ fixture: { regions: { [REGION]: { instances } } } })).rejects.toThrow(
      'fixture: instance page: subnet "Public subnet Z" is not among what the fixture builds',
    );
  });
});

test('several fixtures stand side by side, whatever their regions are called', () => {
  const named = (name: string) =>
    readFixture(JSON.parse(`{"regions":{"__proto__":{"addresses":[{"name":"${name}"}]}}}`));
  const { regions } = mergeFixtures([named('one'), named('two')]);
  expect(Object.entries(regions)).toMatchObject([['__proto__', { addresses: [{ name: 'one' }, { name: 'two' }] }]]);
  expect(Object.getPrototypeOf(regions)).toBe(Object.prototype);
});

test('closes functions to load balancers, as Lambda does until a policy says otherwise', () => {
  const world = emptyWorld();
  const functions = [{ name: 'closed' }, { name: 'open', permitsLoadBalancers: true }];
  applyFixture(world, mergeFixtures([readFixture({ regions: { [REGION]: { functions } } })]));
  expect([...world.elbv2.closedFunctions]).toEqual(['arn:aws:lambda:ap-northeast-2:123456789012:function:closed']);
});
