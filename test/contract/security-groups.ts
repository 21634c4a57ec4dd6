import {
  AuthorizeSecurityGroupIngressCommand,
  CreateTagsCommand,
  DeleteSecurityGroupCommand,
  DeleteTagsCommand,
  DescribeSecurityGroupRulesCommand,
  DescribeSecurityGroupsCommand,
  type IpPermission,
  ModifySecurityGroupRulesCommand,
  RevokeSecurityGroupIngressCommand,
  type SecurityGroupRule,
} from '@aws-sdk/client-ec2';
import { expect } from 'vitest';
import type { Case, Ground } from './ground.ts';

async function rulesOf({ sdk }: Ground, group: string): Promise<SecurityGroupRule[]> {
  const input = { Filters: [{ Name: 'group-id', Values: [group] }] };
  return (await sdk.ec2.send(new DescribeSecurityGroupRulesCommand(input))).SecurityGroupRules ?? [];
}

function tcp(port: number, cidr = '10.0.0.0/8', description?: string): IpPermission {
  return { IpProtocol: 'tcp', FromPort: port, ToPort: port, IpRanges: [{ CidrIp: cidr, Description: description }] };
}

function authorize({ sdk }: Ground, group: string, ...permissions: IpPermission[]) {
  return sdk.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: group, IpPermissions: permissions }));
}

export const securityGroups: readonly Case[] = [
  {
    it: 'a new group lets everything out and nothing in',
    plain: true,
    async run(ground) {
      const rules = await rulesOf(ground, await ground.group());
      expect(rules).toHaveLength(1);
      expect(rules[0]).toMatchObject({ IsEgress: true, IpProtocol: '-1', CidrIpv4: '0.0.0.0/0' });
    },
  },
  {
    it: 'a second group of the same name in a network is refused',
    async run(ground) {
      await ground.group();
      await expect(ground.group()).rejects.toMatchObject({ name: 'InvalidGroup.Duplicate' });
    },
  },
  {
    it: 'an authorisation answers with every rule that it made',
    async run(ground) {
      const { SecurityGroupRules } = await authorize(ground, await ground.group(), tcp(80), tcp(443));
      expect(SecurityGroupRules?.map((rule) => rule.FromPort).sort()).toEqual([443, 80]);
    },
  },
  {
    it: 'a rule that stands is refused',
    plain: true,
    async run(ground) {
      const group = await ground.group();
      await authorize(ground, group, tcp(80));
      await expect(authorize(ground, group, tcp(80))).rejects.toMatchObject({ name: 'InvalidPermission.Duplicate' });
    },
  },
  {
    it: 'an authorisation is all or nothing',
    async run(ground) {
      const group = await ground.group();
      await authorize(ground, group, tcp(80));
      await expect(authorize(ground, group, tcp(443), tcp(80))).rejects.toThrow();
      expect((await rulesOf(ground, group)).filter((rule) => rule.IsEgress === false)).toHaveLength(1);
    },
  },
  {
    it: 'a range is kept as its network address',
    async run(ground) {
      const group = await ground.group();
      await authorize(ground, group, tcp(80, '10.1.2.3/8'));
      const rules = await rulesOf(ground, group);
      expect(rules.map((rule) => rule.CidrIpv4)).toContain('10.0.0.0/8');
    },
  },
  {
    it: 'the description of a rule changes in place',
    async run(ground) {
      const group = await ground.group();
      await authorize(ground, group, tcp(80, '10.0.0.0/8', 'one'));
      const rule = (await rulesOf(ground, group)).find((one) => one.IsEgress === false);
      const SecurityGroupRuleId = rule?.SecurityGroupRuleId ?? '';
      const changed = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, CidrIpv4: '10.0.0.0/8', Description: 'other' };
      await ground.sdk.ec2.send(
        new ModifySecurityGroupRulesCommand({
          GroupId: group,
          SecurityGroupRules: [{ SecurityGroupRuleId, SecurityGroupRule: changed }],
        }),
      );
      const after = (await rulesOf(ground, group)).filter((one) => one.IsEgress === false);
      expect(after.map((one) => [one.SecurityGroupRuleId, one.Description])).toEqual([[SecurityGroupRuleId, 'other']]);
    },
  },
  {
    it: 'rules go by their ids, and one that is gone is refused',
    async run(ground) {
      const group = await ground.group();
      await authorize(ground, group, tcp(80));
      const ids = (await rulesOf(ground, group)).filter((one) => one.IsEgress === false);
      const revoke = new RevokeSecurityGroupIngressCommand({
        GroupId: group,
        SecurityGroupRuleIds: ids.map((one) => one.SecurityGroupRuleId ?? ''),
      });
      await ground.sdk.ec2.send(revoke);
      expect((await rulesOf(ground, group)).map((one) => one.IsEgress)).toEqual([true]);
      await expect(ground.sdk.ec2.send(revoke)).rejects.toMatchObject({ name: /NotFound$/ });
    },
  },
  {
    it: 'tags are set, replaced and removed',
    plain: true,
    async run(ground) {
      const group = await ground.group();
      const { ec2 } = ground.sdk;
      await ec2.send(new CreateTagsCommand({ Resources: [group], Tags: [{ Key: 'a', Value: '1' }] }));
      const more = [
        { Key: 'a', Value: '2' },
        { Key: 'b', Value: '' },
      ];
      await ec2.send(new CreateTagsCommand({ Resources: [group], Tags: more }));
      await ec2.send(new DeleteTagsCommand({ Resources: [group], Tags: [{ Key: 'b' }] }));
      const { SecurityGroups } = await ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [group] }));
      expect(SecurityGroups?.[0]?.Tags).toEqual([{ Key: 'a', Value: '2' }]);
    },
  },
  {
    it: 'a group that a load balancer uses stays',
    async run(ground) {
      const group = await ground.group();
      await ground.balancer('web', [group]);
      const deletion = ground.sdk.ec2.send(new DeleteSecurityGroupCommand({ GroupId: group }));
      await expect(deletion).rejects.toMatchObject({ name: 'DependencyViolation' });
    },
  },
  {
    it: 'a group that another one admits stays',
    async run(ground) {
      const [group, other] = [await ground.group('one'), await ground.group('other')];
      const permission = { IpProtocol: 'tcp', FromPort: 80, ToPort: 80, UserIdGroupPairs: [{ GroupId: group }] };
      await authorize(ground, other, permission);
      const deletion = ground.sdk.ec2.send(new DeleteSecurityGroupCommand({ GroupId: group }));
      await expect(deletion).rejects.toMatchObject({ name: 'DependencyViolation' });
    },
  },
  {
    it: 'a group that was deleted is answered with NotFound',
    plain: true,
    async run(ground) {
      const GroupId = await ground.group();
      await ground.sdk.ec2.send(new DeleteSecurityGroupCommand({ GroupId }));
      await expect(ground.sdk.ec2.send(new DeleteSecurityGroupCommand({ GroupId }))).rejects.toMatchObject({
        name: 'InvalidGroup.NotFound',
      });
    },
  },
];
