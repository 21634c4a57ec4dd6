import type {
  InstanceNetworkInterfaceSpecification,
  RequestLaunchTemplateData,
  Reservation,
  RunInstancesRequest,
} from '@aws-sdk/client-ec2';
import { AwsError, type Call } from '../service.ts';
import type { World } from '../world.ts';
import { reservationOf } from './describe-instance.ts';
import { newId } from './ids.ts';
import { isInstanceType } from './instance-types.ts';
import { addInstance, announceLaunch } from './instances.ts';
import { needKeyPair } from './key-pairs.ts';
import { type KindName, need, required } from './kinds.ts';
import { needTemplate, needVersion } from './launch-template-find.ts';
import { templateTags } from './launch-template-data.ts';
import { usableImages } from './public-images.ts';
import { needGroups } from './security-groups.ts';
import type { Subnet, Tags } from './state.ts';
import { tagsAmong } from './tagging.ts';

export function runInstances(input: RunInstancesRequest, { world }: Call<World>): Reservation {
  const { ClientToken: clientToken } = input;
  const started = [...world.ec2.instances.values()].filter((other) => clientToken && other.clientToken === clientToken);
  if (started.length > 0) return reservationOf(world, started);

  const count = requireCount(input);
  const asked = { ...templateOf(world, input), ...present(input) };
  const imageId = required(asked.ImageId, 'ImageId');
  need('image', usableImages(world), imageId);
  if (asked.InstanceType !== undefined && !isInstanceType(asked.InstanceType))
    throw new AwsError('InvalidParameterValue', `Invalid value '${asked.InstanceType}' for InstanceType.`);
  if (asked.KeyName !== undefined) needKeyPair(world, asked.KeyName);
  const [nic] = asked.NetworkInterfaces ?? [];
  requireOneNetwork(asked, nic);
  const subnet = subnetFor(world, asked.SubnetId ?? nic?.SubnetId, asked.Placement?.AvailabilityZone);
  const groupIds = groupsFor(world, subnet, asked, nic);
  const { privateIpAddress, publicIp } = addressesFor(asked, nic, count);
  const reservationId = newId(world, 'r');
  const tagsOf = (kind: KindName & ('instance' | 'volume')): Tags =>
    new Map([
      ...templateTags(asked.template, kind),
      ...tagsAmong(['instance', 'volume', 'network-interface'], kind, input.TagSpecifications),
    ]);
  const made = Array.from({ length: count }, (_, launchIndex) =>
    addInstance(world, {
      subnetId: subnet.subnetId,
      imageId,
      reservationId,
      launchIndex,
      ...defined({
        instanceType: asked.InstanceType,
        keyName: asked.KeyName,
        tenancy: asked.Placement?.Tenancy,
        monitored: asked.Monitoring?.Enabled,
        shutdownBehavior: asked.InstanceInitiatedShutdownBehavior,
        userData: asked.UserData,
        privateIpAddress,
        publicIp,
        groupIds,
        clientToken: clientToken === '' ? undefined : clientToken,
      }),
      protection: { termination: asked.DisableApiTermination ?? false, stop: asked.DisableApiStop ?? false },
      tags: tagsOf('instance'),
      volumeTags: tagsOf('volume'),
    }),
  );
  for (const instance of made) announceLaunch(world, instance);
  return reservationOf(world, made, 'pending');
}

function requireCount(input: RunInstancesRequest): number {
  const most = required(input.MaxCount, 'MaxCount');
  const least = required(input.MinCount, 'MinCount');
  if (least < 1 || most < least)
    throw new AwsError(
      'InvalidParameterValue',
      `Value (${least}) for parameter minCount is invalid. It must be at least 1 and at most maxCount (${most}).`,
    );
  return most;
}

type Asked = Omit<RequestLaunchTemplateData, 'NetworkInterfaces' | 'TagSpecifications' | 'Placement'> &
  Pick<RunInstancesRequest, 'NetworkInterfaces' | 'Placement' | 'SubnetId' | 'PrivateIpAddress'> & {
    /** What of the template is added to rather than replaced. */
    readonly template: RequestLaunchTemplateData;
  };

/** What the template has; each member of the call replaces the template's. */
function templateOf(world: World, { LaunchTemplate: use }: RunInstancesRequest): Asked {
  if (use === undefined) return { template: {} };
  const { data } = needVersion(needTemplate(world, use), use.Version);
  const { TagSpecifications: _, ...rest } = data;
  return { ...(rest as Asked), template: data };
}

function present(input: RunInstancesRequest): Partial<Asked> {
  const { TagSpecifications: _, LaunchTemplate: __, ...rest } = input;
  return defined(rest);
}

type Defined<Members> = { [Name in keyof Members]?: Exclude<Members[Name], undefined> };

function defined<Members extends object>(members: Members): Defined<Members> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as Defined<Members>;
}

/** What an interface says of its network may not be said of the instance too. */
function requireOneNetwork(asked: Asked, nic: InstanceNetworkInterfaceSpecification | undefined): void {
  const both = (what: string): AwsError =>
    new AwsError(
      'InvalidParameterCombination',
      `Network interfaces and an instance-level ${what} may not be specified on the same request`,
    );
  if (nic !== undefined && asked.SubnetId) throw both('subnet ID');
  if (nic !== undefined && (asked.SecurityGroupIds?.length || asked.SecurityGroups?.length))
    throw both('security groups');
  if (nic !== undefined && asked.PrivateIpAddress) throw both('private address');
  if (asked.SubnetId && asked.SecurityGroups?.length)
    throw new AwsError(
      'InvalidParameterCombination',
      'The parameter groupName cannot be used with the parameter subnet',
    );
}

function subnetFor(world: World, subnetId: string | undefined, zone: string | undefined): Subnet {
  if (subnetId !== undefined) {
    const subnet = need('subnet', world.ec2.subnets, subnetId);
    if (zone === undefined || zone === '' || zone === subnet.availabilityZone) return subnet;
    throw new AwsError(
      'InvalidParameterValue',
      `The availability zone '${zone}' and the subnet '${subnetId}' are not in the same zone.`,
    );
  }
  const found = [...world.ec2.subnets.values()].find(
    (candidate) => candidate.defaultForAz && (!zone || candidate.availabilityZone === zone),
  );
  if (found === undefined)
    throw new AwsError('MissingInput', 'No subnets found for the default VPC. Please specify a subnet.');
  return found;
}

/** By id or by name, all of them in the subnet's VPC; undefined where the default one is meant. */
function groupsFor(
  world: World,
  { vpcId }: Subnet,
  asked: Asked,
  nic: InstanceNetworkInterfaceSpecification | undefined,
): readonly string[] | undefined {
  const inVpc = [...world.ec2.securityGroups.values()].filter((group) => group.vpcId === vpcId);
  const byName = (asked.SecurityGroups ?? []).map((name) => {
    const group = inVpc.find(({ groupName }) => groupName === name);
    if (group === undefined)
      throw new AwsError('InvalidGroup.NotFound', `The security group '${name}' does not exist in VPC '${vpcId}'`);
    return group.groupId;
  });
  const ids = [...(asked.SecurityGroupIds ?? []), ...(nic?.Groups ?? []), ...byName];
  needGroups(world, ids);
  const stray = ids.find((id) => inVpc.every(({ groupId }) => groupId !== id));
  if (stray !== undefined)
    throw new AwsError('InvalidParameter', `Security group ${stray} and the subnet belong to different networks.`);
  return ids.length === 0 ? undefined : ids;
}

interface Addresses {
  readonly privateIpAddress: string | undefined;
  readonly publicIp: boolean | undefined;
}

function addressesFor(asked: Asked, nic: InstanceNetworkInterfaceSpecification | undefined, count: number): Addresses {
  const privateIpAddress = asked.PrivateIpAddress ?? nic?.PrivateIpAddress;
  if (privateIpAddress !== undefined && count > 1)
    throw new AwsError('InvalidParameterCombination', 'A private IP address can only be given to a single instance.');
  return { privateIpAddress, publicIp: nic?.AssociatePublicIpAddress };
}
