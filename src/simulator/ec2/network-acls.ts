import type {
  DescribeNetworkAclsRequest,
  DescribeNetworkAclsResult,
  NetworkAcl as NetworkAclAnswer,
} from '@aws-sdk/client-ec2';
import type { Call } from '../service.ts';
import type { Ec2World, World } from '../world.ts';
import { FEWEST, noneHas, page, select } from './select.ts';
import type { Tags } from './state.ts';
import { tagList } from './tagging.ts';

interface NetworkAcl {
  readonly networkAclId: string;
  readonly vpcId: string;
  readonly subnetIds: readonly string[];
  readonly tags: Tags;
}

/** Each VPC's default list, which all of its subnets are under: there are no others here. */
function networkAcls({ ec2 }: Ec2World): Map<string, NetworkAcl> {
  return new Map(
    [...ec2.vpcs.keys()].map((vpcId) => {
      const subnets = [...ec2.subnets.values()].filter((subnet) => subnet.vpcId === vpcId);
      const networkAclId = vpcId.replace('vpc-', 'acl-');
      return [
        networkAclId,
        { networkAclId, vpcId, subnetIds: subnets.map(({ subnetId }) => subnetId), tags: new Map() },
      ];
    }),
  );
}

export function describeNetworkAcls(
  input: DescribeNetworkAclsRequest,
  { world }: Call<World>,
): DescribeNetworkAclsResult {
  const found = select({
    kind: 'network-acl',
    records: networkAcls(world),
    ids: input.NetworkAclIds,
    filters: input.Filters,
    table: {
      'network-acl-id': (acl) => acl.networkAclId,
      'vpc-id': (acl) => acl.vpcId,
      default: () => true,
      'association.subnet-id': (acl) => acl.subnetIds,
      'association.network-acl-id': (acl) => acl.networkAclId,
      'association.association-id': (acl) => acl.subnetIds.map(associationOf),
      'owner-id': () => world.account,
      'entry.cidr': () => '0.0.0.0/0',
      'entry.egress': () => [true, false],
      'entry.protocol': () => '-1',
      'entry.rule-action': () => ['allow', 'deny'],
      'entry.rule-number': () => [100, 32_767],
      ...noneHas(
        'entry.icmp.code',
        'entry.icmp.type',
        'entry.ipv6-cidr',
        'entry.port-range.from',
        'entry.port-range.to',
      ),
    },
  });
  const { items, ...rest } = page(found, input, FEWEST);
  return { NetworkAcls: items.map((acl) => answer(world, acl)), ...rest };
}

function associationOf(subnetId: string): string {
  return subnetId.replace('subnet-', 'aclassoc-');
}

function answer(world: World, { networkAclId, vpcId, subnetIds, tags }: NetworkAcl): NetworkAclAnswer {
  return {
    NetworkAclId: networkAclId,
    VpcId: vpcId,
    IsDefault: true,
    OwnerId: world.account,
    Associations: subnetIds.map((SubnetId) => ({
      NetworkAclAssociationId: associationOf(SubnetId),
      NetworkAclId: networkAclId,
      SubnetId,
    })),
    // All goes through by the hundredth rule; what AWS puts last turns away the rest.
    Entries: [true, false].flatMap((Egress) => [
      { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'allow' as const, RuleNumber: 100 },
      { CidrBlock: '0.0.0.0/0', Egress, Protocol: '-1', RuleAction: 'deny' as const, RuleNumber: 32_767 },
    ]),
    Tags: tagList(tags),
  };
}
