import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteRouteCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeAvailabilityZonesCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVpcsCommand,
  DetachInternetGatewayCommand,
  type EC2Client,
  ModifySubnetAttributeCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { clientsFor, open, refusal, REGION } from '../support.ts';

async function makeVpc(ec2: EC2Client, CidrBlock = '10.0.0.0/16'): Promise<string> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  return Vpc?.VpcId ?? '';
}

describe('a new account', () => {
  test('has a default VPC with a public subnet in each of four zones', async () => {
    const { ec2 } = await open();
    const { Vpcs } = await ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }));
    expect(Vpcs).toMatchObject([{ CidrBlock: '172.31.0.0/16', IsDefault: true, State: 'available' }]);
    const { Subnets = [] } = await ec2.send(
      new DescribeSubnetsCommand({ Filters: [{ Name: 'default-for-az', Values: ['true'] }] }),
    );
    expect(
      Subnets.map((subnet) => [
        subnet.AvailabilityZone,
        subnet.AvailabilityZoneId,
        subnet.CidrBlock,
        subnet.MapPublicIpOnLaunch,
      ]),
    ).toEqual([
      [`${REGION}a`, 'apne2-az1', '172.31.0.0/20', true],
      [`${REGION}b`, 'apne2-az2', '172.31.16.0/20', true],
      [`${REGION}c`, 'apne2-az3', '172.31.32.0/20', true],
      [`${REGION}d`, 'apne2-az4', '172.31.48.0/20', true],
    ]);
    const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
    expect(InternetGateways).toMatchObject([{ Attachments: [{ VpcId: Vpcs?.[0]?.VpcId }] }]);
    const { RouteTables = [] } = await ec2.send(new DescribeRouteTablesCommand({}));
    expect(RouteTables[0]?.Routes).toMatchObject([
      { DestinationCidrBlock: '172.31.0.0/16', GatewayId: 'local' },
      { DestinationCidrBlock: '0.0.0.0/0', GatewayId: InternetGateways[0]?.InternetGatewayId, State: 'active' },
    ]);
    const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({}));
    expect(SecurityGroups).toMatchObject([{ GroupName: 'default' }]);
  });

  test('shares nothing with another account or region', async () => {
    const { simulator, ec2 } = await open();
    const id = await makeVpc(ec2);
    const elsewhere = [clientsFor(simulator.url, '111122223333'), clientsFor(simulator.url, 'test', 'us-west-1')];
    for (const other of elsewhere)
      expect(await refusal(other.ec2.send(new DescribeVpcsCommand({ VpcIds: [id] })))).toBe(
        `InvalidVpcID.NotFound: The vpc ID '${id}' does not exist`,
      );
  });

  test('has four zones', async () => {
    const { ec2 } = await open();
    const { AvailabilityZones } = await ec2.send(new DescribeAvailabilityZonesCommand({ ZoneNames: [`${REGION}c`] }));
    expect(AvailabilityZones).toMatchObject([{ ZoneName: `${REGION}c`, ZoneId: 'apne2-az3', State: 'available' }]);
  });
});

describe('subnets', () => {
  test('lie within the VPC and beside each other', async () => {
    const { ec2 } = await open();
    const VpcId = await makeVpc(ec2);
    const make = (CidrBlock: string, AvailabilityZone = `${REGION}b`): Promise<unknown> =>
      ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock, AvailabilityZone }));
    await make('10.0.1.9/24');
    expect(await refusal(make('10.0.1.128/25'))).toBe(
      "InvalidSubnet.Conflict: The CIDR '10.0.1.128/25' conflicts with another subnet",
    );
    expect(await refusal(make('10.1.0.0/24'))).toBe("InvalidSubnet.Range: The CIDR '10.1.0.0/24' is invalid.");
    expect(await refusal(make('10.0.2.0/29'))).toBe("InvalidSubnet.Range: The CIDR '10.0.2.0/29' is invalid.");
    expect(await refusal(make('10.0.2.0'))).toMatch(/^InvalidParameterValue: Value \(10.0.2.0\)/);
    expect(await refusal(make('10.0.2.0/24', 'us-east-1a'))).toMatch(/^InvalidParameterValue: Value \(us-east-1a\)/);
    const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'vpc-id', Values: [VpcId] }] }));
    expect(Subnets).toMatchObject([
      {
        CidrBlock: '10.0.1.0/24',
        AvailabilityZone: `${REGION}b`,
        AvailableIpAddressCount: 251,
        MapPublicIpOnLaunch: false,
      },
    ]);
  });

  test('are made public, found by wildcard and tag, and deleted', async () => {
    const { ec2 } = await open();
    const VpcId = await makeVpc(ec2);
    const TagSpecifications = [{ ResourceType: 'subnet' as const, Tags: [{ Key: 'Name', Value: 'Public subnet A' }] }];
    const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24', TagSpecifications }));
    const SubnetId = Subnet?.SubnetId ?? '';
    await ec2.send(new ModifySubnetAttributeCommand({ SubnetId, MapPublicIpOnLaunch: { Value: true } }));
    const find = (Name: string, value: string): Promise<unknown[] | undefined> =>
      ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name, Values: [value] }] })).then((answer) => answer.Subnets);
    expect(await find('tag:Name', 'Public subnet ?')).toMatchObject([{ SubnetId, MapPublicIpOnLaunch: true }]);
    expect(await find('tag:Name', 'Public*')).toHaveLength(1);
    expect(await find('tag:Name', 'Public.subnet.A')).toEqual([]);
    expect(await find('tag-key', 'Name')).toHaveLength(1);
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    expect(await find('vpc-id', VpcId)).toEqual([]);
  });

  test('an unknown filter is refused by name', async () => {
    const { ec2 } = await open();
    expect(
      await refusal(ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'colour', Values: ['red'] }] }))),
    ).toBe("InvalidParameterValue: The filter 'colour' is invalid");
    expect(
      await refusal(ec2.send(new DescribeSubnetsCommand({ Filters: [{ Name: 'constructor', Values: ['x'] }] }))),
    ).toMatch(/^InvalidParameterValue: /);
  });
});

test('a gateway, a route table and a route make a subnet public', async () => {
  const { ec2 } = await open();
  const VpcId = await makeVpc(ec2);
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  const SubnetId = Subnet?.SubnetId ?? '';
  const { InternetGateway } = await ec2.send(new CreateInternetGatewayCommand({}));
  const InternetGatewayId = InternetGateway?.InternetGatewayId ?? '';
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const RouteTableId = RouteTable?.RouteTableId ?? '';
  const route = new CreateRouteCommand({
    RouteTableId,
    DestinationCidrBlock: '0.0.0.0/0',
    GatewayId: InternetGatewayId,
  });
  expect(await refusal(ec2.send(route))).toMatch(/^InvalidParameterValue: .* belong to different networks$/);
  const attach = new AttachInternetGatewayCommand({ InternetGatewayId, VpcId });
  await ec2.send(attach);
  await ec2.send(route);
  await ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
  const ofSubnet = async (): Promise<unknown> =>
    (
      await ec2.send(
        new DescribeRouteTablesCommand({ Filters: [{ Name: 'association.subnet-id', Values: [SubnetId] }] }),
      )
    ).RouteTables;
  expect(await ofSubnet()).toMatchObject([
    { Routes: [{ GatewayId: 'local' }, { GatewayId: InternetGatewayId, State: 'active' }] },
  ]);
  expect(await refusal(ec2.send(attach))).toMatch(/^Resource.AlreadyAssociated: /);
  expect(await refusal(ec2.send(route))).toMatch(/^RouteAlreadyExists: /);

  await ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
  expect(await ofSubnet()).toMatchObject([{ RouteTableId, Routes: [{ GatewayId: 'local' }, { State: 'blackhole' }] }]);

  const unroute = new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: '0.0.0.0/0' });
  await ec2.send(unroute);
  expect(await refusal(ec2.send(unroute))).toMatch(/^InvalidRoute.NotFound: /);
});

test('a VPC is deleted only when it is empty, and takes its own group and table along', async () => {
  const { ec2, simulator } = await open();
  const VpcId = await makeVpc(ec2);
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.1.0/24' }));
  expect(await refusal(ec2.send(new DeleteVpcCommand({ VpcId })))).toBe(
    `DependencyViolation: The vpc '${VpcId}' has dependencies and cannot be deleted.`,
  );
  await ec2.send(new DeleteSubnetCommand({ SubnetId: Subnet?.SubnetId }));
  await ec2.send(new DeleteVpcCommand({ VpcId }));
  const left = simulator.world();
  expect([left.ec2.vpcs.size, left.ec2.securityGroups.size, left.ec2.routeTables.size]).toEqual([1, 1, 1]);
});

test('a dry run is a rehearsal: nothing is made, and nothing described', async () => {
  const { ec2, simulator } = await open();
  for (const command of [
    new CreateVpcCommand({ CidrBlock: '10.0.0.0/16', DryRun: true }),
    new DescribeVpcsCommand({ DryRun: true }),
  ]) {
    await expect(ec2.send(command)).rejects.toMatchObject({
      Code: 'DryRunOperation',
      message: 'Request would have succeeded, but DryRun flag is set.',
      $metadata: { httpStatusCode: 412 },
    });
  }
  expect(simulator.world().ec2.vpcs.size).toBe(1);
  await makeVpc(ec2);
  expect(simulator.world().ec2.vpcs.size).toBe(2);
});
