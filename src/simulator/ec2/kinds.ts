import { AwsError } from '../service.ts';
import type { Ec2State, Tags } from './state.ts';

interface Kind {
  readonly idPrefix: string;
  readonly notFound: string;
  /** Absent: EC2 has no such code, and says that there is none of that id. */
  readonly malformed?: string;
  readonly noun: string;
  readonly records: (ec2: Ec2State) => Iterable<readonly [string, { readonly tags: Tags }]>;
}

/** The kinds of EC2 resource, by the name that tags and ARNs give them. */
export const kinds = {
  vpc: {
    idPrefix: 'vpc',
    malformed: 'InvalidVpcID.Malformed',
    notFound: 'InvalidVpcID.NotFound',
    noun: 'vpc ID',
    records: (ec2) => ec2.vpcs,
  },
  subnet: {
    idPrefix: 'subnet',
    malformed: 'InvalidSubnetID.Malformed',
    notFound: 'InvalidSubnetID.NotFound',
    noun: 'subnet ID',
    records: (ec2) => ec2.subnets,
  },
  'security-group': {
    idPrefix: 'sg',
    malformed: 'InvalidGroupId.Malformed',
    notFound: 'InvalidGroup.NotFound',
    noun: 'security group',
    records: (ec2) => ec2.securityGroups,
  },
  'security-group-rule': {
    idPrefix: 'sgr',
    malformed: 'InvalidSecurityGroupRuleId.Malformed',
    notFound: 'InvalidSecurityGroupRuleId.NotFound',
    noun: 'security group rule ID',
    records: (ec2) => [...ec2.securityGroups.values()].flatMap((group) => [...group.rules]),
  },
  'network-interface': {
    idPrefix: 'eni',
    malformed: 'InvalidNetworkInterfaceId.Malformed',
    notFound: 'InvalidNetworkInterfaceID.NotFound',
    noun: 'networkInterface ID',
    records: (ec2) => ec2.networkInterfaces,
  },
  instance: {
    idPrefix: 'i',
    malformed: 'InvalidInstanceID.Malformed',
    notFound: 'InvalidInstanceID.NotFound',
    noun: 'instance ID',
    records: (ec2) => ec2.instances,
  },
  'route-table': {
    idPrefix: 'rtb',
    malformed: 'InvalidRouteTableId.Malformed',
    notFound: 'InvalidRouteTableID.NotFound',
    noun: 'routeTable ID',
    records: (ec2) => ec2.routeTables,
  },
  'network-acl': {
    idPrefix: 'acl',
    notFound: 'InvalidNetworkAclID.NotFound',
    noun: 'networkAcl ID',
    records: () => [],
  },
  'internet-gateway': {
    idPrefix: 'igw',
    malformed: 'InvalidInternetGatewayId.Malformed',
    notFound: 'InvalidInternetGatewayID.NotFound',
    noun: 'internetGateway ID',
    records: (ec2) => ec2.internetGateways,
  },
  'elastic-ip': {
    idPrefix: 'eipalloc',
    notFound: 'InvalidAllocationID.NotFound',
    noun: 'allocation ID',
    records: (ec2) => ec2.addresses,
  },
  natgateway: {
    idPrefix: 'nat',
    malformed: 'NatGatewayMalformed',
    notFound: 'NatGatewayNotFound',
    noun: 'NAT gateway',
    records: (ec2) => ec2.natGateways,
  },
  'prefix-list': {
    idPrefix: 'pl',
    notFound: 'InvalidPrefixListID.NotFound',
    noun: 'prefix list ID',
    records: (ec2) => ec2.prefixLists,
  },
  'launch-template': {
    idPrefix: 'lt',
    malformed: 'InvalidLaunchTemplateId.Malformed',
    notFound: 'InvalidLaunchTemplateId.NotFound',
    noun: 'launch template ID',
    records: (ec2) => ec2.launchTemplates,
  },
  'key-pair': {
    idPrefix: 'key',
    notFound: 'InvalidKeyPair.NotFound',
    noun: 'key pair',
    records: (ec2) => ec2.keyPairs,
  },
  image: {
    idPrefix: 'ami',
    malformed: 'InvalidAMIID.Malformed',
    notFound: 'InvalidAMIID.NotFound',
    noun: 'image ID',
    records: (ec2) => ec2.images,
  },
  volume: {
    idPrefix: 'vol',
    malformed: 'InvalidVolumeID.Malformed',
    notFound: 'InvalidVolume.NotFound',
    noun: 'volume ID',
    records: (ec2) => ec2.volumes,
  },
} satisfies Record<string, Kind>;

export type KindName = keyof typeof kinds;

export const kindNames = Object.keys(kinds) as readonly KindName[];

export function kindOfId(id: string): KindName | undefined {
  return kindNames.find((name) => id.startsWith(`${kinds[name].idPrefix}-`));
}

/** What EC2 says of ids that there are not: first of all, whether they could be any. */
export function notFound(kind: KindName, ids: readonly string[]): AwsError {
  const [first = ''] = ids;
  const { idPrefix, malformed, noun, notFound: code }: Kind = kinds[kind];
  const odd = ids.find((id) => !isId(idPrefix, id));
  if (malformed !== undefined && odd !== undefined)
    return new AwsError(malformed, `Invalid id: "${odd}" (expecting "${idPrefix}-...")`);
  if (ids.length === 1) return new AwsError(code, `The ${noun} '${first}' does not exist`);
  return new AwsError(code, `The ${noun}s '${ids.join(', ')}' do not exist`);
}

/** EC2 gives ids of seventeen digits, and once gave such of eight. */
function isId(idPrefix: string, id: string): boolean {
  return new RegExp(`^${idPrefix}-(?:[\\da-f]{8}|[\\da-f]{17})$`).test(id);
}

/** The record of that id, or AWS's error for a missing one. */
export function need<Item>(kind: KindName, records: ReadonlyMap<string, Item>, id: string | undefined): Item {
  const found = records.get(required(id, `${kind} id`));
  if (found === undefined) throw notFound(kind, [id ?? '']);
  return found;
}

export function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined && value !== '') return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
}
