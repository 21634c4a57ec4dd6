import {
  AuthorizeSecurityGroupIngressCommand,
  CreateSecurityGroupCommand,
  CreateTagsCommand,
  DescribeSecurityGroupsCommand,
  DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { expect, test } from 'vitest';
import { fixture, open, refusal } from '../support.ts';

const names = ['__proto__', 'constructor', 'toString'];

test.each(names)('%s is an id, a filter, a protocol, a tag and a region like any other', async (name) => {
  const { ec2, simulator } = await open({ fixture: fixture('vpc-lab') });
  expect(await refusal(ec2.send(new DescribeVpcsCommand({ VpcIds: [name] })))).toMatch(/^InvalidVpcID.Malformed: /);
  expect(await refusal(ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: name, Values: ['x'] }] })))).toBe(
    `InvalidParameterValue: The filter '${name}' is invalid`,
  );

  const { GroupId } = await ec2.send(new CreateSecurityGroupCommand({ GroupName: name, Description: name }));
  const odd = new AuthorizeSecurityGroupIngressCommand({ GroupId, IpProtocol: name, CidrIp: '0.0.0.0/0' });
  expect(await refusal(ec2.send(odd))).toBe(`InvalidPermission.Malformed: Unsupported IP protocol "${name}"`);
  await ec2.send(new CreateTagsCommand({ Resources: [GroupId ?? ''], Tags: [{ Key: name, Value: name }] }));
  const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupNames: [name] }));
  expect(SecurityGroups).toMatchObject([{ GroupName: name, Tags: [{ Key: name, Value: name }] }]);
  expect(simulator.world(name, name).ec2.vpcs.size).toBe(1);
});
