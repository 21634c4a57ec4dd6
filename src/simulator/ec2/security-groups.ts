import type {
  CreateSecurityGroupRequest,
  CreateSecurityGroupResult,
  DeleteSecurityGroupRequest,
  DeleteSecurityGroupResult,
  DescribeSecurityGroupsRequest,
  DescribeSecurityGroupsResult,
  SecurityGroup as SecurityGroupAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { defaultVpc } from './default-vpc.ts';
import { newId } from './ids.ts';
import { liveInterfaces } from './interfaces.ts';
import { need, notFound, required } from './kinds.ts';
import { permissionsOf } from './permissions.ts';
import { FEWEST, type FilterTable, page, select } from './select.ts';
import type { SecurityGroup, SecurityGroupRule, Tags } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';

interface NewSecurityGroup {
  readonly vpcId: string;
  readonly groupName: string;
  readonly description: string;
  readonly tags?: Tags;
}

/** Makes a group with the one rule that AWS gives to each: everything may leave. */
export function addSecurityGroup(world: Ec2World, wanted: NewSecurityGroup): SecurityGroup {
  const { vpcId } = need('vpc', world.ec2.vpcs, wanted.vpcId);
  const { groupName, description, tags = new Map() } = wanted;
  const ruleId = newId(world, 'sgr');
  const everything: SecurityGroupRule = {
    ruleId,
    isEgress: true,
    ipProtocol: '-1',
    fromPort: -1,
    toPort: -1,
    cidrIpv4: '0.0.0.0/0',
    tags: new Map(),
  };
  const groupId = newId(world, 'sg');
  const group: SecurityGroup = { groupId, groupName, description, vpcId, rules: new Map([[ruleId, everything]]), tags };
  world.ec2.securityGroups.set(groupId, group);
  return group;
}

/** A group as calls name it: by id, or by name in the default VPC. */
export function groupNamed(
  world: World,
  { GroupId, GroupName }: { GroupId?: string | undefined; GroupName?: string | undefined },
): SecurityGroup {
  if (GroupId !== undefined || GroupName === undefined)
    return need('security-group', world.ec2.securityGroups, GroupId);
  const { vpcId } = defaultVpc(world);
  const group = [...world.ec2.securityGroups.values()].find(
    (other) => other.vpcId === vpcId && other.groupName === GroupName,
  );
  if (group === undefined)
    throw new AwsError(
      'InvalidGroup.NotFound',
      `The security group '${GroupName}' does not exist in default VPC '${vpcId}'`,
    );
  return group;
}

export function createSecurityGroup(
  input: CreateSecurityGroupRequest,
  { world }: Call<World>,
): CreateSecurityGroupResult {
  const groupName = required(input.GroupName, 'groupName');
  const description = required(input.Description, 'groupDescription');
  const vpc = input.VpcId === undefined ? defaultVpc(world) : need('vpc', world.ec2.vpcs, input.VpcId);
  checkName(groupName, description);
  if (
    [...world.ec2.securityGroups.values()].some((other) => other.vpcId === vpc.vpcId && other.groupName === groupName)
  )
    throw new AwsError(
      'InvalidGroup.Duplicate',
      `The security group '${groupName}' already exists for VPC '${vpc.vpcId}'`,
    );
  const tags = tagsFor('security-group', input.TagSpecifications);
  const group = addSecurityGroup(world, { vpcId: vpc.vpcId, groupName, description, tags });
  return { GroupId: group.groupId, Tags: tagList(tags), SecurityGroupArn: arnOf(world, group) };
}

export function deleteSecurityGroup(
  input: DeleteSecurityGroupRequest,
  { world }: Call<World>,
): DeleteSecurityGroupResult {
  const { groupId, groupName } = groupNamed(world, input);
  if (groupName === 'default')
    throw new AwsError('CannotDelete', `the specified group: "${groupId}" name: "default" cannot be deleted by a user`);
  if (isInUse(world, groupId)) throw new AwsError('DependencyViolation', `resource ${groupId} has a dependent object`);
  world.ec2.securityGroups.delete(groupId);
  return { Return: true, GroupId: groupId };
}

export function describeSecurityGroups(
  input: DescribeSecurityGroupsRequest,
  { world }: Call<World>,
): DescribeSecurityGroupsResult {
  const named = (input.GroupNames ?? []).map((name) => groupNamed(world, { GroupName: name }).groupId);
  const ids = [...(input.GroupIds ?? []), ...named];
  const found = select({
    kind: 'security-group',
    records: world.ec2.securityGroups,
    ids,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { SecurityGroups: items.map((group) => answer(world, group)), ...rest };
}

/** Fails as AWS does unless every one of the groups is there. */
export function needGroups(world: Ec2World, ids: readonly string[]): void {
  const missing = ids.filter((id) => !world.ec2.securityGroups.has(id));
  if (missing.length > 0) throw notFound('security-group', missing);
}

function isInUse(world: World, groupId: string): boolean {
  if ([...liveInterfaces(world).values()].some((record) => record.groupIds.includes(groupId))) return true;
  return [...world.ec2.securityGroups.values()].some(
    (other) =>
      other.groupId !== groupId && [...other.rules.values()].some((rule) => rule.referencedGroupId === groupId),
  );
}

function checkName(groupName: string, description: string): void {
  if (groupName === 'default')
    throw new AwsError('InvalidParameterValue', 'Cannot use reserved security group name: default');
  if (groupName.startsWith('sg-'))
    throw new AwsError(
      'InvalidParameterValue',
      `Invalid value '${groupName}' for groupName. Group names cannot begin with sg-.`,
    );
  for (const [name, value] of Object.entries({ groupName, groupDescription: description }))
    if (value.length > 255 || !/^[\w .:/()#,@[\]+=&;{}!$*-]*$/.test(value))
      throw new AwsError(
        'InvalidParameterValue',
        `Invalid value '${value}' for ${name}. Valid ${name}s are strings less than 256 characters from the following set: a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*`,
      );
}

const rulesOf = (group: SecurityGroup): SecurityGroupRule[] => [...group.rules.values()];

function filtersFor(world: World): FilterTable<SecurityGroup> {
  return {
    'group-id': (group) => group.groupId,
    'group-name': (group) => group.groupName,
    'vpc-id': (group) => group.vpcId,
    description: (group) => group.description,
    'owner-id': () => world.account,
    ...ruleFilters(world, false, 'ip-permission'),
    ...ruleFilters(world, true, 'egress.ip-permission'),
  };
}

function ruleFilters(world: World, isEgress: boolean, prefix: string): FilterTable<SecurityGroup> {
  const looks: Readonly<Record<string, (rule: SecurityGroupRule) => string | number | undefined>> = {
    cidr: (rule) => rule.cidrIpv4,
    'from-port': (rule) => rule.fromPort,
    'group-id': (rule) => rule.referencedGroupId,
    'group-name': (rule) => world.ec2.securityGroups.get(rule.referencedGroupId ?? '')?.groupName,
    'ipv6-cidr': (rule) => rule.cidrIpv6,
    'prefix-list-id': (rule) => rule.prefixListId,
    protocol: (rule) => rule.ipProtocol,
    'to-port': (rule) => rule.toPort,
    'user-id': (rule) => (rule.referencedGroupId === undefined ? undefined : world.account),
  };
  return Object.fromEntries(
    Object.entries(looks).map(([name, look]) => [
      `${prefix}.${name}`,
      (group: SecurityGroup) => rulesOf(group).flatMap((rule) => (rule.isEgress === isEgress ? [look(rule)] : [])),
    ]),
  );
}

function answer(world: World, group: SecurityGroup): SecurityGroupAnswer {
  const rules = rulesOf(group);
  return {
    GroupId: group.groupId,
    GroupName: group.groupName,
    Description: group.description,
    VpcId: group.vpcId,
    OwnerId: world.account,
    SecurityGroupArn: arnOf(world, group),
    IpPermissions: permissionsOf(
      rules.filter((rule) => !rule.isEgress),
      world.account,
    ),
    IpPermissionsEgress: permissionsOf(
      rules.filter((rule) => rule.isEgress),
      world.account,
    ),
    Tags: tagList(group.tags),
  };
}

function arnOf(world: World, group: SecurityGroup): string {
  return `arn:aws:ec2:${world.region}:${world.account}:security-group/${group.groupId}`;
}
