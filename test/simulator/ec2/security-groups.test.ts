import {
  AuthorizeSecurityGroupEgressCommand,
  AuthorizeSecurityGroupIngressCommand,
  CreateManagedPrefixListCommand,
  CreateSecurityGroupCommand,
  DeleteSecurityGroupCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type EC2Client,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
  RunInstancesCommand,
  type SecurityGroupRule,
  TerminateInstancesCommand,
  UpdateSecurityGroupRuleDescriptionsIngressCommand,
} from '@aws-sdk/client-ec2';
import { describe, expect, test } from 'vitest';
import { AMAZON_LINUX, open, refusal } from '../support.ts';

async function makeGroup(ec2: EC2Client, GroupName: string): Promise<string> {
  const { GroupId = '' } = await ec2.send(new CreateSecurityGroupCommand({ GroupName, Description: 'for a test' }));
  return GroupId;
}

async function rulesOf(ec2: EC2Client, id: string): Promise<SecurityGroupRule[]> {
  const answer = await ec2.send(
    new DescribeSecurityGroupRulesCommand({ Filters: [{ Name: 'group-id', Values: [id] }] }),
  );
  return answer.SecurityGroupRules ?? [];
}

function allow(ec2: EC2Client, GroupId: string, ...IpPermissions: IpPermission[]): Promise<SecurityGroupRule[]> {
  return ec2
    .send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions }))
    .then((answer) => answer.SecurityGroupRules ?? []);
}

const http = (...cidrs: string[]): IpPermission => ({
  IpProtocol: 'tcp',
  FromPort: 80,
  ToPort: 80,
  IpRanges: cidrs.map((CidrIp) => ({ CidrIp })),
});

describe('groups', () => {
  test('a new group lets everything out, and nothing in', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const { SecurityGroups = [] } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id] }));
    expect(SecurityGroups).toMatchObject([
      {
        GroupName: 'web',
        Description: 'for a test',
        IpPermissions: [],
        IpPermissionsEgress: [{ IpProtocol: '-1', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }],
      },
    ]);
    expect(await rulesOf(ec2, id)).toMatchObject([
      { IsEgress: true, IpProtocol: '-1', FromPort: -1, ToPort: -1, CidrIpv4: '0.0.0.0/0' },
    ]);
  });

  test('names are unique in a VPC, and some are refused', async () => {
    const { ec2 } = await open();
    await makeGroup(ec2, 'web');
    expect(await refusal(makeGroup(ec2, 'web'))).toMatch(
      /^InvalidGroup.Duplicate: The security group 'web' already exists for VPC 'vpc-/,
    );
    expect(await refusal(makeGroup(ec2, 'default'))).toBe(
      'InvalidParameterValue: Cannot use reserved security group name: default',
    );
    expect(await refusal(makeGroup(ec2, 'sg-web'))).toMatch(/^InvalidParameterValue: /);
    expect(await refusal(makeGroup(ec2, 'wéb'))).toMatch(/^InvalidParameterValue: /);
  });

  test('unknown ids fail the whole call', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    expect(await refusal(ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [id, 'sg-00000000'] })))).toBe(
      "InvalidGroup.NotFound: The security group 'sg-00000000' does not exist",
    );
  });

  test('pages end where the list does', async () => {
    const { ec2 } = await open();
    for (const name of ['a', 'b', 'c', 'd', 'e']) await makeGroup(ec2, name);
    const first = await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 5 }));
    const second = await ec2.send(new DescribeSecurityGroupsCommand({ MaxResults: 5, NextToken: first.NextToken }));
    expect([first, second].map((answer) => answer.SecurityGroups?.map((group) => group.GroupName))).toEqual([
      ['default', 'a', 'b', 'c', 'd'],
      ['e'],
    ]);
    expect(second.NextToken).toBeUndefined();
    expect(await refusal(ec2.send(new DescribeSecurityGroupsCommand({ NextToken: 'nonsense' })))).toMatch(
      /^InvalidParameterValue: /,
    );
  });
});

describe('deleting a group', () => {
  test('is refused while an instance uses it', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const { Instances = [] } = await ec2.send(
      new RunInstancesCommand({ ImageId: AMAZON_LINUX, MinCount: 1, MaxCount: 1, SecurityGroupIds: [id] }),
    );
    const drop = new DeleteSecurityGroupCommand({ GroupId: id });
    expect(await refusal(ec2.send(drop))).toBe(`DependencyViolation: resource ${id} has a dependent object`);
    await ec2.send(new TerminateInstancesCommand({ InstanceIds: [Instances[0]?.InstanceId ?? ''] }));
    await ec2.send(drop);
    expect(await refusal(ec2.send(drop))).toBe(`InvalidGroup.NotFound: The security group '${id}' does not exist`);
  });

  test('is refused while another group admits it, not for its own sake', async () => {
    const { ec2 } = await open();
    const [web, app] = [await makeGroup(ec2, 'web'), await makeGroup(ec2, 'app')];
    const fromWeb = { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: web }] };
    await allow(ec2, web, fromWeb);
    await allow(ec2, app, fromWeb);
    expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupId: web })))).toMatch(/^DependencyViolation: /);
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: app }));
    await ec2.send(new DeleteSecurityGroupCommand({ GroupId: web }));
  });

  test('is never done to the default group', async () => {
    const { ec2 } = await open();
    expect(await refusal(ec2.send(new DeleteSecurityGroupCommand({ GroupName: 'default' })))).toMatch(
      /^CannotDelete: the specified group: "sg-\w+" name: "default" cannot be deleted by a user$/,
    );
  });
});

describe('rules', () => {
  test('come back as AWS keeps them', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const rules = await allow(
      ec2,
      id,
      { IpProtocol: 'TCP', FromPort: 80, ToPort: 80, IpRanges: [{ CidrIp: '10.1.2.3/8', Description: 'office' }] },
      { IpProtocol: '17', FromPort: 53, ToPort: 53, Ipv6Ranges: [{ CidrIpv6: '2001:DB8::1/32' }] },
      { IpProtocol: '-1', FromPort: 1, ToPort: 2, UserIdGroupPairs: [{ GroupId: id }] },
      { IpProtocol: '58', Ipv6Ranges: [{ CidrIpv6: '::/0' }] },
    );
    expect(rules).toMatchObject([
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv4: '10.0.0.0/8', Description: 'office', IsEgress: false },
      { IpProtocol: 'udp', CidrIpv6: '2001:db8::/32' },
      { IpProtocol: '-1', FromPort: -1, ToPort: -1, ReferencedGroupInfo: { GroupId: id } },
      { IpProtocol: 'icmpv6', FromPort: -1, ToPort: -1, CidrIpv6: '::/0' },
    ]);
    expect(await rulesOf(ec2, id)).toHaveLength(5);
  });

  test('of a protocol by number keep the ports that were sent', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const IpRanges = [{ CidrIp: '10.0.0.0/8' }];
    await allow(ec2, id, { IpProtocol: '50', FromPort: 0, ToPort: 0, IpRanges });
    await allow(ec2, id, { IpProtocol: '-1', FromPort: 0, ToPort: 0, IpRanges });
    const rules = (await rulesOf(ec2, id)).filter(({ IsEgress }) => IsEgress === false);
    expect(rules).toMatchObject([
      { IpProtocol: '50', FromPort: 0, ToPort: 0 },
      { IpProtocol: '-1', FromPort: -1, ToPort: -1 },
    ]);
  });

  test('are added together or not at all', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    await allow(ec2, id, http('10.0.0.0/8'));
    expect(await refusal(allow(ec2, id, http('192.168.0.0/16', '10.9.9.9/8')))).toBe(
      'InvalidPermission.Duplicate: the specified rule "peer: 10.0.0.0/8, TCP, from port: 80, to port: 80, ALLOW" already exists',
    );
    expect(await refusal(allow(ec2, id, http('172.16.0.0/12', '172.16.5.5/12')))).toBe(
      'InvalidParameterValue: The same permission must not appear multiple times',
    );
    expect(await rulesOf(ec2, id)).toHaveLength(2);
  });

  test.each([
    ['no ports', { IpProtocol: 'tcp', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'InvalidParameterValue'],
    [
      'ports out of range',
      { IpProtocol: 'tcp', FromPort: 80, ToPort: 70_000, IpRanges: [{ CidrIp: '0.0.0.0/0' }] },
      'InvalidParameterValue',
    ],
    ['no CIDR', http('10.0.0/8'), 'InvalidParameterValue'],
    ['an address without a length', http('10.0.0.1'), 'InvalidParameterValue'],
    ['an unknown protocol', { IpProtocol: 'http', IpRanges: [{ CidrIp: '0.0.0.0/0' }] }, 'InvalidPermission.Malformed'],
    ['what is no group', { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'web' }] }, 'InvalidGroupId.Malformed'],
    ['an unknown group', { IpProtocol: '-1', UserIdGroupPairs: [{ GroupId: 'sg-00000000' }] }, 'InvalidGroup.NotFound'],
    [
      'an unknown prefix list',
      { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: 'pl-0' }] },
      'InvalidPrefixListID.NotFound',
    ],
  ])('with %s are refused', async (_, permission, code) => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    expect((await refusal(allow(ec2, id, permission))).split(':')[0]).toBe(code);
  });

  test('stop at sixty each way, a prefix list counting for all it may hold', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const { PrefixList } = await ec2.send(
      new CreateManagedPrefixListCommand({ PrefixListName: 'edge', AddressFamily: 'IPv4', MaxEntries: 55 }),
    );
    await allow(ec2, id, { IpProtocol: '-1', PrefixListIds: [{ PrefixListId: PrefixList?.PrefixListId }] });
    const many = (count: number): IpPermission =>
      http(...Array.from({ length: count }, (_, index) => `10.0.${index}.0/24`));
    expect(await refusal(allow(ec2, id, many(6)))).toBe(
      'RulesPerSecurityGroupLimitExceeded: The maximum number of rules per security group has been reached.',
    );
    expect(await allow(ec2, id, many(5))).toHaveLength(5);
    const out = new AuthorizeSecurityGroupEgressCommand({ GroupId: id, IpPermissions: [many(6)] });
    expect((await ec2.send(out)).SecurityGroupRules).toHaveLength(6);
  });

  test('are revoked by id and by content', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const [first] = await allow(ec2, id, http('10.0.0.0/8', '192.168.0.0/16'));
    const byId = new RevokeSecurityGroupIngressCommand({
      GroupId: id,
      SecurityGroupRuleIds: [first?.SecurityGroupRuleId ?? ''],
    });
    expect((await ec2.send(byId)).RevokedSecurityGroupRules).toMatchObject([{ CidrIpv4: '10.0.0.0/8', GroupId: id }]);
    expect(await refusal(ec2.send(byId))).toMatch(/^InvalidSecurityGroupRuleId.NotFound: /);
    const byContent = new RevokeSecurityGroupIngressCommand({ GroupId: id, IpPermissions: [http('192.168.7.7/16')] });
    await ec2.send(byContent);
    expect(await refusal(ec2.send(byContent))).toBe(
      'InvalidPermission.NotFound: The specified rule does not exist in this security group.',
    );
    expect(await rulesOf(ec2, id)).toMatchObject([{ IsEgress: true }]);
  });

  test('are changed in place', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const [one, other] = await allow(ec2, id, http('10.0.0.0/8', '192.168.0.0/16'));
    const change = (CidrIpv4: string): Promise<unknown> =>
      ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: id,
          SecurityGroupRules: [
            {
              SecurityGroupRuleId: one?.SecurityGroupRuleId,
              SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4 },
            },
            {
              SecurityGroupRuleId: other?.SecurityGroupRuleId,
              SecurityGroupRule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIpv4: '10.0.0.0/8' },
            },
          ],
        }),
      );
    expect(await refusal(change('10.0.0.0/8'))).toMatch(/^InvalidPermission.Duplicate: /);
    await change('172.16.0.0/12');
    expect(await rulesOf(ec2, id)).toMatchObject([
      { IsEgress: true },
      { SecurityGroupRuleId: one?.SecurityGroupRuleId, FromPort: 443, CidrIpv4: '172.16.0.0/12' },
      { SecurityGroupRuleId: other?.SecurityGroupRuleId, FromPort: 443, CidrIpv4: '10.0.0.0/8' },
    ]);
  });

  test('take new descriptions, by id and by content', async () => {
    const { ec2 } = await open();
    const id = await makeGroup(ec2, 'web');
    const [one] = await allow(ec2, id, http('10.0.0.0/8', '192.168.0.0/16'));
    await ec2.send(
      new UpdateSecurityGroupRuleDescriptionsIngressCommand({
        GroupId: id,
        SecurityGroupRuleDescriptions: [{ SecurityGroupRuleId: one?.SecurityGroupRuleId, Description: 'office' }],
      }),
    );
    const described = { ...http(), IpRanges: [{ CidrIp: '192.168.0.0/16', Description: 'home' }] };
    await ec2.send(new UpdateSecurityGroupRuleDescriptionsIngressCommand({ GroupId: id, IpPermissions: [described] }));
    expect((await rulesOf(ec2, id)).map((rule) => rule.Description)).toEqual([undefined, 'office', 'home']);
  });
});
