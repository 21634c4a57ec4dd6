import type {
  CreateVpcRequest,
  CreateVpcResult,
  DeleteVpcRequest,
  DescribeVpcsRequest,
  DescribeVpcsResult,
  Vpc as VpcAnswer,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World, Ec2World } from '../world.ts';
import { formatCidr, parseCidr } from './cidr.ts';
import { newId } from './ids.ts';
import { need, required } from './kinds.ts';
import { addRouteTable } from './route-tables.ts';
import { addSecurityGroup } from './security-groups.ts';
import { FEWEST, type FilterTable, noneHas, page, select } from './select.ts';
import type { Tags, Vpc } from './state.ts';
import { tagList, tagsFor } from './tagging.ts';
import { vpcAttributes } from './vpc-attributes.ts';

interface NewVpc {
  readonly cidrBlock: string;
  readonly isDefault?: boolean;
  readonly tags?: Tags;
}

/** Makes a VPC with what AWS puts into each: its main route table and its `default` security group. */
export function addVpc(world: Ec2World, wanted: NewVpc): Vpc {
  const vpc: Vpc = {
    vpcId: newId(world, 'vpc'),
    cidrBlock: networkOf(wanted.cidrBlock),
    isDefault: wanted.isDefault ?? false,
    attributes: vpcAttributes(wanted.isDefault ?? false),
    tags: wanted.tags ?? new Map(),
  };
  world.ec2.vpcs.set(vpc.vpcId, vpc);
  const { vpcId } = vpc;
  addRouteTable(world, { vpcId, main: true });
  const group = addSecurityGroup(world, { vpcId, groupName: 'default', description: 'default VPC security group' });
  const ruleId = newId(world, 'sgr');
  group.rules.set(ruleId, {
    ruleId,
    isEgress: false,
    ipProtocol: '-1',
    fromPort: -1,
    toPort: -1,
    referencedGroupId: group.groupId,
    tags: new Map(),
  });
  return vpc;
}

/** A block of the size that a VPC or subnet may have, cut to its network address. */
export function networkOf(cidrBlock: string, kind: 'Vpc' | 'Subnet' = 'Vpc'): string {
  const cidr = parseCidr(cidrBlock);
  if (cidr === undefined)
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${cidrBlock}) for parameter cidrBlock is invalid. This is not a valid CIDR block.`,
    );
  if (cidr.version !== 4 || cidr.prefix < 16 || cidr.prefix > 28)
    throw new AwsError(`Invalid${kind}.Range`, `The CIDR '${cidrBlock}' is invalid.`);
  return formatCidr(cidr);
}

export function createVpc(input: CreateVpcRequest, { world }: Call<World>): CreateVpcResult {
  const tags = tagsFor('vpc', input.TagSpecifications);
  const vpc = addVpc(world, { cidrBlock: required(input.CidrBlock, 'cidrBlock'), tags });
  return { Vpc: answer(world, vpc) };
}

export function describeVpcs(input: DescribeVpcsRequest, { world }: Call<World>): DescribeVpcsResult {
  const found = select({
    kind: 'vpc',
    records: world.ec2.vpcs,
    ids: input.VpcIds,
    filters: input.Filters,
    table: filtersFor(world),
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { Vpcs: items.map((vpc) => answer(world, vpc)), ...rest };
}

export function deleteVpc(input: DeleteVpcRequest, { world: { ec2 } }: Call<World>): object {
  const { vpcId } = need('vpc', ec2.vpcs, input.VpcId);
  const inside = (record: { vpcId?: string }): boolean => record.vpcId === vpcId;
  const groups = [...ec2.securityGroups.values()].filter(inside);
  const tables = [...ec2.routeTables.values()].filter(inside);
  const holders = [
    ...ec2.subnets.values(),
    ...ec2.internetGateways.values(),
    ...groups.filter((group) => group.groupName !== 'default'),
    ...tables.filter((table) => !table.main),
  ];
  if (holders.some(inside))
    throw new AwsError('DependencyViolation', `The vpc '${vpcId}' has dependencies and cannot be deleted.`);
  for (const { groupId } of groups) ec2.securityGroups.delete(groupId);
  for (const { routeTableId } of tables) ec2.routeTables.delete(routeTableId);
  ec2.vpcs.delete(vpcId);
  return {};
}

const filtersFor = (world: World): FilterTable<Vpc> => ({
  'vpc-id': (vpc) => vpc.vpcId,
  cidr: (vpc) => vpc.cidrBlock,
  'cidr-block-association.cidr-block': (vpc) => vpc.cidrBlock,
  'cidr-block-association.association-id': associationOf,
  'cidr-block-association.state': () => 'associated',
  'dhcp-options-id': () => 'default',
  dhcpOptionsId: () => 'default',
  'is-default': (vpc) => vpc.isDefault,
  isDefault: (vpc) => vpc.isDefault,
  'owner-id': () => world.account,
  state: () => 'available',
  ...noneHas(
    'ipv6-cidr-block-association.ipv6-cidr-block',
    'ipv6-cidr-block-association.ipv6-pool',
    'ipv6-cidr-block-association.association-id',
    'ipv6-cidr-block-association.state',
  ),
});

function associationOf({ vpcId }: Vpc): string {
  return vpcId.replace('vpc-', 'vpc-cidr-assoc-');
}

function answer(world: World, vpc: Vpc): VpcAnswer {
  return {
    VpcId: vpc.vpcId,
    CidrBlock: vpc.cidrBlock,
    CidrBlockAssociationSet: [
      {
        AssociationId: associationOf(vpc),
        CidrBlock: vpc.cidrBlock,
        CidrBlockState: { State: 'associated' },
      },
    ],
    DhcpOptionsId: 'default',
    InstanceTenancy: 'default',
    IsDefault: vpc.isDefault,
    OwnerId: world.account,
    State: 'available',
    Tags: tagList(vpc.tags),
  };
}
