import { describe, expect, it, onTestFinished } from 'vitest';
import { find } from '../../src/core/inventory.ts';
import type { Live } from '../../src/core/resource.ts';
import { observeInventory } from '../../src/resources/inventory.ts';
import { securityGroup } from '../../src/resources/registry.ts';
import { startSimulator, type Simulator } from '../../src/simulator/server.ts';
import { openTestAws } from '../aws/endpoint.ts';

async function start(): Promise<Simulator> {
  const simulator = await startSimulator({
    fixture: {
      regions: {
        'ap-northeast-2': {
          vpcs: [
            {
              name: 'VPC-Lab',
              cidr: '10.0.0.0/16',
              internetGateway: true,
              tags: { stage: 'lab' },
              securityGroups: [{ name: 'web' }],
              subnets: [
                { name: 'Public subnet A', zone: 'a', cidr: '10.0.0.0/24', public: true },
                { name: 'Private subnet A', zone: 'a', cidr: '10.0.1.0/24' },
              ],
            },
          ],
        },
      },
    },
  });
  onTestFinished(() => simulator.close());
  return simulator;
}

async function read({ url }: Simulator): ReturnType<typeof observeInventory> {
  const aws = await openTestAws(url);
  const found = new Map<string, readonly Live[]>();
  const context = {
    aws,
    owner: 'test',
    names: () => new Set<string>(),
    looksUp: () => false,
    unread: () => undefined,
    observed: (type: string) => found.get(type) ?? [],
  };
  found.set('security-group', (await securityGroup.observe(context)).live);
  return observeInventory(context);
}

describe('the inventory', () => {
  it('has networks, subnets and groups by name, and knows which subnets lead to the internet', async () => {
    const { inventory, unreadable } = await read(await start());
    expect(unreadable).toEqual([]);
    const lab = inventory.vpcs.find((vpc) => vpc.name === 'VPC-Lab');
    expect(lab).toMatchObject({ isDefault: false, tags: { stage: 'lab' } });
    const subnets = inventory.subnets.filter((subnet) => subnet.vpc === lab?.id);
    expect(subnets.map(({ name, zone, isDefault, public: open }) => ({ name, zone, isDefault, open }))).toEqual([
      { name: 'Public subnet A', zone: 'ap-northeast-2a', isDefault: false, open: true },
      { name: 'Private subnet A', zone: 'ap-northeast-2a', isDefault: false, open: false },
    ]);
    const web = find(inventory, { $find: 'security-group', by: { name: 'web' } }, lab?.id);
    expect(web).toEqual({ ids: [inventory.securityGroups.find((group) => group.name === 'web')?.id] });
    expect(inventory.securityGroups.filter((group) => group.vpc === lab?.id && group.isDefault)).toHaveLength(1);
  });

  it('knows the default network, whose subnets follow its main route table', async () => {
    const { inventory } = await read(await start());
    const home = inventory.vpcs.filter((vpc) => vpc.isDefault);
    expect(home).toHaveLength(1);
    const subnets = inventory.subnets.filter((subnet) => subnet.vpc === home[0]?.id);
    expect(subnets.length).toBeGreaterThan(1);
    expect(subnets.every((subnet) => subnet.isDefault && subnet.public === true)).toBe(true);
  });

  it('costs three calls beside the groups, whatever there is', async () => {
    const simulator = await start();
    await read(simulator);
    expect(simulator.journal.counts()).toEqual({
      'ec2:DescribeRouteTables': 1,
      'ec2:DescribeSecurityGroups': 1,
      'ec2:DescribeSubnets': 1,
      'ec2:DescribeVpcs': 1,
    });
  });

  it('leaves open which subnets are public where the routes may not be read', async () => {
    const simulator = await start();
    simulator.faults.set([{ kind: 'access-denied', action: 'DescribeRouteTables' }]);
    const { inventory, unreadable } = await read(simulator);
    expect(unreadable).toEqual([]);
    expect(inventory.subnets.every((subnet) => subnet.public === undefined)).toBe(true);
  });

  it('reports what it could not read', async () => {
    const simulator = await start();
    simulator.faults.set([{ kind: 'access-denied', action: 'Describe(Vpcs|Subnets)' }]);
    const { unreadable } = await read(simulator);
    expect(unreadable.map((one) => one.type)).toEqual(['vpc', 'subnet']);
  });
});
