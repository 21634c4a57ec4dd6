import {
  AllocateAddressCommand,
  CreateNetworkInterfaceCommand,
  DeleteNetworkInterfaceCommand,
  DeleteSubnetCommand,
  DescribeAddressesAttributeCommand,
  DescribeAddressesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeSubnetsCommand,
  DisassociateAddressCommand,
  type EC2Client,
  type Instance,
  ReleaseAddressCommand,
  RunInstancesCommand,
  StartInstancesCommand,
  StopInstancesCommand,
  TerminateInstancesCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { ManualClock } from '../../../src/core/clock.ts';
import { addNetworkInterface, releaseNetworkInterface } from '../../../src/simulator/ec2/interfaces.ts';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

async function run(ec2: EC2Client, count = 1, ClientToken?: string): Promise<Instance[]> {
  const { Instances = [] } = await ec2.send(
    new RunInstancesCommand({
      ImageId: AMAZON_LINUX,
      MinCount: count,
      MaxCount: count,
      InstanceType: 't3.nano',
      ClientToken,
    }),
  );
  return Instances;
}

async function stateOf(ec2: EC2Client, id: string): Promise<string | undefined> {
  const { Reservations } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: [id] }));
  return Reservations?.[0]?.Instances?.[0]?.State?.Name;
}

test('an address has no name of its own, and no association that somebody could end', async () => {
  const { ec2 } = await open();
  const { AllocationId = '', PublicIp } = await ec2.send(new AllocateAddressCommand({}));
  const named = await ec2.send(new DescribeAddressesAttributeCommand({ AllocationIds: [AllocationId] }));
  expect(named.Addresses).toEqual([{ AllocationId, PublicIp }]);
  const AssociationId = AllocationId.replace('eipalloc', 'eipassoc');
  expect(await refusal(ec2.send(new DisassociateAddressCommand({ AssociationId })))).toMatch(
    /^InvalidAssociationID.NotFound: /,
  );
});

test("an account's own interface is available until it goes, and holds its subnet until then", async () => {
  const { ec2 } = await open();
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({}));
  const SubnetId = Subnets?.[0]?.SubnetId ?? '';
  const made = await ec2.send(new CreateNetworkInterfaceCommand({ SubnetId, Description: 'mine' }));
  const NetworkInterfaceId = made.NetworkInterface?.NetworkInterfaceId ?? '';
  const find = new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'status', Values: ['available'] }] });
  const { NetworkInterfaces } = await ec2.send(find);
  expect(NetworkInterfaces).toMatchObject([
    { NetworkInterfaceId, Description: 'mine', Status: 'available', RequesterManaged: false },
  ]);
  expect(NetworkInterfaces?.[0]?.Attachment).toBeUndefined();
  expect(await refusal(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toMatch(/^DependencyViolation: /);
  await ec2.send(new DeleteNetworkInterfaceCommand({ NetworkInterfaceId }));
  expect((await ec2.send(find)).NetworkInterfaces).toEqual([]);
});

describe('instances', () => {
  test('start in the default subnet, with addresses and an interface', async () => {
    const { ec2 } = await open({ clock: new ManualClock(Date.UTC(2026, 4, 1)) });
    const made = await run(ec2, 2);
    expect(made.map((instance) => [instance.State?.Name, instance.PrivateIpAddress])).toEqual([
      ['pending', '172.31.0.4'],
      ['pending', '172.31.0.5'],
    ]);
    const { Reservations } = await ec2.send(new DescribeInstancesCommand({}));
    expect(Reservations).toHaveLength(1);
    expect(Reservations?.[0]?.Instances).toMatchObject([
      { State: { Code: 16, Name: 'running' }, LaunchTime: new Date(Date.UTC(2026, 4, 1)), InstanceType: 't3.nano' },
      { State: { Name: 'running' }, SecurityGroups: [{ GroupName: 'default' }] },
    ]);
    const { NetworkInterfaces } = await ec2.send(new DescribeNetworkInterfacesCommand({}));
    expect(NetworkInterfaces?.map((nic) => nic.Attachment?.InstanceId)).toEqual(
      made.map((instance) => instance.InstanceId),
    );
  });

  test('a repeated client token starts no twin', async () => {
    const { ec2 } = await open();
    const [first] = await run(ec2, 1, 'once');
    const [second] = await run(ec2, 1, 'once');
    expect(second?.InstanceId).toBe(first?.InstanceId);
  });

  test('stop, start and end, and an ended one stays ended', async () => {
    const { ec2 } = await open();
    const [instance] = await run(ec2);
    const id = instance?.InstanceId ?? '';
    const InstanceIds = [id];
    expect((await ec2.send(new StopInstancesCommand({ InstanceIds }))).StoppingInstances).toMatchObject([
      { PreviousState: { Name: 'running' }, CurrentState: { Name: 'stopping' } },
    ]);
    expect(await stateOf(ec2, id)).toBe('stopped');
    await ec2.send(new StartInstancesCommand({ InstanceIds }));
    expect(await stateOf(ec2, id)).toBe('running');
    await ec2.send(new TerminateInstancesCommand({ InstanceIds }));
    expect(await stateOf(ec2, id)).toBe('terminated');
    expect(await refusal(ec2.send(new StartInstancesCommand({ InstanceIds })))).toMatch(/^IncorrectInstanceState: /);
    expect(await refusal(ec2.send(new StopInstancesCommand({ InstanceIds: ['i-00000000'] })))).toBe(
      "InvalidInstanceID.NotFound: The instance ID 'i-00000000' does not exist",
    );
    const running = [{ Name: 'instance-state-name', Values: ['running', 'stopped'] }];
    expect((await ec2.send(new DescribeInstancesCommand({ Filters: running }))).Reservations).toEqual([]);
  });
});

describe('network interfaces', () => {
  test('hold their subnet until the clock has passed their end', async () => {
    const clock = new ManualClock();
    const { ec2, simulator } = await open({ clock });
    const world = simulator.world();
    const [subnet] = world.ec2.subnets.values();
    const SubnetId = subnet?.subnetId ?? '';
    const made = { subnetId: SubnetId, groupIds: [], description: 'ELB app/web/1', interfaceType: 'interface' };
    const nic = addNetworkInterface(world, made);
    releaseNetworkInterface(world, nic.networkInterfaceId, 1000);
    clock.advance(999);
    const { NetworkInterfaces } = await ec2.send(
      new DescribeNetworkInterfacesCommand({ Filters: [{ Name: 'description', Values: ['ELB app/web/*'] }] }),
    );
    expect(NetworkInterfaces).toMatchObject([
      { RequesterManaged: true, Attachment: { InstanceOwnerId: 'amazon-elb' } },
    ]);
    expect(await refusal(ec2.send(new DeleteSubnetCommand({ SubnetId })))).toMatch(/^DependencyViolation: /);
    clock.advance(1);
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
  });

  test('take the lowest address that is free, until none is', async () => {
    const { simulator } = await open();
    const world = simulator.world();
    const [subnet] = world.ec2.subnets.values();
    if (subnet === undefined) throw new Error('the default VPC has subnets');
    const make = (): { networkInterfaceId: string; privateIpAddress: string } =>
      addNetworkInterface(world, {
        subnetId: subnet.subnetId,
        groupIds: [],
        description: '',
        interfaceType: 'interface',
      });
    const [first] = [make(), make()];
    releaseNetworkInterface(world, first?.networkInterfaceId ?? '', 0);
    expect(make().privateIpAddress).toBe(first?.privateIpAddress);
    subnet.availableIpAddressCount = 0;
    expect(make).toThrow(/not enough free addresses/);
  });
});

test('Elastic IP addresses are taken, found and given back', async () => {
  const { ec2 } = await open();
  const { AllocationId } = await ec2.send(new AllocateAddressCommand({ Domain: 'vpc' }));
  const find = new DescribeAddressesCommand({ AllocationIds: [AllocationId ?? ''] });
  expect((await ec2.send(find)).Addresses).toMatchObject([{ AllocationId, Domain: 'vpc' }]);
  await ec2.send(new ReleaseAddressCommand({ AllocationId }));
  expect(await refusal(ec2.send(find))).toMatch(/^InvalidAllocationID.NotFound: /);
});
