import {
  AssociateRouteTableCommand,
  CreateNatGatewayCommand,
  CreateRouteCommand,
  type CreateRouteCommandInput,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DescribeInternetGatewaysCommand,
  DescribeRouteTablesCommand,
  type EC2Client,
  RunInstancesCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

interface Network {
  readonly subnetId: string;
  readonly route: (to: Partial<CreateRouteCommandInput>) => Promise<unknown>;
  readonly routeTableId: string;
}

async function network(ec2: EC2Client, CidrBlock = '10.0.0.0/16'): Promise<Network> {
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock }));
  const VpcId = Vpc?.VpcId ?? '';
  const { Subnet } = await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: CidrBlock.replace('/16', '/24') }));
  const { RouteTable } = await ec2.send(new CreateRouteTableCommand({ VpcId }));
  const routeTableId = RouteTable?.RouteTableId ?? '';
  return {
    subnetId: Subnet?.SubnetId ?? '',
    routeTableId,
    route: (to) =>
      ec2.send(new CreateRouteCommand({ RouteTableId: routeTableId, DestinationCidrBlock: '0.0.0.0/0', ...to })),
  };
}

test.each<[string, Partial<CreateRouteCommandInput>, string]>([
  ['nowhere', {}, 'MissingParameter'],
  ['a gateway that there is not', { GatewayId: 'igw-12345678' }, 'InvalidGatewayID.NotFound'],
  ['a NAT gateway named as a gateway', { GatewayId: 'nat-12345678' }, 'InvalidGatewayID.NotFound'],
  ['a NAT gateway that there is not', { NatGatewayId: 'nat-12345678' }, 'InvalidNatGatewayID.NotFound'],
  ['an interface that there is not', { NetworkInterfaceId: 'eni-12345678' }, 'InvalidNetworkInterfaceID.NotFound'],
  ['an instance that there is not', { InstanceId: 'i-12345678' }, 'InvalidInstanceID.NotFound'],
  ['what is no instance', { InstanceId: 'web' }, 'InvalidInstanceID.Malformed'],
  ['a transit gateway', { TransitGatewayId: 'tgw-12345678' }, 'InvalidTransitGatewayID.NotFound'],
  ['a peering', { VpcPeeringConnectionId: 'pcx-12345678' }, 'InvalidVpcPeeringConnectionID.NotFound'],
  ['two at once', { GatewayId: 'igw-12345678', InstanceId: 'i-12345678' }, 'InvalidParameterCombination'],
  [
    'a block without a length',
    { GatewayId: 'igw-12345678', DestinationCidrBlock: '10.1.0.0' },
    'InvalidParameterValue',
  ],
])('no route leads to %s', async (_, to, code) => {
  const { ec2 } = await open();
  const { route } = await network(ec2);
  expect(await refusal(route(to))).toMatch(new RegExp(`^${code}: `));
});

test("no route leads out of the table's own network", async () => {
  const { ec2 } = await open();
  const [here, there] = [await network(ec2), await network(ec2, '10.1.0.0/16')];
  const { InternetGateways } = await ec2.send(new DescribeInternetGatewaysCommand({}));
  const theirs = InternetGateways?.[0]?.InternetGatewayId ?? '';
  expect(await refusal(here.route({ GatewayId: theirs }))).toBe(
    `InvalidParameterValue: route table ${here.routeTableId} and network gateway ${theirs} belong to different networks`,
  );
  const run = new RunInstancesCommand({
    ImageId: AMAZON_LINUX,
    MinCount: 1,
    MaxCount: 1,
    SubnetId: there.subnetId,
  });
  const [made] = (await ec2.send(run)).Instances ?? [];
  const { NatGateway } = await ec2.send(
    new CreateNatGatewayCommand({ SubnetId: there.subnetId, ConnectivityType: 'private' }),
  );
  const nic = made?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
  for (const to of [
    { InstanceId: made?.InstanceId ?? '' },
    { NetworkInterfaceId: nic },
    { NatGatewayId: NatGateway?.NatGatewayId ?? '' },
  ])
    expect(await refusal(here.route(to))).toMatch(/^InvalidParameterValue: .* belong to different networks$/);
  await there.route({ InstanceId: made?.InstanceId ?? '' });
  const { RouteTables } = await ec2.send(new DescribeRouteTablesCommand({ RouteTableIds: [there.routeTableId] }));
  expect(RouteTables?.[0]?.Routes).toMatchObject([{ GatewayId: 'local' }, { NetworkInterfaceId: nic }]);
  const associate = new AssociateRouteTableCommand({ RouteTableId: here.routeTableId, SubnetId: there.subnetId });
  expect(await refusal(ec2.send(associate))).toMatch(/^InvalidParameterValue: .* belong to different networks$/);
});
