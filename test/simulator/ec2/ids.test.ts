import {
  CreateTagsCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeInternetGatewaysCommand,
  DescribeLaunchTemplatesCommand,
  DescribeNatGatewaysCommand,
  DescribeNetworkAclsCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
  type EC2Client,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { open, refusal } from '../support.ts';

type Describe = (ec2: EC2Client, ids: string[]) => Promise<unknown>;

/** An id's prefix, a call that takes such ids, and what EC2 says of one that is none and of one that there is not. */
const kinds: readonly (readonly [string, Describe, string, string])[] = [
  [
    'i',
    (ec2, InstanceIds) => ec2.send(new DescribeInstancesCommand({ InstanceIds })),
    'InvalidInstanceID.Malformed',
    'InvalidInstanceID.NotFound',
  ],
  [
    'subnet',
    (ec2, SubnetIds) => ec2.send(new DescribeSubnetsCommand({ SubnetIds })),
    'InvalidSubnetID.Malformed',
    'InvalidSubnetID.NotFound',
  ],
  [
    'vpc',
    (ec2, VpcIds) => ec2.send(new DescribeVpcsCommand({ VpcIds })),
    'InvalidVpcID.Malformed',
    'InvalidVpcID.NotFound',
  ],
  [
    'sg',
    (ec2, GroupIds) => ec2.send(new DescribeSecurityGroupsCommand({ GroupIds })),
    'InvalidGroupId.Malformed',
    'InvalidGroup.NotFound',
  ],
  [
    'sgr',
    (ec2, SecurityGroupRuleIds) => ec2.send(new DescribeSecurityGroupRulesCommand({ SecurityGroupRuleIds })),
    'InvalidSecurityGroupRuleId.Malformed',
    'InvalidSecurityGroupRuleId.NotFound',
  ],
  [
    'eni',
    (ec2, NetworkInterfaceIds) => ec2.send(new DescribeNetworkInterfacesCommand({ NetworkInterfaceIds })),
    'InvalidNetworkInterfaceId.Malformed',
    'InvalidNetworkInterfaceID.NotFound',
  ],
  [
    'rtb',
    (ec2, RouteTableIds) => ec2.send(new DescribeRouteTablesCommand({ RouteTableIds })),
    'InvalidRouteTableId.Malformed',
    'InvalidRouteTableID.NotFound',
  ],
  [
    'igw',
    (ec2, InternetGatewayIds) => ec2.send(new DescribeInternetGatewaysCommand({ InternetGatewayIds })),
    'InvalidInternetGatewayId.Malformed',
    'InvalidInternetGatewayID.NotFound',
  ],
  [
    'nat',
    (ec2, NatGatewayIds) => ec2.send(new DescribeNatGatewaysCommand({ NatGatewayIds })),
    'NatGatewayMalformed',
    'NatGatewayNotFound',
  ],
  [
    'lt',
    (ec2, LaunchTemplateIds) => ec2.send(new DescribeLaunchTemplatesCommand({ LaunchTemplateIds })),
    'InvalidLaunchTemplateId.Malformed',
    'InvalidLaunchTemplateId.NotFound',
  ],
  [
    'ami',
    (ec2, ImageIds) => ec2.send(new DescribeImagesCommand({ ImageIds })),
    'InvalidAMIID.Malformed',
    'InvalidAMIID.NotFound',
  ],
  [
    'vol',
    (ec2, VolumeIds) => ec2.send(new DescribeVolumesCommand({ VolumeIds })),
    'InvalidVolumeID.Malformed',
    'InvalidVolume.NotFound',
  ],
  [
    'acl',
    (ec2, NetworkAclIds) => ec2.send(new DescribeNetworkAclsCommand({ NetworkAclIds })),
    'InvalidNetworkAclID.NotFound',
    'InvalidNetworkAclID.NotFound',
  ],
];

test.each(kinds)('what is no id of %s- is refused before what there is not', async (prefix, describe, odd, missing) => {
  const { ec2 } = await open();
  for (const id of ['web', `${prefix}-web`, `${prefix}-12`, `x${prefix}-12345678`])
    expect(await refusal(describe(ec2, [`${prefix}-12345678`, id]))).toMatch(new RegExp(`^${odd}: `));
  for (const id of [`${prefix}-12345678`, `${prefix}-0123456789abcdef0`])
    expect(await refusal(describe(ec2, [id]))).toMatch(new RegExp(`^${missing}: `));
});

test('nor are tags put on what is no id', async () => {
  const { ec2 } = await open();
  const tag = (id: string): Promise<unknown> =>
    ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: 'a', Value: 'b' }] }));
  expect(await refusal(tag('web'))).toMatch(/^InvalidID: /);
  expect(await refusal(tag('i-web'))).toMatch(/^InvalidInstanceID.Malformed: /);
  expect(await refusal(tag('i-12345678'))).toMatch(/^InvalidInstanceID.NotFound: /);
});
