import {
  DescribeAccountAttributesCommand,
  DescribeInstancesCommand,
  DescribeInstanceTypesCommand,
  DescribeInternetGatewaysCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRegionsCommand,
  DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand,
  DescribeSubnetsCommand,
  DescribeTagsCommand,
  DescribeVolumesCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { open, refusal } from '../support.ts';

test('the regions that every account has, by name and by filter', async () => {
  const { ec2 } = await open();
  const { Regions = [] } = await ec2.send(new DescribeRegionsCommand({}));
  expect(Regions).toHaveLength(17);
  const one = { RegionName: 'eu-west-1', Endpoint: 'ec2.eu-west-1.amazonaws.com', OptInStatus: 'opt-in-not-required' };
  expect((await ec2.send(new DescribeRegionsCommand({ RegionNames: ['eu-west-1'] }))).Regions).toEqual([one]);
  const Filters = [{ Name: 'region-name', Values: ['eu-west-?'] }];
  expect((await ec2.send(new DescribeRegionsCommand({ Filters }))).Regions).toHaveLength(3);
  expect(await refusal(ec2.send(new DescribeRegionsCommand({ RegionNames: ['mars-1'] })))).toMatch(
    /^InvalidParameterValue: /,
  );
});

test('the attributes of the account', async () => {
  const { ec2 } = await open();
  const { Vpcs = [] } = await ec2.send(
    new DescribeVpcsCommand({ Filters: [{ Name: 'is-default', Values: ['true'] }] }),
  );
  const { AccountAttributes } = await ec2.send(
    new DescribeAccountAttributesCommand({ AttributeNames: ['default-vpc', 'supported-platforms'] }),
  );
  expect(AccountAttributes).toEqual([
    { AttributeName: 'supported-platforms', AttributeValues: [{ AttributeValue: 'VPC' }] },
    { AttributeName: 'default-vpc', AttributeValues: [{ AttributeValue: Vpcs[0]?.VpcId }] },
  ]);
});

test('most lists are never asked for in pages of fewer than five', async () => {
  const { ec2 } = await open();
  const MaxResults = 4;
  const asked = [
    ec2.send(new DescribeInstancesCommand({ MaxResults })),
    ec2.send(new DescribeInstanceTypesCommand({ MaxResults })),
    ec2.send(new DescribeInternetGatewaysCommand({ MaxResults })),
    ec2.send(new DescribeNetworkInterfacesCommand({ MaxResults })),
    ec2.send(new DescribeRouteTablesCommand({ MaxResults })),
    ec2.send(new DescribeSecurityGroupsCommand({ MaxResults })),
    ec2.send(new DescribeSubnetsCommand({ MaxResults })),
    ec2.send(new DescribeTagsCommand({ MaxResults })),
    ec2.send(new DescribeVolumesCommand({ MaxResults })),
    ec2.send(new DescribeVpcsCommand({ MaxResults })),
  ];
  for (const one of asked)
    expect(await refusal(one)).toMatch(/^InvalidParameterValue: Value \( 4 \) for parameter maxResults/);
  const { Subnets } = await ec2.send(new DescribeSubnetsCommand({ MaxResults: 5 }));
  expect(Subnets).toHaveLength(4);
});
