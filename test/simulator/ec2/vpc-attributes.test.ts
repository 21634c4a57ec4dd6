import {
  AssociateRouteTableCommand,
  AttachInternetGatewayCommand,
  CreateInternetGatewayCommand,
  CreateRouteTableCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteInternetGatewayCommand,
  DeleteRouteTableCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeNetworkAclsCommand,
  DescribeVpcAttributeCommand,
  DetachInternetGatewayCommand,
  DisassociateRouteTableCommand,
  type EC2Client,
  ModifyVpcAttributeCommand,
  ReplaceRouteTableAssociationCommand,
  type VpcAttributeName,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { open, refusal } from '../support.ts';

async function makeVpc(ec2: EC2Client): Promise<string> {
  return (await ec2.send(new CreateVpcCommand({ CidrBlock: '10.0.0.0/16' }))).Vpc?.VpcId ?? '';
}

async function makeSubnet(ec2: EC2Client, VpcId: string): Promise<string> {
  return (await ec2.send(new CreateSubnetCommand({ VpcId, CidrBlock: '10.0.0.0/24' }))).Subnet?.SubnetId ?? '';
}

async function makeTable(ec2: EC2Client, VpcId: string): Promise<string> {
  return (await ec2.send(new CreateRouteTableCommand({ VpcId }))).RouteTable?.RouteTableId ?? '';
}

test("a VPC's attributes are read and changed one by one", async () => {
  const { ec2 } = await open();
  const VpcId = await makeVpc(ec2);
  const read = (Attribute: VpcAttributeName) => ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute }));
  expect(await read('enableDnsHostnames')).toMatchObject({ VpcId, EnableDnsHostnames: { Value: false } });
  expect(await read('enableDnsSupport')).toMatchObject({ EnableDnsSupport: { Value: true } });
  await ec2.send(new ModifyVpcAttributeCommand({ VpcId, EnableDnsHostnames: { Value: true } }));
  expect(await read('enableDnsHostnames')).toMatchObject({ EnableDnsHostnames: { Value: true } });
  const both = { VpcId, EnableDnsHostnames: { Value: true }, EnableDnsSupport: { Value: true } };
  expect(await refusal(ec2.send(new ModifyVpcAttributeCommand(both)))).toMatch(/^InvalidParameterCombination: /);
  expect(await refusal(read('x' as VpcAttributeName))).toMatch(/^InvalidParameterValue: /);
});

test('each VPC has a default network list that its subnets are under', async () => {
  const { ec2 } = await open();
  const VpcId = await makeVpc(ec2);
  const SubnetId = await makeSubnet(ec2, VpcId);
  const Filters = [
    { Name: 'default', Values: ['true'] },
    { Name: 'vpc-id', Values: [VpcId] },
  ];
  const { NetworkAcls = [] } = await ec2.send(new DescribeNetworkAclsCommand({ Filters }));
  expect(NetworkAcls).toMatchObject([{ VpcId, IsDefault: true, Associations: [{ SubnetId }] }]);
  expect(NetworkAcls[0]?.Entries).toHaveLength(4);
});

describe('taken down in order', () => {
  test('a subnet leaves its table before the table goes', async () => {
    const { ec2 } = await open();
    const VpcId = await makeVpc(ec2);
    const SubnetId = await makeSubnet(ec2, VpcId);
    const [one, other] = [await makeTable(ec2, VpcId), await makeTable(ec2, VpcId)];
    const associate = (RouteTableId: string) => ec2.send(new AssociateRouteTableCommand({ RouteTableId, SubnetId }));
    const { AssociationId } = await associate(one);
    expect((await associate(one)).AssociationId).toBe(AssociationId);
    expect(await refusal(associate(other))).toMatch(/^Resource.AlreadyAssociated: /);
    const moved = await ec2.send(new ReplaceRouteTableAssociationCommand({ AssociationId, RouteTableId: other }));
    const remove = (RouteTableId: string) => ec2.send(new DeleteRouteTableCommand({ RouteTableId }));
    await remove(one);
    expect(await refusal(remove(other))).toMatch(/^DependencyViolation: /);
    const leave = new DisassociateRouteTableCommand({ AssociationId: moved.NewAssociationId });
    await ec2.send(leave);
    expect(await refusal(ec2.send(leave))).toMatch(/^InvalidAssociationID.NotFound: /);
    await remove(other);
    await ec2.send(new DeleteSubnetCommand({ SubnetId }));
    await ec2.send(new DeleteVpcCommand({ VpcId }));
  });

  test('a gateway leaves its VPC before it goes', async () => {
    const { ec2 } = await open();
    const VpcId = await makeVpc(ec2);
    const made = await ec2.send(new CreateInternetGatewayCommand({}));
    const InternetGatewayId = made.InternetGateway?.InternetGatewayId ?? '';
    const detach = () => ec2.send(new DetachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    expect(await refusal(detach())).toMatch(/^Gateway.NotAttached: /);
    await ec2.send(new AttachInternetGatewayCommand({ InternetGatewayId, VpcId }));
    const remove = () => ec2.send(new DeleteInternetGatewayCommand({ InternetGatewayId }));
    expect(await refusal(remove())).toMatch(/^DependencyViolation: /);
    await detach();
    await remove();
    await ec2.send(new DeleteVpcCommand({ VpcId }));
  });
});
